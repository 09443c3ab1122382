## Answers to those who asked. The subject does not repeat what was asked: it may stand on a locked screen.

answer-subject = Thực Hư answers your question
answer-subject-corrected = Correction of an answer by Thực Hư
answer-subject-updated = Thực Hư adds to an answer
answer-subject-withdrawn = Thực Hư takes an answer back
answer-subject-not-checkable = About the question you sent to Thực Hư
answer-lead = You asked us about a message. This is what we found.
answer-lead-corrected = The answer we sent you before was wrong in part. We are sorry. This is the corrected one.
answer-lead-updated = We added to the answer we sent you before. What it said still stands.
answer-lead-withdrawn = We have withdrawn the fact-check with which we answered you. Please do not rely on that answer any more.
answer-lead-not-checkable = You sent us a question. We read it, but it cannot be checked.
answer-changed = What changed: { $text }
answer-why = The reason: { $text }
answer-verdict = Rating: { $label }
answer-claim = The claim: “{ $claim }”
answer-link = The whole fact-check with its evidence: { $url }
answer-closed-opinion = It is an opinion, a wish or a belief: there is no true or false in it to check.
answer-closed-private-person = It is about a private person. We do not check other people’s private lives.
answer-closed-no-claim = There is nothing definite in it to check.
answer-closed-unverifiable = We found no reliable way to know whether it is true.
answer-closed-illegal = We had to remove that content at once and did not keep it.
answer-closed-other = It is not among the things we can check.
answer-why-you = You get this message because you left an address with your question. It is deleted after 7 days, or after 90 if you chose to be told of changes.
answer-stop = To delete it now, enter your receipt code at { $url }
