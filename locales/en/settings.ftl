## Settings of the desk, pages that a desk writes itself, the list of corrections, how long things are kept.

settings-bar = Settings
settings-logo-head = The desk's picture
settings-logo-lead = A PNG, each side 1,024 pixels at most, { $most } at most. Whatever the file says beside the picture (places, devices) is left out.
settings-logo-file = PNG file
settings-logo-set = Use this picture
settings-logo-remove = Remove the picture
settings-title = Settings of the desk
settings-lead = Each part has a form of its own. A change holds at once on every machine of the desk, goes into the trail (by name, not by content), and can be taken back once.
settings-change = Change
settings-change-label = Change: { $part }
settings-undo = Take back
settings-undo-label = Take back the last change: { $part }
settings-done = Saved: { $part }.
settings-undone = Taken back: { $part }.
settings-same = Nothing is different from before, so nothing was saved.
settings-meanwhile = Somebody else changed this part after you opened the page. What you typed is still below; saving again puts yours in place of theirs.
settings-code-needed = Your code is more than 10 minutes old. Enter a new one; what you typed is still here.
settings-preview = Preview
settings-preview-head = Preview, not saved
settings-starter = Use the starter text
settings-starter-used = This is a starter text, not published. Make it true of your desk, then save.
settings-not-set = not set
settings-own-default = as the program has it
settings-section = { $part ->
    [counting] Counting views
    [boxes] Boxes beside the pages
    [name] Name and contact
    [look] Colour and picture
    [texts] Languages and licence
    [scale] Rating scale
    [matching] Thresholds of answers
    [retention] How long things are kept
    [method] The page “Method”
   *[funding] The page “Funding”
}
settings-section-lead = { $part ->
    [counting] The desk counts without following anybody: no cookie, no address kept, nothing about who read what. Views are counted by page and day; visitors are an estimate for the whole site. Numbers under 10 are shown as “under 10”.
    [boxes] Weather, exchange rates, notices: the server fetches them from the sources you choose; no reader’s browser asks anybody else. Each box names its source and the hour of its data, and is gone when the data is old. Empty means no box.
    [name] The name stands at the head of every page, in titles, and in the data for search engines. While it is empty, the program's name is used.
    [look] The colour of links and of the main button. When saved it is compared with all three papers, light and dark: a contrast of at least 4.5. While both are empty, the program's colours are used.
    [texts] Readers' pages can have one language alone; the desk always has both. The licence stands beside the checks that the desk writes.
    [scale] New checks use this scale. Old checks keep the rating of the scale they were approved on. To add a scale, paste its TOML file; a version that is there is never changed, so raise the version.
    [matching] Every check that is found has a probability of being what was asked. A higher threshold of answers gives fewer wrong answers and more mere suggestions; a lower threshold of suggestions shows more that is related, and some that is not.
    [retention] Can only be shortened. Every night at two, in the desk's time, the program deletes what has been kept for so many days.
    [method] Readers learn here how the desk works. Without this page no check is published. Written in Markdown.
   *[funding] Who pays for the desk, how much, under which conditions. Without this page no check is published. Written in Markdown.
}
settings-field = { $field ->
    [counting] What is counted
    [boxes] The boxes (TOML)
    [name_vi] Name, in Vietnamese
    [name_en] Name, in English
    [description_vi] Short description, in Vietnamese
    [description_en] Short description, in English
    [contact_vi] Contact, in Vietnamese
    [contact_en] Contact, in English
    [security] Where security holes are reported
    [light] Colour on light paper
    [dark] Colour on dark paper
    [languages] Languages for readers
    [licence] Address of the licence
    [frames] Sites that may embed the card of a check
    [scale] Scale for new checks
    [scale_text] New scale (TOML)
    [answer] Threshold of answers
    [suggest] Threshold of suggestions
    [message_answered] Messages, after they were answered
    [message_unanswered] Messages without an answer
    [address_answered] Reply addresses, after the answer
    [address_tell_changes] Addresses of who wants to hear of changes
    [address_unanswered] Addresses without an answer
    [receipt_answered] Receipts, after the answer
    [receipt_unanswered] Receipts, at most
    [appeal_decided] Words of appeals, after the decision
    [draft_history] Steps of drafts, after they were published
    [text_vi] Text, in Vietnamese
   *[text_en] Text, in English
}
settings-hint-counting = A change holds at once. What was counted stays.
settings-hint-boxes = Examples to copy are in docs/counting-and-boxes.md. 20 boxes at most.
settings-counting = { $choice ->
    [nothing] Nothing
    [views] Views alone
   *[visitors] Views and visitors
}
settings-no-boxes = This cannot be used: { $why }
settings-hint-colour = Written like #2b3f9e. Without a colour for dark paper the program makes the other one lighter.
settings-hint-licence = CC BY 4.0 at first. Leave it empty if nobody may reuse the texts.
settings-hint-threshold = From 0.05 to 0.99. The program's own value: { $value }. With both left at these, a desk that was calibrated (`thuchu calibrate`) uses the thresholds found then.
settings-hint-days = Days, { $most } at most.
settings-hint-scale = Leave it empty to choose from the scales above.
settings-choice = { $choice ->
    [both] Vietnamese and English
    [vi] Vietnamese alone
   *[en] English alone
}
settings-no-long = Too long: { $most } letters at most.
settings-no-colour = This is no colour. An example: #2b3f9e.
settings-no-faint = Hard to read: on { $paper } its contrast is only { $ratio }; at least 4.5 is needed.
settings-no-number = Write a number.
settings-no-bounds = Must be from { $least } to { $most }.
settings-no-order = The threshold of answers must not be below that of suggestions.
settings-no-choice = Choose one of them.
settings-no-scale = This scale cannot be read: { $why }
settings-no-scale-taken = This version of this scale is there with other ratings. Old checks use it, so raise the version.
settings-no-address = A licence is an address that begins with https://.
settings-no-picture = This picture cannot be used.
settings-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
settings-night-head = To be deleted tonight
settings-night = Messages: { $messages }, pictures: { $media }, addresses: { $addresses }, receipts: { $receipts }, other rows: { $other }; keys to be destroyed: { $keys }.

settings-byline-head = Your name on checks
settings-byline-lead = How your name stands below checks that you write or approve. What is published already stays as it is.
settings-byline = { $choice ->
    [name] Full name: { $name }
    [initials] Initials
   *[desk] Not at all: the desk signs
}
settings-byline-done = How you sign was changed.

## Public pages.

settings-home-title = { $name }: ask about a message you got
settings-nav-method = Method
settings-nav-funding = Funding
settings-nav-corrections = Corrections
settings-foot-contact = Contact
settings-method-title = How we check
settings-funding-title = Who pays for this desk
settings-page-none = This desk has not written this page yet. Without it the program publishes no check of the desk.
settings-page-other-lang = So far this page exists in the other language only.
settings-corrections-title = Corrections, updates and withdrawals
settings-corrections-lead = Every published change of this desk's checks, newest first. No line is ever taken off this list.
settings-corrections-none = Nothing was corrected so far.
settings-corrections-more = Older
settings-corrections-kind = { $kind ->
    [correction] Correction
    [update] Update
   *[withdrawal] Withdrawal
}

## `thuchu retention`

cmd-retention = Show what the next night deletes because its time is over
    .long =
        Show what has been kept for as long as the desk's settings say, and of which months the keys seal nothing any more.

        This command deletes nothing. `thuchu serve` does, every night at two in the desk's time.
    .examples =
        Examples:
          thuchu retention
          thuchu retention --json
retention-day = As of { $day }:
retention-line = { $what }: { $count }
retention-done = The work of this day is done.
retention-waits = The work of this day is not done yet; `thuchu serve` will do it.
retention-kind = { $kind ->
    [message] messages
    [media] pictures
    [answer_owed] reply addresses
    [receipt] receipts
    [appeal] words of appeals
    [cluster_act] acts on clusters that could be undone
    [seen_by_reader] days on which messages were read
    [draft_history] steps of drafts
    [webhook_try] tries of webhooks
   *[keys] keys of months
}
