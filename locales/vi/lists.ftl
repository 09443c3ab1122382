## Danh sách bài của nơi khác, tự lấy về theo giờ.

lists-title = Danh sách lấy về
lists-lead = Bàn tự lấy bài kiểm chứng của nơi khác theo giờ: nguồn cấp RSS, Atom, tệp dữ liệu, và danh sách của các bàn Thực Hư khác. Mỗi bài giữ tên nơi làm ra nó và giấy phép, và không bao giờ hiện là bài của bàn này. Nơi nào không cho máy vào (robots.txt) thì bàn không lấy.
lists-link = Danh sách lấy về từ nơi khác
lists-none = Chưa có danh sách nào.
lists-new = Thêm danh sách
lists-name = Tên gọi
lists-address = Địa chỉ
lists-address-hint = Địa chỉ http hoặc https trên mạng công cộng.
lists-format-label = Định dạng
# $format (text): word
lists-format-name = { $format ->
    [ndjson] NDJSON, mỗi dòng một bài
    [json] JSON, DataFeed, ClaimReview
    [feed] RSS, Atom, JSON Feed
    [csv] Bảng CSV
    [html] Trang có ClaimReview
   *[auto] Tự nhận ra
}
lists-hours = Bao nhiêu giờ lấy một lần
lists-trust = Nơi làm bài chưa từng gặp
lists-trust-show = hiện kèm tên, chỉ gợi ý
lists-trust-none = ẩn, chờ biên tập viên xem
lists-trust-hint = Muốn một nơi được trả lời tự động thì cần hai biên tập viên, ở trang nơi làm bài.
lists-licence = Giấy phép cho bài không ghi giấy phép
lists-licence-hint = Ví dụ: https://creativecommons.org/licenses/by/4.0/. Để trống nếu không biết.
lists-whole = Đây là toàn bộ danh sách của nơi ấy: bài nào không còn trong đó là đã bị rút
lists-others = Danh sách có cả bài của nơi khác
lists-add = Thêm và lấy ngay
# $hours (count): hours
lists-every = { $hours } giờ một lần
# $format (text): format
lists-format = định dạng: { $format }
# $trust (message): trust
lists-trust-of = nơi mới: { $trust }
# $licence (text): licence
lists-licence-of = giấy phép: { $licence }
lists-is-whole = toàn bộ danh sách
lists-has-others = có bài của nơi khác
# $when (text): time
lists-next = Lần tới: { $when }
lists-paused = Đang tạm dừng.
# $problem (text): code
lists-failed = không lấy được ({ $problem }).
lists-unchanged = không có gì mới.
# $broken (count): broken records
# $added (count): added
# $changed (count): changed
lists-refused = thêm { $added }, sửa { $changed }; không rút bài nào, vì { $broken } bài hỏng không rõ địa chỉ.
# $read (count): read
# $added (count): added
# $changed (count): changed
# $same (count): unchanged
# $gone (count): withdrawn
# $broken (count): broken
lists-came = đọc { $read }, thêm { $added }, sửa { $changed }, giữ nguyên { $same }, rút hoặc thay { $gone }, hỏng { $broken }.
lists-problems = Những bài không dùng được
lists-run = Lấy ngay
lists-pause = Tạm dừng
lists-resume = Lấy tiếp
lists-remove = Bỏ
# $done (text): what was done
lists-done = { $done ->
    [removed] Đã bỏ danh sách. Bài đã lấy về vẫn còn; muốn ẩn thì đổi ở trang nơi làm bài.
    [paused] Đã tạm dừng.
    [resumed] Đã lấy tiếp.
    [run] Đang lấy; kết quả hiện ở đây khi xong.
   *[added] Đã thêm; lần lấy đầu tiên bắt đầu ngay.
}
# $field (text): field
lists-refused-field = { $field ->
    [name] Hãy đặt tên, nhiều nhất 100 chữ.
    [url] Không lấy được từ địa chỉ này: cần http hoặc https và một máy trên mạng công cộng.
    [format] Hãy chọn một định dạng.
    [hours] Số giờ phải từ 1 đến 720.
    [trust] Hãy chọn một trong các mục.
    [licence] Giấy phép dài quá 300 chữ.
    [exists] Danh sách này đã có.
    [many] Đã đủ 200 danh sách.
   *[fresh] Mã xác nhận của bạn đã quá 10 phút. Hãy xác nhận lại rồi làm lần nữa.
}
