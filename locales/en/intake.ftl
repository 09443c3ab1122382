## Sending to the desk, receipts.

send-title = Send to the desk
send-head = Ask the desk to check it
send-lead = If no fact-check answers it, you can send the message to the desk. You get a receipt code with which to look the answer up later. No account needed.
send-errors = Not sent yet
send-text = The message
send-text-hint = Leave out names and phone numbers of people you know. We also mask phone numbers, e-mail addresses and account numbers before anything is stored.
send-link = A link, if there is one
send-link-hint = A link to the post or video.
send-pictures = Pictures, if there are any
send-pictures-hint = Up to { $most } pictures as JPEG, PNG, WebP or GIF, each no larger than { $bytes }. Location and camera details are removed before anything is stored.
send-email = E-mail for the answer (optional)
send-email-hint = Used for this answer only, locked when stored, deleted 7 days after the answer. Leave it empty to look the answer up with the receipt code.
send-tell = Tell me if the answer changes (keeps the address for 90 days)
send-go = Send to the desk
send-keeps-head = What we keep
send-keeps-1 = The message, after what may reveal its sender was masked. It is encrypted when stored, only the people of the desk can read it, and it is deleted 30 days after the answer, after 180 days at the latest.
send-keeps-2 = The day, not the hour. No network address, no browser name, no name or account of yours.
send-keeps-3 = You can erase the message at any time with the receipt code.
send-nothing = There is nothing to check yet. Paste the message or a link, or choose a picture.
send-too-long = This message is too long. Send only the part to be checked, { $most } characters at most.
send-too-many-pictures = Too many pictures. Choose the { $most } most important ones at most.
send-no-pictures = Pictures are not taken here yet. Describe it in words, or paste a link.
send-blocked = This was removed as illegal or dangerous, so we do not take it again.
send-bad-email = This e-mail address is not right. Correct it, or leave it empty.
send-wait = Many people are sending at once. Wait { $seconds } seconds, then press send again; your words are still here. Choose pictures again if there were any.
send-wait-script = Many people are sending at once. Your browser is doing a short calculation so that you can send right away.
send-wait-ready = Done, you can send now.
send-again-pictures = For your safety, browsers do not keep chosen pictures. Choose them again if there were any.

sent-title = The desk has your message
sent-head = Received
sent-code = Your receipt code
sent-code-keep = Copy or photograph this code now: it is shown once, and we cannot restore it. Whoever has it can see the answer and erase the message.
sent-next = What happens next
sent-next-1 = The desk looks at messages by how many people ask and how harmful they may be. It usually takes from a few hours to a few days.
sent-next-2 = To see the answer, open the page “Receipt” and type the code.
sent-next-mail = The answer will also be sent once to the e-mail address you gave.
sent-next-3 = Until then, please wait before you forward the message.
sent-answered = This has just been answered. Your receipt shows it at once.
sent-look = Open the receipt
sent-not-needed = A fact-check answers what you sent. So nothing was stored, and you need no receipt.

receipt-title = Receipt
receipt-head = See the answer
receipt-lead = Type the receipt code that you got when you sent the message.
receipt-code = Receipt code
receipt-code-hint = 28 letters and digits; capital or small, with or without dashes.
receipt-go = Look
receipt-wrong = There is no receipt with this code. It may be mistyped, or the receipt has expired.
receipt-since = Receipt of { $day }
receipt-waiting = Waiting
receipt-waiting-text = The desk has no answer yet. No rating yet means neither true nor false.
receipt-answered = Answered
receipt-read = Read the fact-check
receipt-changes = This fact-check has changed
receipt-change = { $kind ->
    [correction] Corrected on { $day }:
   *[update] Updated on { $day }:
}
receipt-withdrawn = The answer was withdrawn
receipt-withdrawn-text = The fact-check that answered your question no longer holds. Please do not use it any more.
receipt-not-checkable = Not checkable
receipt-not-checkable-text = This is an opinion, a prediction, a private matter, or there is no way to check it. The message you sent has been deleted.
receipt-removed = Removed
receipt-removed-text = This was illegal or dangerous, so it was removed and deleted.
receipt-erase-head = Erase my message
receipt-erase-text = Erases the message, its pictures, the e-mail address and this receipt at once. You cannot look it up afterwards.
receipt-erase = Erase my message
receipt-erased = Erased
receipt-erased-text = Your message, pictures, address and receipt are erased. Old backups hold an encrypted copy until the key of that month is destroyed, after 180 days at the latest.

## The privacy page.

privacy-sent = When you send a message to the desk
privacy-sent-1 = Only when you press “Send to the desk” is anything stored: with phone numbers, e-mail addresses, account numbers, handles and tracking values in links taken out; pictures are encoded anew, without location and camera details.
privacy-sent-2 = It is encrypted with a key outside the store, and deleted 30 days after the answer, after 180 days at the latest.
privacy-sent-3 = The e-mail address, if you give one, is encrypted, and no readable column joins it to the message. It is deleted 7 days after the answer, or 90 days if you want to hear of changes.
privacy-sent-4 = We note the day, not the hour, and not who you are. Counts become visible in batches, at a random moment of every 15 minutes.
privacy-sent-5 = An editor who hands a unique sentence to you alone, and later sees it arrive, knows that you sent it. That we cannot hide.
privacy-counted = How often each fact-check was asked for on a day, and how many questions found an answer. One source counts once a day, known by a hash that is in memory only.
