## The answer of `thuchu match`.

match-decision-answer = Answered before.
match-decision-suggest = No fact-check of exactly what you asked. May be related:
match-decision-none = Not checked yet.
match-none-hint = There is no fact-check about this. Not checked does not mean true or false.
match-empty-desk = The desk has no fact-checks yet. Import some with `thuchu import`, or try it out with `thuchu demo`.

match-rating = Rating: { $label }
match-rating-by = Rating by { $publisher }: { $label }
match-claim = Claim: { $claim }
match-url = Read it: { $url }
match-why = Why this one: { $why }
match-differs = Why this is not an answer: { $why }
match-related = May be related:

match-why-link = your message has a link of this very fact-check.
match-why-picture = your message has a picture of this very fact-check.
match-why-words = your message shares { $matched } of the { $all } words of this claim.

match-veto-number = your message says { $message }, the checked claim says { $claim }.
match-veto-number-plain = the numbers in your message are not those of the checked claim.
match-veto-negation = your message and the checked claim say opposite things: one affirms what the other denies.
match-veto-name = your message is about { $message }, the checked claim is about { $claim }.
match-veto-name-plain = the names in your message are not those of the checked claim.
match-veto-date = your message is about { $message }, the checked claim is about { $claim }.
match-veto-date-plain = the dates in your message are not those of the checked claim.
match-veto-stale = this fact-check is past its time and may no longer hold.
match-veto-disagree = publishers come to different conclusions; read both.
match-veto-trust = the desk does not trust this publisher enough to answer with it.
match-veto-unsure = it is not certain enough that both say the same.
