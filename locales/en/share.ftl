## Share and print: the part of a check's page, share cards, prints, QR codes.

share-title = Share and print
share-open = Open on a phone
share-qr = QR code that opens { $address }
share-short = Short address
share-pdf = For printing, PDF on A4
share-poster-a4 = Poster A4
share-poster-a3 = Poster A3
share-handout = Handout, two on a page of A4
share-paper = On paper
share-pictures = Pictures to share
share-card-wide = Wide picture
share-card-square = Square picture
share-card-tall = Tall picture
share-pixels = { $width } × { $height } pixels
share-version-note = Pictures and prints name their version. When the fact-check is corrected, the picture of an old version says that it is old.
share-code = QR code for printing
share-copy = Words to copy
share-copy-head = { $rating }: “{ $claim }”
share-alt = Share card. { $rating }: “{ $claim }”. { $answer }
share-printed = Printed { $day }, version { $version }. This may have been corrected since. Look for corrections: scan the code, or type the address above.
share-printed-of-others = Printed { $day }. This may have changed since: scan the code, or type the address above.
share-withdrawn = Withdrawn
share-withdrawn-answer = We have withdrawn this fact-check. Please do not share it any more.
share-fault-not-printed = This cannot be printed yet
share-fault-no-address = This site does not know its own public address, so no QR code and no address can be printed. The operator must set public_url.
share-fault-too-long = This fact-check is longer than we can print. You can still print the page from your browser.
