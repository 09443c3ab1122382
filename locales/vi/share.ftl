## Chia sẻ và in: phần trên trang của bài, ảnh chia sẻ, bản in, mã QR.

share-title = Chia sẻ và in
share-open = Mở trên điện thoại
# $address (text): address
share-qr = Mã QR mở { $address }
share-short = Địa chỉ ngắn
share-pdf = Bản in, PDF A4
share-poster-a4 = Áp phích A4
share-poster-a3 = Áp phích A3
share-handout = Tờ rơi, hai tờ trên một trang A4
share-paper = In ra giấy
share-pictures = Ảnh để chia sẻ
share-card-wide = Ảnh ngang
share-card-square = Ảnh vuông
share-card-tall = Ảnh dọc
# $width (number): pixels
# $height (number): pixels
share-pixels = { $width } × { $height } điểm ảnh
share-version-note = Ảnh và bản in ghi rõ bản. Khi bài được sửa, ảnh của bản cũ tự ghi là bản cũ.
share-code = Mã QR để in
share-copy = Lời để chép
# $rating (text): rating
# $claim (text): claim
share-copy-head = { $rating }: “{ $claim }”
# $rating (text): rating
# $claim (text): claim
# $answer (text): one line
share-alt = Ảnh chia sẻ. { $rating }: “{ $claim }”. { $answer }
# $day (date): day
# $version (number): version
share-printed = In ngày { $day }, bản { $version }. Bài có thể đã được sửa sau ngày in. Tìm đính chính: quét mã, hoặc gõ địa chỉ trên.
# $day (date): day
share-printed-of-others = In ngày { $day }. Bài có thể đã được sửa sau ngày in: quét mã, hoặc gõ địa chỉ trên.
share-withdrawn = Đã rút lại
share-withdrawn-answer = Chúng tôi đã rút bài kiểm chứng này. Đừng chia sẻ nữa.
share-fault-not-printed = Chưa in được
share-fault-no-address = Trang này chưa biết địa chỉ công khai của chính nó, nên không in được mã QR và địa chỉ. Người vận hành cần đặt public_url.
share-fault-too-long = Bài này dài quá mức in được. Bạn vẫn có thể in thẳng từ trình duyệt.
