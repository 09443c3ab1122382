## The desk's work: import, export, publishers, editors, verification, demonstration.

import-resumed = Going on with the unfinished import.
import-done = Read { $read } records: { $added } new fact-checks, { $changed } with a new version, { $unchanged } unchanged.
import-replaced = { $count ->
    [one] One fact-check changed its claim; the old id leads to the new one.
   *[other] { $count } fact-checks changed their claim; the old ids lead to the new ones.
}
import-withdrawn = { $count ->
    [one] One fact-check is no longer in the list and was withdrawn.
   *[other] { $count } fact-checks are no longer in the list and were withdrawn.
}
import-protected = { $count ->
    [one] One fact-check was kept because a broken record mentions it.
   *[other] { $count } fact-checks were kept because broken records mention them.
}
import-broken = { $count ->
    [one] One broken record was left out; the reason is in { $path }
   *[other] { $count } broken records were left out; the reasons are in { $path }
}
import-broken-line = – line { $line } { $what } [{ $code }]
broken-json = is not valid JSON
broken-number-out-of-range = has a number too large to hold
broken-lone-surrogate = has half of a character in an escape
broken-invalid-utf8 = is not UTF-8 text
broken-control-character = has control characters, such as NUL
broken-too-long = is too long
broken-too-deep = is nested too deep
broken-truncated = is cut off
broken-not-a-claim-review = holds no fact-check
broken-no-claim = has no claim
broken-claim-too-long = has a claim that is too long
broken-field-too-long = has a field that is too long
broken-no-url = has no address
broken-relative-url = has an address that is not whole
broken-url-scheme = has an address that is neither http nor https
broken-bad-url = has an address that cannot be read
broken-bad-row = is a row that cannot be cut into cells
broken-own-export = is an export of another version
broken-repeated = repeats a claim of the same file with other content
broken-other = cannot be used
import-complete-refused = Nothing was withdrawn: { $count ->
    [one] one broken record does
   *[other] { $count } broken records do
} not tell which fact-check it is about. Mend this and import again, or add --despite-broken.
export-done = { $count ->
    [one] Wrote one fact-check to { $path }
   *[other] Wrote { $count } fact-checks to { $path }
}

publisher-none = There are no publishers yet.
publisher-line = { $name } ({ $site }): { $trust }, { $count ->
    [one] one fact-check
   *[other] { $count } fact-checks
}
publisher-trusted = { $name }: { $trust }. Written to the audit trail.
trust-none = hidden (none)
trust-show = shown only (show)
trust-answer = used to answer (answer)

editor-none = The desk has no people yet. Add one with `thuchu editor add`.
editor-added = Added { $name }, { $role }.
editor-line = { $name }: { $role }
editor-line-inactive = { $name }: { $role }, no longer active
role-contributor = contributor
role-editor = editor
role-admin = admin
role-trainer = trainer
role-auditor = auditor

verify-fault = Wrong: { $fault }
verify-seen = Checked { $versions } versions of fact-checks; { $indexed } fact-checks can be found.
verify-clean = Everything agrees.
verify-faults = { $count ->
    [one] One thing is wrong.
   *[other] { $count } things are wrong.
} Leave the store as it is, make a copy, then bring back a backup with `thuchu restore`.

demo-filled = Filled { $count } demonstration fact-checks into { $data }
demo-there = { $count } demonstration fact-checks are already in { $data }
demo-marked = These are demonstration data of the publisher "Demonstration", to try things out.
demo-next = Try asking: thuchu match "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
