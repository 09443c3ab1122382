## Evidence: copies of sources, quotes, later looks, how to check.

evidence-copy = Copy
evidence-copy-none = Not copied yet.
evidence-copy-no-address = This source has no link yet: add one, or bring the file.
evidence-copy-make = Make a copy
evidence-copy-again = Make a new copy
evidence-copy-bring = Bring a file
evidence-copy-open = See the copy and the quote
evidence-copy-look = See this source
evidence-copy-saves = The review is saved first.
evidence-copy-of = Copied on { $day }, { $size }.
evidence-copy-of-file = A file the desk brought on { $day }, { $size }.
evidence-copy-broken = Files of the copy are missing, so nothing can be published on it. Make a new copy.
evidence-copy-reload = See whether it is done
evidence-copy-asked = This source is being copied. Go on writing meanwhile.
evidence-refused = No copy
evidence-step = { $step ->
    [waiting] Waiting for its turn.
    [page] Fetching the page.
    [parts] Fetching its pictures and styles.
    [screenshot] Taking a picture of the copy.
    [storing] Storing the copy.
    [done] Copied.
    [refused] No copy.
   *[other] Working.
}

evidence-problem = { $code ->
    [copy-address] This is no address of the web. Mend the link; it begins with https://.
    [copy-social] Pages of social networks are not copied by the desk. If it is an organisation’s own page: two editors confirm it, then bring the page as saved in your browser.
    [copy-not_official] Two editors have not yet confirmed that this is an organisation’s own page. Once they have, bring the file again.
    [copy-status] The site answers with status { $about } instead of the page. Check the link. If your browser still opens it, save the page and bring the file.
    [copy-empty] The site answers, but with nothing. Open it in your browser, save the page and bring the file.
    [copy-no_words] The page shows words only by running its scripts, which the desk does not. Open it in your browser, save it or print it to PDF, and bring the file.
    [copy-no_answer] The server does not answer with anything that can be read. Try again later.
    [copy-no_way_out] This desk is not set up to fetch from the web or to read files. A page saved in your browser (HTML) can still be brought; for the rest ask the operator.
    [copy-under_way] This source is being copied. Look again in a moment.
    [copy-too_many] Many copies of yours are waiting. Wait for some, then press again.
    [copy-not_a_draft] The review was submitted. Take it back to go on writing, then make the copy.
    [copy-no_source] The source is no longer in the review, or its link just changed. Press again.
    [copy-not_allowed] Your role does not make copies.
    [copy-broke_off] The work broke off several times. Try again later, or bring the file.
    [copy-store] The desk’s store does not answer. Try again in a few minutes.
    [fetch-scheme] Only addresses that begin with http:// or https:// can be copied.
    [fetch-credentials] The link holds a name and a password. Take them out and press again.
    [fetch-port] The link uses an unusual port, which the desk does not open. Save the page in your browser and bring the file.
    [fetch-host] The host in the link is not right. Check the link.
    [fetch-address] The link leads into a private network, which the desk does not open. If the document is public, find its public address.
    [fetch-social_host] The link leads to a social network, which the desk does not copy. Find the original, or bring the file if it is a confirmed official page.
    [fetch-unresolved] There is no { $about } on the web. Check the spelling of the link.
    [fetch-too_many_hops] { $about } redirects again and again, mostly because it asks for a login or consent. Save the page in your browser and bring the file.
    [fetch-bad_redirect] { $about } redirects to a broken address. Open it in your browser to find where it ends.
    [fetch-downgrade] { $about } redirects from a secure connection to an open one, so the desk stopped. Save the page in your browser and bring the file.
    [fetch-connect] { $about } cannot be reached. It may keep the desk out, or be down: try again later, or save the page in your browser and bring the file.
    [fetch-too_slow] { $about } answers too slowly. Try again later, or save the page in your browser and bring the file.
    [fetch-silent] { $about } fell silent while sending. Try again later, or save the page in your browser and bring the file.
    [fetch-too_large] The page at { $about } is too large. If a part of it is enough, print that to PDF and bring the file.
    [fetch-encoding] { $about } sends compressed data that cannot be read. Save the page in your browser and bring the file.
    [fetch-status] { $about } answers with an error. Check the link, or save the page in your browser and bring the file.
    [fetch-broken] The answer of { $about } broke off. Try again later, or save the page in your browser and bring the file.
    [fetch-not_resumable] The file at { $about } broke off and cannot be continued. Try again later.
    [fetch-setup] The desk’s way to the web is not working. Ask the operator.
    [document-empty] The file is empty. Choose it again.
    [document-too_large] The file is too large. Split it, or keep only the pages you need.
    [document-not_taken] Files of this kind are not taken. Bring a saved page (HTML), a PDF, a picture, a DOCX or ODT document, or plain text.
    [document-broken] The file is damaged and cannot be read. Download it again, or print it to PDF and bring that.
    [document-locked] The file has a password. Remove the password and bring it again.
    [document-too_much_inside] The file unpacks to far too much, so the desk stopped. Print it to a new PDF with fewer pages and bring that.
    [document-leads_out] The file has a part that leads out of it and is not taken. Open it, print it to a new PDF and bring that.
    [document-document_type] The file is built as no office program builds one and is not taken. Open it, print it to a new PDF and bring that.
    [document-took_too_long] Reading the file takes too long. Print it to a new PDF with fewer pages and bring that.
    [document-busy] The desk is reading many files. Wait a minute and bring it again.
    [document-no_worker] The desk’s reader of files is not working. Ask the operator.
    [picture-too_large] The picture is too large. Make it smaller and bring it again.
    [picture-too_many_pixels] The picture has too many pixels. Make it smaller and bring it again.
    [picture-not_a_picture] Pictures of this kind are not taken. Bring JPEG, PNG, WebP or GIF.
    [picture-broken] The picture is damaged. Open it in a picture program, save it anew and bring that.
    [picture-took_too_long] Opening the picture takes too long. Make it smaller and bring it again.
    [picture-busy] The desk is opening many pictures. Wait a minute and bring it again.
    [picture-no_worker] The desk’s reader of pictures is not working. Ask the operator.
   *[other] There is no copy ({ $about }). Try again later, or save the page in your browser and bring the file.
}

evidence-words = The quote in the copy
evidence-words-found = The quoted words stand in the copy:
evidence-words-not-found = The quoted words are not in the copy. Open the copy and take them over word for word.
evidence-words-short = The quote is too short to tell where it is from. Quote a few more words around it.
evidence-words-machine = The words of this copy were read from a picture by a machine and may be wrong. They help to search, they do not prove a quote.
evidence-unquoted = Why nothing is quoted
evidence-unquoted-hint = Needed only when no quoted words stand in a copy. Readers see this.
evidence-no-date = { $field }: “{ $typed }” is no date. Write 2026-11-22.

evidence-title = Source { $number }
evidence-to-review = Back to the review
evidence-about = About the source
evidence-about-title = Title
evidence-about-publisher = Published by
evidence-about-byline = Attributed to
evidence-about-published = Published on
evidence-about-address = Address
evidence-about-led = Leads to
evidence-about-status = The server answered
evidence-about-copied = Copied on
evidence-about-pages = Pages
evidence-about-way = How
evidence-way = { $way ->
    [fetched] fetched by the desk
    [uploaded] brought by the desk as a file, for the site could not be fetched
   *[other] { $way }
}
evidence-parts-missing = { $count ->
    [1] 1 part of the page (a picture, a style, a frame) could not be fetched.
   *[other] { $count } parts of the page (pictures, styles, frames) could not be fetched.
}
evidence-files = Files
evidence-file = { $role ->
    [page] The page, self-contained
    [document] The document
    [text] Its words
    [warc] What went over the wire (WARC)
    [screenshot] A picture of the copy
    [content] The fact-check’s content
   *[other] { $role }
}
evidence-file-name = File
evidence-file-size = Size
evidence-file-get = Download
evidence-file-get-label = Download: { $name }
evidence-frame = The copied page
evidence-frame-note = The copy stands in a sealed frame: it runs no script and fetches nothing from outside. The quote is marked.
evidence-frame-alone = Open the copy as a page of its own
evidence-document-note = The copy is a document. Download it to read the whole.
evidence-screenshot = A picture of the copy
evidence-looks = Later looks
evidence-looks-none = Not looked at again yet. The desk looks every week once a published fact-check rests on this source.
evidence-looks-never = A file that the desk brought cannot be looked at again on the web.
evidence-finding = { $found ->
    [same] Unchanged
    [changed] Changed
    [moved] Moved
    [gone] Gone
    [unreachable] Not reachable
    [kept_out] The site keeps programs out
   *[other] { $found }
}
evidence-found-on = { $found ->
    [same] Looked at on { $day }: the source is unchanged.
    [changed] On { $day }: the source no longer reads as our copy does.
    [moved] On { $day }: the source has moved to another address.
    [gone] On { $day }: the source is gone from the web. Our copy stays.
    [unreachable] On { $day }: the source could not be reached.
    [kept_out] On { $day }: the source keeps programs out.
   *[other] { $day }: { $found }
}
evidence-look-status = status { $status }
evidence-difference = What changed
evidence-difference-none = The words of the article are the same.
evidence-difference-removed = Removed
evidence-difference-added = Added
evidence-difference-more = There is more; both copies are among the files.
evidence-still-says = The quoted words still stand in the source.
evidence-no-longer-says = The quoted words are no longer in the source.
evidence-others = Other copies of this address
evidence-other-of = Copy of { $day }
evidence-seen-before = This very file was seen in
evidence-seen-before-copy = another copy, used in no published fact-check
evidence-only-facts = These are facts, no verdict.

evidence-bring-title = Bring a file
evidence-bring-lead = Where a site cannot be fetched: open the source in your browser, save the page (HTML) or print it to PDF, and choose the file here. Pictures, DOCX and ODT are taken too.
evidence-bring-hint = { $most } at most. What hides in the file is shown to you once and dropped.
evidence-bring-file = File
evidence-bring-send = Bring it as the copy
evidence-bring-none = No file was chosen.
evidence-brought = The file is now this source’s copy.
evidence-brought-facts = Beside its content the file held
evidence-brought-once = This list is shown once. All of it was left out of the copy and is kept nowhere. These are facts, no verdict.
evidence-brought-clean = Beside its content the file held nothing.
evidence-brought-on = See the copy
evidence-fact = { $name ->
    [make] Maker of the device
    [model] Device
    [taken] Taken
    [software] Software
    [place] Where it was taken (latitude, longitude)
    [altitude] Altitude (metres)
    [orientation] Turned
    [size] Size (pixels)
    [creator] Made by
    [rights] Rights
    [caption] Caption
    [title] Title of the document
    [created] Created
    [modified] Changed
   *[beside] Further data
}
evidence-fact-beside = { $code ->
    [thumbnail] a small picture
    [embedded_files] files within
    [scripts] scripts
    [form] a form
    [macros] macros
   *[other] { $kind }
}

evidence-official-title = Official pages on social networks
evidence-official-lead = A private person’s page is never copied. An organisation’s page is, once two editors say that it is the organisation’s own: then save it in your browser and bring the file.
evidence-official-none = No page yet.
evidence-official-waiting = Waiting for a second person
evidence-official-confirmed = Confirmed
evidence-official-page = Page
evidence-official-organisation = Organisation
evidence-official-state = State
evidence-official-named = named by { $name } on { $day }
evidence-official-confirmed-by = confirmed by { $name } on { $day }
evidence-official-own = You named this page; somebody else confirms it.
evidence-official-confirm = It is theirs
evidence-official-confirm-label = Confirm: { $page }
evidence-official-remove = Remove from the list
evidence-official-remove-label = Remove from the list: { $page }
evidence-official-new = Add a page
evidence-official-address = Address of the page
evidence-official-address-hint = Such as https://www.facebook.com/pagename. Every post below it counts too.
evidence-official-name = Name of the organisation
evidence-official-add = Add
evidence-official-link = Confirmed official pages
evidence-official-done-named = Added. Another editor confirms it.
evidence-official-done-confirmed = Confirmed.
evidence-official-done-removed = Removed from the list. Copies that exist stay.
evidence-official-refused = { $why ->
    [address] This is no address of a page on a social network.
    [name] An organisation’s name has 1 to 200 letters.
    [exists] This page is on the list already.
    [another] Another editor confirms it, or it is confirmed already.
   *[other] Your role does not allow this.
}

evidence-beside-title = Cross-check
evidence-beside-lead = Facts about the claim and the quotes, to compare with. There is no verdict here.
evidence-beside-none = There is no date, weekday, lunar date or unit to compare.
evidence-beside-notes = Dates and units
evidence-beside-weekday-right = “{ $written }”: { $day } is indeed a { $weekday }.
evidence-beside-weekday-wrong = “{ $written }”: that does not fit, { $day } is a { $weekday }.
evidence-beside-lunar = “{ $written }” is { $lunar }.
evidence-lunar = { $kind ->
    [leap] day { $day } of the leap month { $month }, year { $year }, of the lunar calendar
   *[plain] day { $day } of month { $month }, year { $year }, of the lunar calendar
}
evidence-beside-solar = “{ $written }” is { $weekday }, { $day }.
evidence-beside-unit = “{ $written }” = { $other }.
evidence-amount = { $kind ->
    [about] about { "" }
   *[exact] { "" }
}{ $value } { $unit }{ $region ->
    [north] { " " }(northern)
    [centre] { " " }(central)
    [south] { " " }(southern)
   *[none] { "" }
}
evidence-unit = { $unit ->
    [gram] g
    [lang] lạng
    [kilogram] kg
    [yen] yến
    [ta] tạ
    [ton] t
    [chi] chỉ
    [luong] lượng
    [troy_ounce] troy ounces
    [pound] pounds
    [inch] inches
    [foot] feet
    [centimetre] cm
    [metre] m
    [kilometre] km
    [mile] miles
    [nautical_mile] nautical miles
    [square_metre] m²
    [hectare] ha
    [square_kilometre] km²
    [sao] sào
    [mau] mẫu
    [cong] công
    [celsius] °C
    [fahrenheit] °F
   *[other] units
}
evidence-checked = Who else checked this
evidence-checked-here = Among the fact-checks of others that the desk imported
evidence-checked-none = None of them is like this claim.
evidence-checked-ask = Ask other servers
evidence-checked-ask-hint = The claim is sent to the servers that the operator chose.
evidence-checked-by = What the servers answer
evidence-checked-no-servers = The operator has chosen no server to ask.
evidence-checked-nothing = Nothing.
evidence-checked-silent = { $host } does not answer.
evidence-checked-rating = Rated: { $rating }

evidence-kept = Copy of { $day }
evidence-kept-title = Evidence { $number }
evidence-kept-of = Evidence of the fact-check
evidence-kept-original = Open the original
evidence-kept-quote = Quote
evidence-kept-older = This is the evidence of an older version.
evidence-kept-unquoted = Why nothing is quoted
evidence-proof = Check it yourself
evidence-proof-lead = Anybody can check that this copy was not altered since the fact-check was published:
evidence-proof-1 = Download the manifest, the list of SHA-256 hashes and the files into one folder.
evidence-proof-2 = Run the first command: every file must say “OK”.
evidence-proof-3 = Run the second command to compare the fact-check’s content with the manifest too.
evidence-proof-stamped = An outside time-stamp server certifies that the manifest existed on { $day }. The third command checks its token with that server’s certificate (tsa.pem).
evidence-proof-manifest = Manifest (manifest.json)
evidence-proof-sums = Hashes (SHA256SUMS)
evidence-proof-content = The fact-check’s content (check.json)
evidence-proof-token = Time-stamp (manifest.tsr)
evidence-proof-wait = The manifest of this version is being made. Please come back in a few minutes.
