## Web pages: the frame.

web-weekday = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
web-today = { $weekday }, { $date }
web-site-description = Paste a message you received and see whether anybody has checked it. No account, no record of the question.
web-lang-own = English
web-lang-other = Tiếng Việt
web-skip = Skip to the main content
web-demo-banner = Trial desk: among the fact-checks here are demonstrations that come with the software.
web-menu = Menu
web-nav-main = Main
web-nav-ask = Ask
web-nav-checks = Fact-checks
web-nav-about = How we work
web-nav-privacy = Privacy
web-nav-api = API for developers
web-foot-reuse = Reuse
web-foot-how = Transparency
web-foot-note = This page sets no cookies, calls no other site and follows nobody.
web-foot-software = Runs on Thực Hư, open-source software.
web-aside = Beside

## Home and the ask box.

web-home-title = Thực Hư: ask about a message you received
web-home-head = That message you got:
web-home-head-solid = is it real or
web-home-head-hollow = hollow?
web-ask-label = Paste the whole message or a link here. Typing without marks is fine.
web-ask-example = Example: I heard that pricking all ten fingertips saves someone having a stroke
web-ask-go = Ask now
web-ask-private = No account needed. The question is not stored, and not written to this server's log.
web-ask-empty = There is nothing to ask yet. Paste a message or a link, then press “Ask now”.
web-ask-too-long = This message is too long. Paste only the part you want to ask about, { $most } characters at most.
web-errors-head = Not asked yet
web-home-before = Before you forward it
web-home-before-1 = Who said it first, where, and when?
web-home-before-2 = Does it press you to share at once, or make you angry or afraid?
web-home-before-3 = What does the responsible body say on its own site?
web-home-newest = Newly checked
web-home-all = { $count ->
    [1] See the one fact-check
   *[other] See all { $count } fact-checks
}
web-home-by-rating = By rating
web-home-search = Search
web-home-empty = There are no fact-checks yet. They appear here when the desk publishes one or imports those of others.

## The answer.

web-answer-title = Answered before
web-suggest-title = May be related
web-none-title = Not checked yet
web-answer-asked = You asked
web-answer-marked = The highlighted parts are those that the checked claim shares.
web-answer-edit = Change the question
web-answer-head = Answer
web-verdict = Rating
web-verdict-by = Rating by { $publisher }
web-answer-exact = This is the exact claim that was checked. Please make sure that it is what you asked.
web-answer-read = Read the whole fact-check
web-answer-source = The original at { $publisher }
web-answer-right = Is this what you asked?
web-answer-not-right = If this is not what you asked, write it more exactly: add the numbers, names and dates of the message you received.
web-why-head = Why this one
web-why-sentence = Because { $why }
web-why-message = Your message
web-why-claim = The checked claim
web-why-compare = Compared
web-why-same-number = Same number
web-why-other-number = Other number
web-why-same-name = Same name
web-why-other-name = Other name
web-why-same-date = Same date
web-why-other-date = Other date
web-why-nothing-differs = No number, name, date or denial differs.
web-related-head = May be related
web-suggest-head = No fact-check of exactly this
web-suggest-text = We found something close, but not close enough to call it the answer. Please look at what differs.
web-none-head = No fact-check about this yet
web-none-text = Not checked yet means neither true nor false.
web-none-do = What you can do
web-none-do-1 = Wait before you forward it. A day's delay does no harm; a false message is hard to take back.
web-none-do-2 = Search for its main sentence on the site of the responsible body: ministry, hospital, police, weather service.
web-none-do-3 = Look at its date. Many old stories are sent again as if they had just happened.
web-none-do-4 = Ask the sender where they have it from.
web-none-search = Try a search with its main words
web-answer-private-head = Privacy
web-answer-private = We do not keep this question. Reloading the page loses it; to ask again, paste it again.
web-by = By { $publisher }
web-by-us = By us
web-stale = Out of date, may no longer hold

## Lists and search.

web-checks-title = Checked claims
web-checks-search-label = Search by words, with or without marks
web-search-example = Example: stroke
web-checks-search = Search
web-checks-by-rating = Rating
web-checks-by-publisher = Publisher
web-checks-by-lang = Language
web-checks-by-year = Year
web-checks-any = All
web-checks-apply = Apply
web-checks-clear = Clear
web-checks-narrow = Narrow the list
web-checks-choice = { $label } ({ $count })
web-checks-count = { $count ->
    [1] 1 fact-check
   *[other] { $count } fact-checks
}
web-checks-more-than = More than { $count } fact-checks
web-checks-found = { $count ->
    [1] 1 fact-check found
   *[other] { $count } fact-checks found
}
web-checks-next = Next page
web-checks-first = Back to the start of the list
web-checks-none = No such fact-check
web-checks-none-advice = Try fewer words, or drop a condition. To ask about a whole message, use the ask box.
web-checks-none-ask = Ask about a whole message

## A fact-check.

web-check-title = { $rating }: { $claim }
web-check-cite = { $publisher }. “{ $claim }”: { $rating }. { $address }
web-check-crumb = Position
web-check-of-others = This fact-check was made by { $publisher }. We only point to it, keep its rating as it is and link to the original.
web-check-demo = A demonstration that comes with the software, for trying it out. The sources it cites are real.
web-check-level = { $value } of 5
web-check-under-review = This fact-check is being looked at again. Please read it with care.
web-check-stale = This fact-check is out of date: what it says belongs to a point in time and may no longer hold.
web-check-partial = Just now we can only read the rating and the claim. The rest will be back in a few minutes.
web-check-evidence = Evidence
web-check-text = Explanation
web-check-seen = Where it was seen
web-check-seen-social = On { $host }
web-check-changes = What changed
web-check-version = Version { $number }
web-check-first = First version
web-check-who = Who made this
web-check-publisher = Publisher
web-check-site = Site
web-check-ties = Ties
web-check-original = Rating in the original
web-check-reviewed = Published
web-check-claimed = Claim made
web-check-fetched = Fetched
web-check-claimant = Said by, according to the publisher
web-check-licence = Licence
web-check-read-source = Read the original
web-check-cite-head = Cite this fact-check
web-check-short = Short address
web-check-published-at = Published by
web-bears-supports = Supports the claim
web-bears-refutes = Refutes the claim
web-bears-context = Gives context
web-ties-unstated = not stated
web-ties-independent = independent
web-ties-state = belongs to a state
web-ties-party = belongs to a party or an advocacy group
web-outside = (other site)

## How we work.

web-about-title = How we work
web-about-lead = Thực Hư answers one question: what of this is real, and what is not? It looks only at claims that evidence can settle, never at opinions, beliefs or the people who hold them.
web-about-how = When you ask
web-about-how-1 = Your message is compared with every checked claim: word by word, with or without marks, in chat spelling, with its numbers, names, dates and denials.
web-about-how-2 = If it is the same claim, you get the rating, the exact claim and who checked it.
web-about-how-3 = If a number, a name, a date or a “not” differs, it is another claim. We say what differs and do not answer in its place.
web-about-how-4 = If there is no fact-check, we say so. No machine makes an answer up.
web-about-scale = The rating scale
web-about-scale-text = A rating speaks of the content of a claim, never of who wrote it or passed it on. Shape, word and colour say the same; any one of them is enough.
web-about-sources = Whose fact-checks
web-about-sources-text = Fact-checks by others keep their own rating, with name and link. A publisher's fact-checks answer automatically only after two editors have agreed to that.
web-about-sources-none = There is no publisher yet.
web-about-source = { $name } ({ $site }): { $count } fact-checks
web-about-never = What we never do
web-about-never-1 = No profiles and no scores of people or accounts.
web-about-never-2 = No labels for political views, no measuring of anybody's attitude.
web-about-never-3 = No posting anywhere: we only answer those who asked.
web-about-reuse = Reuse
web-about-reuse-text = Everything here can be read by machines, free of charge, over the API. Each fact-check states its licence.
web-rating-meaning = { $key ->
    [true] The evidence shows that the claim is true.
    [mostly_true] True in what matters, wrong or incomplete in a detail.
    [mixed] What is true and what is false both weigh.
    [missing_context] Not wrong word for word, but something needed to understand it is left out.
    [misleading] Uses something real to lead to a wrong conclusion.
    [altered] A picture, video or document was changed.
    [outdated] Was true once and is no more, or an old story told as new.
    [false] The evidence shows that the claim is false.
    [fabricated] The event, the quote or the document was made up.
    [scam] Meant to get your money or your data.
    [unproven] There is not enough evidence either way.
   *[satire] Written for a laugh, not meant to be believed.
}

## Privacy.

web-privacy-title = Privacy
web-privacy-lead = In many places, merely asking about a rumour can cause trouble for the asker. So we make sure that nobody knows who asked what, not even we.
web-privacy-not = What is not kept
web-privacy-not-1 = Your question: it is compared and dropped. It is in no store, no log and no address.
web-privacy-not-2 = Your network address (IP) and the name of your browser.
web-privacy-not-3 = Cookies, trackers, fonts or pictures from other sites: for readers there are none. Only those who log in at the desk get one cookie, for the log-in.
web-privacy-kept = What is kept for a moment
web-privacy-kept-1 = So that nobody can jam the server, questions are counted by source under a keyed hash, in memory only, gone at the next start.
web-privacy-kept-2 = How often pages are opened, added up over everybody. Counts of questions become visible in batches at random moments, so that nobody can tell when you asked.
web-privacy-limits = What we cannot hide for you
web-privacy-limits-1 = Your network provider and our server's host see that you open this site; they do not see what you write when the address begins with https.
web-privacy-limits-2 = When you search the list, your words are in the page's address and in your browser's history. With the ask box they are not.
web-privacy-limits-3 = If the operator puts another server in front, that one may keep a log of its own. Our guide says to switch it off.
web-privacy-code = Anybody can check this: the software is open source.

## When something goes wrong.

web-fault-not-found = There is no such page
web-fault-not-found-advice = The address may be mistyped. Go to the first page, or search the fact-checks.
web-fault-withdrawn = This fact-check was withdrawn
web-fault-withdrawn-invalid = It was wrong from the start and is void. Please do not cite it.
web-fault-withdrawn-gone = Its publisher took the original down, so we no longer point to it.
web-fault-withdrawn-other = It is no longer published.
web-fault-unusable = This request cannot be used
web-fault-unusable-advice = Please send it with a browser or a program that follows the HTTP standard.
web-fault-too-large = That is too much at once
web-fault-too-large-advice = At most { $most } can be sent at a time. Paste only the part you want to ask about.
web-fault-incomplete = Not everything arrived
web-fault-incomplete-advice = The connection is slow or broke off. Please send it again.
web-fault-wrong-type = This kind of data cannot be read
web-fault-wrong-type-advice = Please send it as { $wanted }.
web-fault-not-allowed = This address is not used that way
web-fault-not-allowed-advice = The API page says how to call it.
web-fault-too-many = You are asking too fast
web-fault-too-many-advice = Please try again in { $seconds ->
    [1] 1 second
   *[other] { $seconds } seconds
}.
web-fault-busy = Many people are asking
web-fault-starting = The desk has just started
web-fault-busy-advice = Please try again in a few seconds.
web-fault-unavailable = The fact-checks cannot be opened just now
web-fault-unavailable-advice = The ask box and the lists still work. This page will be back in a few minutes.
web-fault-broken = Something broke on our side
web-fault-broken-advice = It is not your fault. Please try again later; if it stays, tell the operator, with the code below.
web-fault-home = To the first page
web-fault-code = Code

web-query-unreadable = The part of the address after the question mark cannot be read. Give each condition once.
web-query-too-long = The search box takes { $most } characters at most. To ask about a whole message, use the ask box on the first page.
web-query-rating = A rating is given by its key, such as false.
web-query-publisher = A publisher is given by its site, such as vafc.gov.vn.
web-query-lang = A language is given by its code, such as vi or en.
web-query-year = A year is a number from { $least } to { $most }.
web-query-cursor = That is no bookmark. Hand back exactly what the page before gave.
web-query-page = A page is a number from { $least } to { $most }.
web-query-limit = Give a number from { $least } to { $most }.

## The API page.

web-api-title = The API of Thực Hư
web-api-about = Ask about a message, read the checked claims. No key is needed, and every web page may call it.
web-api-lead = No sign-up, no key. Questions sent over the API are not stored either. Each source may call so often a minute; beyond that the answer is 429 and says how long to wait.
web-api-document = The document for machines (OpenAPI 3.1)
web-api-errors = Errors
web-api-errors-text = Errors come as application/problem+json (RFC 9457). The field code stays the same across releases; the words follow Accept-Language.
web-api-parameter = Parameter
web-api-kind = Type
web-api-meaning = Meaning
web-api-required = required
web-api-try = Try it
web-api-answers = Answers
web-api-match = Ask about a message
web-api-match-about = Compares a message with the checked claims. decision says what may be done: answer is answered before, suggest is may be related, none is not checked yet.
web-api-list = List fact-checks
web-api-list-about = Newest first. Call again with cursor set to the next of the page before, until next is null.
web-api-read = Read one fact-check
web-api-read-about = All that one fact-check says, by the short id in its address or by its full id.
web-api-claims = Search as with Google's Fact Check Tools
web-api-claims-about = The parameters and the shape of Google's claims:search, so that existing programs work at once.
web-api-q = Words to look for, with or without marks.
web-api-rating = Only fact-checks with this rating, for example false.
web-api-publisher = Only fact-checks of this site, for example vafc.gov.vn.
web-api-lang-filter = Only fact-checks whose claim is worded in this language.
web-api-lang = The language to read in; does not filter.
web-api-year = Only fact-checks published in this year.
web-api-limit = How many on a page.
web-api-cursor = The bookmark that the page before gave.
web-api-text = The message, word for word.
web-api-links-field = Links sent beside it.
web-api-matches = How many matches are wanted.
web-api-id = The short id of 8 characters, or the full id.
web-api-max-age = Only fact-checks published within so many days.
web-api-offset = Skips so many results; only without pageToken.
web-api-200 = The result.
web-api-301 = Another fact-check took its place.
web-api-304 = Nothing changed since.
web-api-400 = The request is wrong; code says how.
web-api-404 = There is no such fact-check.
web-api-410 = The fact-check was withdrawn.
web-api-413 = That is too much at once.
web-api-415 = Send application/json.
web-api-429 = Asked too fast; see Retry-After.
web-api-503 = No answer just now; see Retry-After.
web-api-json = The JSON cannot be read at line { $line }, column { $column }: { $why }
web-api-links = At most { $most } links of { $characters } characters each.
