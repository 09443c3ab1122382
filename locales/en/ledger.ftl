## The desk's trail and counts.

ledger-bar-trail = Audit trail
ledger-bar-counts = Counts

trail-title = Audit trail
trail-title-of = Audit trail: { $what }
trail-lead = Who did what, newest first. The trail holds no name, word or address of anybody who asked.
trail-lead-public = Every night the mark of the trail is published, so a later change shows.
trail-public-link = The published marks
trail-filter = Narrow the trail
trail-by-kind = About
trail-by-act = Act
trail-by-editor = Who
trail-by-day = Day
trail-any = All
trail-apply = Narrow
trail-clear = Clear
trail-none = No entry fits.
trail-none-here = Nothing fits in the part that was looked through. There are older entries.
trail-older = Older entries
trail-newest = To the newest
trail-whole = The whole trail
trail-open = Open
trail-number = entry { $number }
trail-of = Everything about { $what }
trail-detail = Details
trail-nobody = The program
trail-and = { $first } and { $second }
trail-unknown-editor = somebody who is no longer here

trail-kind = { $kind ->
    [desk] the desk
    [check] fact-check
    [publisher] publisher
    [review] review
    [editor] person of the desk
    [import_run] import
    [cluster] group of questions
    [appeal] reply or appeal
   *[other] { $kind }
}
trail-what = { $kind } { $short }
trail-what-named = “{ $text }”

trail-act-name = { $act ->
    [desk-set_up_link] made the set-up link
    [demo-fill] filled in demonstration checks
    [editor-add] added somebody
    [editor-active] disabled or enabled
    [editor-role] changed a role
    [editor-link] made a log-in link
    [editor-byline] changed how they sign
    [editor-access_started] set a password from a link
    [editor-logins_ended] ended log-ins
    [editor-recovery_code_used] used a recovery code
    [editor-second_factor] connected a phone
    [editor-passkey_added] added a passkey
    [editor-passkey_removed] removed a passkey
    [editor-recovery_codes] made recovery codes
    [editor-password] changed a password
    [import-begin] began an import
    [import-batch] imported a batch
    [import-finish_page] tidied after an import
    [import-finish] finished an import
    [publisher-trust] changed trust
    [publisher-trust_proposed] proposed trust
    [publisher-trust_withdrawn] took back a proposal of trust
    [queue-read] read the queue
    [cluster-read] read the messages of a group
    [cluster-opened_by_reader] opened a group to read
    [cluster-taken] took a group
    [cluster-assigned] assigned a group
    [cluster-due] changed the due day of a group
    [cluster-topic] changed the topic of a group
    [cluster-worded] reworded a group
    [cluster-undone] undid an act
    [cluster-attached] attached a group to a fact-check
    [cluster-merged] merged a group
    [cluster-split] split a group
    [cluster-closed] closed a group
    [cluster-removed] removed at once
    [review-begun] began a review
    [review-assigned] assigned
    [review-submitted] submitted
    [review-taken_back] took back
    [review-returned] returned
    [review-approved] approved
    [review-reopened] opened again
    [review-copied] source copied
    [source-looked_at] source looked at again
    [official_page-named] official page named
    [official_page-confirmed] official page confirmed
    [official_page-removed] official page removed
    [check-published] published
    [check-corrected] corrected
    [check-updated] updated
    [check-withdrawal_asked] asked to withdraw
    [check-withdrawn] withdrew
    [check-withdrawal_refused] refused to withdraw
    [appeal-decided] decided a reply or appeal
    [webhook-added] receiver of webhooks added
    [webhook-removed] receiver of webhooks removed
    [webhook-paused] receiver of webhooks paused
    [webhook-resumed] receiver of webhooks told again
    [webhook-retried] webhooks sent again
    [import_source-added] list of others added
    [import_source-removed] list of others removed
    [import_source-paused] list of others paused
    [import_source-resumed] list of others fetched again
    [settings-changed] changed settings
    [retention-applied] deleted what had run out
    [matching-calibrated] fitted the matching to the desk
    [matching-calibration_undone] went back to the built-in matching
   *[other] { $code }
}
trail-act = { $act ->
    [desk-set_up_link] { $who } made the link to set up the desk.
    [demo-fill] { $who } filled in the demonstration fact-checks.
    [editor-add] { $who } added { $what } to the desk.
    [editor-active] { $who } disabled or enabled { $what }.
    [editor-role] { $who } changed the role of { $what }.
    [editor-link] { $who } made a log-in link for { $what }.
    [editor-byline] { $who } changed how { $what } signs fact-checks.
    [editor-access_started] { $who } set a password from a link.
    [editor-logins_ended] { $who } ended their own log-ins.
    [editor-recovery_code_used] { $who } logged in with a recovery code.
    [editor-second_factor] { $who } connected a phone.
    [editor-passkey_added] { $who } added a passkey.
    [editor-passkey_removed] { $who } removed a passkey.
    [editor-recovery_codes] { $who } made ten new recovery codes.
    [editor-password] { $who } changed their password.
    [import-begin] { $who } began to import fact-checks by others.
    [import-batch] { $who } imported a batch of fact-checks.
    [import-finish_page] { $who } replaced or withdrew what the list no longer has.
    [import-finish] { $who } finished the import.
    [publisher-trust] { $who } changed the trust of { $what }.
    [publisher-trust_proposed] { $who } proposed another trust for { $what }.
    [publisher-trust_withdrawn] { $who } took back a proposal for { $what }.
    [queue-read] { $who } read the queue on this day.
    [cluster-read] { $who } opened { $what } and read the messages.
    [cluster-opened_by_reader] { $who } opened { $what } to read.
    [cluster-taken] { $who } took { $what }.
    [cluster-assigned] { $who } assigned { $what }.
    [cluster-due] { $who } changed the due day of { $what }.
    [cluster-topic] { $who } changed the topic of { $what }.
    [cluster-worded] { $who } reworded { $what }.
    [cluster-undone] { $who } undid the last act on { $what }.
    [cluster-attached] { $who } attached { $what } to an existing fact-check.
    [cluster-merged] { $who } merged another group into { $what }.
    [cluster-split] { $who } split { $what }.
    [cluster-closed] { $who } closed { $what } as not checkable.
    [cluster-removed] { $who } removed { $what } at once.
    [review-begun] { $who } began the review of { $what }.
    [review-assigned] { $who } assigned { $what }.
    [review-submitted] { $who } submitted { $what }.
    [review-taken_back] { $who } took { $what } back to write on.
    [review-returned] { $who } returned { $what } to be mended.
    [review-approved] { $who } approved { $what }.
    [review-reopened] { $who } opened { $what } again for a new version.
    [review-copied] { $who } copied a source of { $what }.
    [source-looked_at] { $who } looked at a source again and found it different.
    [official_page-named] { $who } named an official page on a social network.
    [official_page-confirmed] { $who } confirmed an official page on a social network.
    [official_page-removed] { $who } removed an official page from the list.
    [check-published] { $who } published { $what }.
    [check-corrected] { $who } corrected { $what }.
    [check-updated] { $who } updated { $what }.
    [check-withdrawal_asked] { $who } asked to withdraw { $what }.
    [check-withdrawn] { $who } withdrew { $what }.
    [check-withdrawal_refused] { $who } refused to withdraw { $what }.
    [appeal-decided] { $who } decided on { $what }.
    [webhook-added] { $who } added a receiver of webhooks.
    [webhook-removed] { $who } removed a receiver of webhooks.
    [webhook-paused] { $who } paused a receiver of webhooks.
    [webhook-resumed] { $who } had a receiver of webhooks told again.
    [webhook-retried] { $who } had webhooks sent again.
    [import_source-added] { $who } added a list of others.
    [import_source-removed] { $who } removed a list of others.
    [import_source-paused] { $who } paused a list of others.
    [import_source-resumed] { $who } had a list of others fetched again.
    [settings-changed] { $who } changed the settings of the desk.
    [retention-applied] { $who } deleted what had been kept long enough.
    [matching-calibrated] { $who } fitted the matching to what editors decided.
    [matching-calibration_undone] { $who } went back to the built-in weights of the matching.
   *[other] { $who }: { $code } ({ $what }).
}

trail-field = { $key ->
    [from] from
    [to] to
    [role] role
    [active] active
    [trust] trust
    [by] proposed by
    [by_operator] by the operator
    [first] for the first time
    [count] how many
    [read] read
    [protected] kept
    [checks] fact-checks
    [changed] changed
    [demonstration] demonstration
    [seconds] good for (seconds)
    [source] source
    [options] options
    [counts] in all
    [before] before
    [after] after
    [replaced] replaced
    [withdrawn] withdrawn
    [withdrawal] withdrawal
    [added] added
    [unchanged] unchanged
    [problems] with problems
    [number] number
    [version] version
    [reason] reason
    [kind] kind
    [state] state
    [settings] settings
    [clusters] groups
    [messages] messages
    [due] due
    [review] review
    [revision] revision
    [at] at
    [own] one's own
    [hash] mark
    [check] fact-check
    [evidence] source
    [capture] copy
    [copy] new copy
    [sha256] SHA-256 hash
    [way] how
    [found] found
    [address] address
    [organisation] organisation
   *[other] { $key }
}
trail-value = { $value ->
    [true] yes
    [false] no
    [null] none
    [contributor] contributor
    [editor] editor
    [admin] admin
    [trainer] trainer
    [auditor] auditor
    [none] hidden
    [show] shown only
    [answer] used to answer
    [opinion] an opinion
    [private_person] about a private person
    [no_claim] no claim in it
    [unverifiable] nothing can be found out
    [illegal] illegal or dangerous
    [other_reason] another reason
    [invalid] void
    [accepted] accepted
    [refused] refused
    [reply] reply
    [appeal] appeal
    [open] open
    [draft] draft
    [in_review] in review
    [approved] approved
    [published] published
    [withdrawn] withdrawn
    [fetched] fetched
    [uploaded] brought as a file
    [changed] changed
    [moved] moved
    [gone] gone
    [unreachable] not reachable
    [kept_out] keeps programs out
   *[other] { $value }
}

audit-title = Marks of the audit trail
audit-lead = The desk writes every act of its people into a trail. Each entry carries a SHA-256 mark made of itself and of the entry before. Whoever keeps an old mark sees any later change of what came before it.
audit-heads = The mark of each day
audit-none = There is no mark yet. The first one is published when the first day with an act is over.
audit-day = Day
audit-number = Entries
audit-hash = SHA-256 mark of the day's last entry
audit-older = Older days
audit-newest = To the newest day
audit-today = The mark of today is published after midnight.
audit-check = How to check
audit-check-1 = Copy a few marks from this page to where the desk cannot change them: your computer, a mail to yourself, paper. A news reader can collect one a day from the Atom feed.
audit-check-2 = When it matters, have the desk (or whoever holds a backup of it) run the command below with a mark you copied. It computes the whole trail again from its first entry.
audit-check-3 = If an entry was edited, deleted, moved or inserted, or the whole trail was rewritten, the command names the entry, or the mark that is no longer in the trail.
audit-check-not = A mark does not tell what the trail says, only that it was not changed. What was never written down, no mark can show.
audit-feed = Atom feed
audit-json = JSON data
audit-feed-title = Audit trail marks of { $name }
audit-feed-entry = Mark of { $day }
web-api-audit = Marks of the audit trail
web-api-audit-about = How many entries the audit trail had at the end of each day, and their SHA-256 mark, newest first. Copy them to check later with `thuchu verify --head NUMBER:HASH`.
web-api-before = Only days before this one (2026-11-22).

value-head = NUMBER:HASH
verify-help-head = A mark of the audit trail copied earlier, as NUMBER:HASH; may be given several times
verify-help-heads = A file of copied marks: a NUMBER:HASH on each line, or the JSON of /api/v1/audit
error-verify-head = This is no mark of the audit trail. One is written NUMBER:HASH, with 64 hexadecimal digits.
error-verify-heads = Line { $line } of the file is no mark of the audit trail. Each line is a NUMBER:HASH.
verify-head = Head of the audit trail: { $head }
verify-outside = Compared with { $count ->
    [one] 1 mark
   *[other] { $count } marks
} from outside.

counts-title = Counts
counts-lead = Numbers of people who asked are rounded to tens. What the desk itself did is counted exactly.
counts-few = few
counts-few-means = “Few” is fewer than 10, or all on one day: no number is given, so that nobody is seen in it.
counts-range = Time
counts-days = { $days } days
counts-csv = Download the tables (CSV)
counts-backlog = Waiting
counts-backlog-groups = Groups of questions without an answer
counts-oldest = The oldest waits since { $day }
counts-time = Time to answer
counts-answered = Groups answered
counts-median-days = Median, from the first question
counts-p90-days = 9 of 10 groups took no more than
counts-median-hours = Median, from being taken up
counts-p90-hours = 9 of 10 taken up took no more than
counts-in-days = { $days } days
counts-in-hours = { $hours } hours
counts-of-groups = of { $count } groups
counts-withheld = Not yet 10 groups of two different days to tell of.
counts-matches = Answered on asking
counts-matches-week = Questions each week, by how they ended
counts-matches-month = Questions each month, by how they ended
counts-matches-about = In all: answered before { $answered }, may be related { $suggested }, not checked yet { $none }.
counts-part = From
counts-end-answered = answered before
counts-end-suggested = may be related
counts-end-none = not checked yet
counts-rate = answered at once
counts-demand-topic = People asking, by subject
counts-demand-lang = People asking, by language
counts-topic = Subject
counts-lang = Language
counts-askers = People asking
counts-none-yet = There is nothing to count in this time yet.
counts-reviews = Reviews there are
counts-state = State
counts-number = Number
counts-appeals = Replies and requests to look again
counts-appeals-in-time = decided in time
counts-appeals-late = decided late
counts-appeals-open = waiting, not yet due
counts-appeals-overdue = waiting, overdue
counts-closings = Groups closed without an answer
counts-closings-since = Counted by month, from { $month }.
counts-reason = Reason
counts-topic-name = { $topic ->
    [health] health
    [food] food and drink
    [scam] scams
    [disaster] disasters and epidemics
    [policy] rules and offices
    [economy] economy and prices
    [education] education
    [safety] order and accidents
    [science] science
    [other] something else
   *[none] not sorted yet
}
counts-reason-name = { $reason ->
    [opinion] an opinion or a wish
    [private_person] about a private person
    [no_claim] no claim in it
    [unverifiable] nothing can be found out
    [illegal] illegal or dangerous, removed at once
   *[other] another reason
}
