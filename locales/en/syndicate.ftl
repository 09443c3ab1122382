## Feeds, the card that others show, and data for other programs.

# $name (text): name of the site
syndicate-checks = { $name }: checked claims
# $name (text): name of the site
# $what (text): what the list is narrowed to
syndicate-checks-narrowed = { $name }: checked claims ({ $what })
# $words (text): what was searched for
syndicate-words = “{ $words }”
# $name (text): name of the site
syndicate-corrections = { $name }: corrections, updates and withdrawals
syndicate-mark-corrected = Corrected
syndicate-mark-withdrawn = Withdrawn

embed-corrected = This check was corrected. This is the newest version.
embed-withdrawn = This check was withdrawn. Its former conclusion no longer stands.
# $why (text): reason
embed-withdrawn-why = Reason: { $why }
# $number (text): version
# $day (text): day
embed-version = Version { $number }, { $day }
embed-read = Read the evidence
# $claim (text): claim
# $name (text): name of the site
embed-title = A check by { $name }: { $claim }

settings-hint-security = A mail address, or one that begins with https://. With it the site has a file security.txt.
settings-hint-frames = Like https://paper.example https://*.school.example. Leave * if any site may embed it, write none if no site may.
settings-no-contact = Write a mail address, or one that begins with https://.
settings-no-sites = Write * or none, or addresses that begin with https://, with blanks between them.

syndicate-api-feeds = Shared feed as in Check
syndicate-api-feeds-about = What is published in the shape of Check's feeds (JSON:API), newest first, page by page with the cursor in links.next.
syndicate-guide = Feeds, data and cards
syndicate-guide-lead = The addresses below are for other programs. Every answer has an ETag: asked again with If-None-Match, it is a 304 while nothing has changed.
syndicate-guide-feeds = The list of /checks with every filter, as RSS, Atom or JSON Feed: add the ending to the address and keep the filter. What was corrected or withdrawn is always on the first page.
syndicate-guide-corrections = Corrections, updates and withdrawals.
syndicate-guide-dump = Every check of this desk, one ClaimReview on a line. Follow Link rel="next"; next time fetch only what changed with since= and the number behind the point in Content-Location.
syndicate-guide-datafeed = The same as a DataFeed; what was withdrawn has a dateDeleted.
syndicate-guide-oembed = The card of a check for other sites (oEmbed 1.0), format=json or xml, maxwidth, maxheight. For checks of this desk alone.
syndicate-guide-sitemap = Sitemap, and the news of two days.
syndicate-guide-licence = Each check states its licence. Checks of others keep the licence of their publisher; where none is stated there is none.
