## Why a picture that somebody sent was not taken.

# $most (bytes): largest file
picture-too-large = The picture is larger than { $most }. Please send a smaller one.
picture-too-many-pixels = The picture has too many pixels for us to open. Please send a smaller one, or a screenshot of it.
picture-not-a-picture = This file is not a picture we take. Please send JPEG, PNG, WebP or GIF.
picture-broken = We cannot read this picture: the file is damaged or not whole. Please send it again, or send a screenshot of it.
picture-took-too-long = Opening this picture took too long, so we stopped. Please send a smaller one, or a screenshot of it.
picture-busy = Many pictures are coming in at this moment. Please send yours again in a minute.
picture-no-worker = We cannot take pictures just now. Please send the words or the link, and the picture later.
