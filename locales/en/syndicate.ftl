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
