## Lists of others, fetched by the clock.

lists-title = Lists of others
lists-lead = The desk fetches checks of others by itself: RSS and Atom feeds, data files, and the lists of other desks of this kind. Each check keeps the name of who made it and its licence, and is never shown as this desk’s own. Where a site keeps programs out (robots.txt), nothing is fetched.
lists-link = Lists fetched from others
lists-none = There are no lists yet.
lists-new = Add a list
lists-name = Name
lists-address = Address
lists-address-hint = An http or https address on the public web.
lists-format-label = Format
lists-format-name = { $format ->
    [ndjson] NDJSON, a check on each line
    [json] JSON, DataFeed, ClaimReview
    [feed] RSS, Atom, JSON Feed
    [csv] CSV table
    [html] Page with ClaimReview
   *[auto] Found out by itself
}
lists-hours = Hours between two fetches
lists-trust = Publishers not met before
lists-trust-show = shown with their name, at most suggested
lists-trust-none = hidden until an editor looks
lists-trust-hint = To be an automatic answer takes two editors, on the page of publishers.
lists-licence = Licence of checks that name none
lists-licence-hint = For instance https://creativecommons.org/licenses/by/4.0/. Empty where nobody knows.
lists-whole = This is the whole list of that site: what is no longer in it was withdrawn
lists-others = The list holds checks of other publishers too
lists-add = Add and fetch now
lists-every = every { $hours } hours
lists-format = format: { $format }
lists-trust-of = new publishers: { $trust }
lists-licence-of = licence: { $licence }
lists-is-whole = whole list
lists-has-others = holds checks of others
lists-next = Next: { $when }
lists-paused = Paused.
lists-failed = could not be fetched ({ $problem }).
lists-unchanged = nothing new.
lists-refused = { $added } added, { $changed } changed; nothing withdrawn, for { $broken } broken records have no address.
lists-came = { $read } read, { $added } added, { $changed } changed, { $same } the same, { $gone } withdrawn or replaced, { $broken } broken.
lists-problems = Records that could not be used
lists-run = Fetch now
lists-pause = Pause
lists-resume = Go on
lists-remove = Remove
lists-done = { $done ->
    [removed] The list is removed. What came by it stays; to hide it, see the page of publishers.
    [paused] Paused.
    [resumed] It is fetched again.
    [run] It is being fetched; what came of it will stand here.
   *[added] Added; the first fetch begins at once.
}
lists-refused-field = { $field ->
    [name] Give it a name of at most 100 letters.
    [url] Nothing can be fetched from there: it takes http or https and a host on the public web.
    [format] Choose a format.
    [hours] Hours are 1 to 720.
    [trust] Choose one of these.
    [licence] The licence is longer than 300 letters.
    [exists] This list is there already.
    [many] There are 200 lists already.
   *[fresh] Your code is older than ten minutes. Confirm again, then repeat this.
}
