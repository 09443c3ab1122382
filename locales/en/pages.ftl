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
