## The queue: questions that wait for an answer, and what editors do with them.

queue-bar-queue = Queue
queue-bar-reviews = Reviews
queue-bar-appeals = Appeals
queue-bar-counts = Counts
queue-bar-trail = Audit trail
queue-bar-settings = Settings

queue-title = Queue
queue-filters = Filters
queue-list = List of groups of questions
queue-item = Open group
queue-back-to-list = Back to the list
queue-shelf-unanswered = Unanswered
queue-shelf-mine = Mine
queue-shelf-overdue = Overdue
queue-shelf-answered = Answered
queue-shelf-not-checkable = Not checkable
queue-shelf-removed = Removed at once
queue-topics = Topics
queue-topic-all = All topics
queue-topic-none = No topic yet
queue-topic-health = Health
queue-topic-food = Food
queue-topic-scam = Scams
queue-topic-disaster = Disasters, epidemics
queue-topic-policy = Policy
queue-topic-economy = Economy
queue-topic-education = Education
queue-topic-safety = Safety
queue-topic-science = Science
queue-topic-other = Other
queue-order = Order by
queue-order-demand = times asked
queue-order-rising = rising fast
queue-order-newest = newest

queue-narrow = More filters
queue-narrow-go = Filter
queue-narrow-clear = Clear filters
queue-lang = Language
queue-lang-any = Any language
queue-lang-vi = Vietnamese
queue-lang-en = English
queue-age = Opened within
queue-age-any = Any time
queue-age-days = the last { $days } days
queue-least = Times asked, at least
queue-assigned = Taken by
queue-assigned-any = Anybody
queue-assigned-nobody = Nobody yet
queue-search = Search in the desk’s own wordings
queue-search-go = Search
queue-searched = Results for “{ $words }”

queue-views = Saved views
queue-view-name = Name
queue-view-save = Save this filter
queue-view-keep = Save
queue-view-delete = Delete the view { $name }

queue-empty = No groups here
queue-empty-filtered = Try with fewer filters.
queue-empty-waits = New questions appear in batches, once every fifteen minutes.
queue-nothing-open = Choose a group to look at
queue-nothing-open-hint = Messages can be read here only, and each opening is written to the audit trail.
queue-next = Next page
queue-first = Back to the start of the list

queue-pick = Select: { $text }
queue-days = Last 7 days: { $days }
queue-recent = { $recent } in 7 days
queue-nobody = nobody yet
queue-taken-by = taken by { $name }
queue-due = due { $day }
queue-late = overdue
queue-words-lost = Cannot be read any more: the key of that month was destroyed
queue-words-gone = The text was deleted
queue-words-link-only = (only a link or a picture was sent)

queue-bulk = Acts on the selected groups
queue-bulk-take = Take
queue-bulk-topic = Set topic
queue-bulk-merge = Merge into the open group
queue-bulk-close = Not checkable
queue-bulk-attach = Attach a fact-check
queue-bulk-reason = Reason
queue-bulk-check = Address of the fact-check
queue-bulk-none = No group is selected.

queue-tools = Acts on this group
queue-write = Write the review
queue-attach = Attach
queue-attach-label = Address or code of a published fact-check
queue-attach-hint = For example: /c/4K7M2PXA
queue-attach-go = Attach and answer { $demand ->
    [one] one question
   *[other] { $demand } questions
}
queue-take = Take
queue-give-back = Give back
queue-assign = Assign
queue-assign-to = Assign to
queue-merge = Merge
queue-merge-label = Merge this group into
queue-merge-hint = The groups in the list on the left.
queue-merge-none = The list has no other group that waits.
queue-split = Split
queue-split-hint = Mark the wordings that ask something else, then split them off.
queue-split-go = Split off as a group
queue-split-pick = Split off wording { $number }
queue-close = Not checkable
queue-close-label = Why it cannot be checked
queue-close-hint = Messages and pictures are deleted at once and cannot be brought back. The askers are told that it cannot be checked.
queue-close-go = Delete { $messages ->
    [one] one message
   *[other] { $messages } messages
} and close
queue-remove = Remove at once
queue-remove-hint = Only for illegal or dangerous content. Deleted at once, cannot be brought back, and the same content is not taken again.
queue-remove-sure = This content is illegal or dangerous
queue-remove-go = Remove at once
queue-help = Where to report
queue-reason-opinion = Opinion, belief, prediction
queue-reason-private-person = A private person’s matter
queue-reason-no-claim = Nothing to check (a greeting, advertising)
queue-reason-unverifiable = No way to find out
queue-reason-illegal = Illegal or dangerous
queue-reason-other = Another reason
queue-set = Save
queue-details = Details
queue-due-label = Due
queue-topic-label = Topic
queue-wording = The desk’s own wording
queue-wording-hint = Say what is being asked, without private names. It can be found by the search. { $most } characters at most.
queue-wording-of = One asker’s words; not searchable, and gone when the message is deleted.

queue-demand = Times asked
queue-demand-note = updated in batches
queue-ways = Wordings
queue-ways-note = { $messages ->
    [one] one message
   *[other] { $messages } messages
}
queue-opened = Open since
queue-state-answered = This group has been answered.
queue-state-not-checkable = This group was closed as not checkable. Messages and pictures are deleted.
queue-state-removed = This group was removed. Messages and pictures are deleted.
queue-state-read = Read the answer
queue-suggestions = Suggested fact-checks
queue-suggestions-none = No fact-check seems to be about the same.
queue-suggested = likely the same: { $probability }
queue-confirm = Same question, answer { $demand ->
    [one] one asker
   *[other] { $demand } askers
}
queue-reject = Different question
queue-rejected = Looked at: a different question.
queue-confirmed = Looked at: the same question.
queue-how-asked = How people put it
queue-how-asked-note = nobody can see who sent it
queue-times = { $count ->
    [one] once
   *[other] { $count } times
}
queue-from-to = from { $from } to { $to }
queue-on-day = on { $day }
queue-more-ways = { $count ->
    [one] One more wording
   *[other] { $count } more wordings
}
queue-pictures = Pictures sent
queue-picture = Picture { $number } sent by askers
queue-acts = Done so far
queue-act = { $name }: { $what }, { $day }
queue-act-undone = undone
queue-did-taken = took the group
queue-did-assigned = assigned it
queue-did-due = changed the due day
queue-did-topic = changed the topic
queue-did-worded = reworded it
queue-did-merged = merged a group into it
queue-did-split = split a part off
queue-did-attached = attached a fact-check and answered
queue-did-closed = closed it

queue-done-taken = Taken.
queue-done-assigned = Assigned.
queue-done-due = Due day changed.
queue-done-topic = Topic changed.
queue-done-worded = Wording saved.
queue-done-merged = Merged.
queue-done-split = Split off as a group.
queue-done-attached = Attached. Answers leave in one minute.
queue-done-closed = Closed. Messages and pictures are deleted.
queue-done-removed = Removed. The content is deleted and not taken again.
queue-done-judged = Noted: a different question.
queue-done-undone = Undone.
queue-done-view = View saved.
queue-done-view-deleted = View deleted.
queue-done-bulk = Done for { $done ->
    [one] one group
   *[other] { $done } groups
}.
queue-done-bulk-some = Done: { $done }. Not done: { $not }, because somebody else changed them first or it is not possible.

queue-no-not-allowed = Your role cannot do this.
queue-no-missing = It is not here any more.
queue-no-check = There is no published fact-check at that address.
queue-no-meanwhile = Somebody else just changed this group. This is how it is now; look again, then try again.
queue-no-not-last = Other acts followed, so this one cannot be undone.
queue-no-too-late = It cannot be undone any more: answers were sent, or messages are deleted.
queue-no-same = Nothing would change.
queue-no-text = The text is empty or too long.
queue-no-split = Choose some wordings to split off, and leave at least one.
queue-no-has-review = A review is being written for this group, so this is not possible.
queue-no-not-published = That fact-check is not published, or is being looked at again.

queue-keys = Keyboard
queue-key-move = down, up
queue-key-open = open
queue-key-pick = select
queue-key-undo = undo
queue-key-search = search
queue-key-keys = this list
queue-key-back = back to the list
queue-keys-off = Switch single keys off
queue-keys-on = Switch single keys on
queue-keys-note = Single keys do nothing while you type in a field.
