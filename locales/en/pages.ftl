## Public pages: the lists, the desk's own pages, transparency.

pages-browse = Browse the archive
pages-topics = By topic
pages-topics-lead = Every fact-check is about one topic. Choose the one you are interested in.
pages-ratings = By rating
pages-ratings-lead = A rating is about what a claim says, never about who wrote it or passed it on.
pages-languages = By language
pages-languages-lead = The language of the claim that was checked.
pages-archive = By month
pages-archive-lead = All that was published, by the month it was published in.
# $topic (message): topic
pages-of-topic = { $topic }: claims that were checked
# $rating (text): label
pages-of-rating = Claims rated “{ $rating }”
# $language (text): language
pages-in-language = Claims in { $language }
# $month (message): month
pages-of-month = Checked in { $month }
# $month (text): jan to dec
# $year (text): 2026
pages-month = { $month ->
    [jan] January { $year }
    [feb] February { $year }
    [mar] March { $year }
    [apr] April { $year }
    [may] May { $year }
    [jun] June { $year }
    [jul] July { $year }
    [aug] August { $year }
    [sep] September { $year }
    [oct] October { $year }
    [nov] November { $year }
   *[dec] December { $year }
}
pages-none-here = There is none like that in the part just looked through. Go on to the next page.
pages-query-topic = A topic is given by its word, such as health or scam.
pages-query-month = A month is written 2026-11.
pages-api-topic = Only fact-checks about this topic.
pages-api-month = Only fact-checks published in this month, written 2026-11.

pages-asked = Asked about most
pages-asked-days = in the last 7 days
# $people (count): a multiple of ten
pages-asked-about = Asked about { $people } times
pages-changed = Changed lately

pages-more-like = In the same lists
# $version (count): version
# $day (date): its day
pages-cite-version = Version { $version }, { $day }.

## How the page is read.

pages-reading = How to read
# $size (text): 100, 125, 150
pages-reading-size = Text { $size } %
pages-reading-contrast = High contrast
pages-reading-aloud = Read aloud
pages-reading-stop = Stop reading

## Contact and transparency.

pages-contact = Contact
pages-contact-none = The desk has not said yet how to reach it.
pages-contact-ways = Choose the right way
pages-contact-ask = To find out whether something was checked already:
pages-contact-send = To ask for something to be checked that nobody has:
pages-contact-reply = To reply to a fact-check, or ask to look again:
pages-transparency = Transparency figures
pages-transparency-lead = What we did, what we corrected and who objected, year by year.
pages-years = Our work by year
pages-year-published = New
pages-year-corrected = Corrections
pages-year-updated = Updates
pages-year-withdrawn = Withdrawn
pages-year-accounts = Accounts from the command line
pages-accounts-note = Editors are usually invited by an administrator, whose name is recorded. An account from the command line is made by whoever runs the server, without anybody of the desk, so we count those apart.
pages-appeals-more = How to reply or ask to look again
pages-audit-lead = Whatever the desk does goes into a log that is only ever added to, each line sealing the one before. Its mark is published every day; who keeps one can tell if the log is changed later.
pages-audit-all = The marks of every day
pages-read-on = Read on

## The desk: pages and links of its own.

pages-own = Own pages and links
pages-own-lead = Add pages in the desk's own words, or links to other pages, and choose where menus show them.
pages-own-none = There are none yet.
pages-own-open = See and change
pages-new = Add a page or link
# $page (text): name or title
pages-change = Change “{ $page }”
pages-remove = Remove
# $page (text): title
pages-remove-label = Remove “{ $page }”
pages-saved = Saved. Readers see it at once.
pages-removed = Removed.
# $field (text): field
pages-field = { $field ->
    [name] Name in the address
    [title] Title
    [title_vi] Title, Vietnamese
    [title_en] Title, English
    [link] Leads to the address
    [leads] Leads to
    [shown] Shown in
   *[order] Order
}
# $place (text): menu, foot, nowhere
pages-shown = { $place ->
    [menu] The menus at the head and the foot
    [foot] The foot
   *[nowhere] No menu
}
pages-name-hint = Small letters without marks, digits, hyphens, such as about-us. The page then stands at /p/about-us.
pages-link-hint = Only for a link: an address that begins with https://, or a path of this site such as /archive. Leave empty for a page with the text below.
pages-no-name = A name has small letters without marks, digits and hyphens, 40 at most.
pages-name-taken = There is a page of this name already.
pages-no-text = There is nothing here yet. Write it in one language at least.
# $most (count): pages
pages-full = There are { $most } pages already. Remove one first.

## Privacy.

privacy-reading = The size of text and contrast you choose stay in the open browser tab, are sent nowhere, and are gone when you close it. What you type into the search box is sent to this server for suggestions; it is not stored and not logged.
