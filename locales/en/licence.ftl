## The licence of one check.

licence-as-desk = As the desk ({ $licence })
licence-the-desks = As the desk
licence-as-desk-none = As the desk (no licence stated)
licence-all-rights = All rights reserved
licence-other = Another licence…
licence-address = Address of another licence
licence-hint = Counts only with “Another licence”. For instance https://tin.example/licence
licence-none = This licence cannot be used. Choose one of the list, or choose “Another licence” and type an address that begins with https:// and has at most 300 letters.
licence-cited = Licence: { $licence }.
