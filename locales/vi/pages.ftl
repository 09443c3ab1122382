## Trang công khai: các danh sách, trang của ban biên tập, minh bạch.

pages-browse = Duyệt kho
pages-topics = Theo chủ đề
pages-topics-lead = Mỗi bài kiểm chứng thuộc một chủ đề. Chọn chủ đề bạn quan tâm.
pages-ratings = Theo kết luận
pages-ratings-lead = Kết luận nói về nội dung của câu, không nói về người viết hay người chuyển tiếp.
pages-languages = Theo ngôn ngữ
pages-languages-lead = Ngôn ngữ của câu đã kiểm chứng.
pages-archive = Theo tháng
pages-archive-lead = Mọi bài đã công bố, xếp theo tháng công bố.
# $topic (message): topic
pages-of-topic = { $topic }: các câu đã kiểm chứng
# $rating (text): label
pages-of-rating = Các câu được kết luận “{ $rating }”
# $language (text): language
pages-in-language = Các câu bằng { $language }
# $month (message): month
pages-of-month = Kiểm chứng trong { $month }
# $month (text): jan to dec
# $year (text): 2026
pages-month = { $month ->
    [jan] tháng 1/{ $year }
    [feb] tháng 2/{ $year }
    [mar] tháng 3/{ $year }
    [apr] tháng 4/{ $year }
    [may] tháng 5/{ $year }
    [jun] tháng 6/{ $year }
    [jul] tháng 7/{ $year }
    [aug] tháng 8/{ $year }
    [sep] tháng 9/{ $year }
    [oct] tháng 10/{ $year }
    [nov] tháng 11/{ $year }
   *[dec] tháng 12/{ $year }
}
pages-none-here = Trong phần vừa xem không có bài nào như vậy. Hãy xem tiếp trang sau.
pages-query-topic = Chủ đề ghi bằng từ khoá, như health hoặc scam.
pages-query-month = Tháng ghi theo mẫu 2026-11.
pages-api-topic = Chỉ lấy bài về chủ đề này.
pages-api-month = Chỉ lấy bài công bố trong tháng này, theo mẫu 2026-11.

pages-asked = Hỏi nhiều nhất
pages-asked-days = trong 7 ngày qua
# $people (count): a multiple of ten
pages-asked-about = Khoảng { $people } lượt hỏi
pages-changed = Vừa sửa

pages-more-like = Cùng danh sách
# $version (count): version
# $day (date): its day
pages-cite-version = Bản { $version }, { $day }.

## Cách đọc.

pages-reading = Cách đọc
# $size (text): 100, 125, 150
pages-reading-size = Cỡ chữ { $size } %
pages-reading-contrast = Tương phản cao
pages-reading-aloud = Đọc to
pages-reading-stop = Ngừng đọc

## Liên hệ và minh bạch.

pages-contact = Liên hệ
pages-contact-none = Ban biên tập chưa ghi cách liên hệ.
pages-contact-ways = Chọn cách phù hợp
pages-contact-ask = Muốn biết một tin đã được kiểm chứng chưa:
pages-contact-send = Muốn nhờ kiểm chứng một tin chưa có bài:
pages-contact-reply = Muốn phản hồi hoặc đề nghị xem lại một bài:
pages-transparency = Số liệu minh bạch
pages-transparency-lead = Chúng tôi đã làm gì, đã sửa gì và ai đã phản đối, theo từng năm.
pages-years = Công việc theo năm
pages-year-published = Bài mới
pages-year-corrected = Đính chính
pages-year-updated = Bổ sung
pages-year-withdrawn = Rút bài
pages-year-accounts = Tài khoản tạo từ dòng lệnh
pages-accounts-note = Tài khoản biên tập thường do người quản trị mời và được ghi tên người mời. Tài khoản tạo từ dòng lệnh là do người vận hành máy chủ tạo, không qua ai trong ban biên tập, nên chúng tôi đếm riêng.
pages-appeals-more = Cách phản hồi và đề nghị xem lại
pages-audit-lead = Mọi việc làm trong ban biên tập đều vào một nhật trình chỉ ghi thêm, mỗi dòng khoá dòng trước. Dấu của nhật trình được công bố mỗi ngày; ai giữ lại một dấu đều có thể phát hiện nếu nhật trình bị sửa về sau.
pages-audit-all = Dấu của từng ngày
pages-read-on = Đọc thêm

## Bàn làm việc: trang và liên kết riêng.

pages-own = Trang và liên kết riêng
pages-own-lead = Thêm trang do ban biên tập tự viết, hoặc liên kết tới trang khác, và chọn chỗ hiện trong mục lục.
pages-own-none = Chưa có trang hay liên kết nào.
pages-own-open = Xem và sửa
pages-new = Thêm trang hoặc liên kết
# $page (text): name or title
pages-change = Sửa “{ $page }”
pages-remove = Gỡ bỏ
# $page (text): title
pages-remove-label = Gỡ bỏ “{ $page }”
pages-saved = Đã lưu. Người đọc thấy ngay.
pages-removed = Đã gỡ bỏ.
# $field (text): field
pages-field = { $field ->
    [name] Tên trong địa chỉ
    [title] Tiêu đề
    [title_vi] Tiêu đề, tiếng Việt
    [title_en] Tiêu đề, tiếng Anh
    [link] Dẫn tới địa chỉ
    [leads] Dẫn tới
    [shown] Hiện ở
   *[order] Thứ tự
}
# $place (text): menu, foot, nowhere
pages-shown = { $place ->
    [menu] Mục lục ở đầu và chân trang
    [foot] Chân trang
   *[nowhere] Không hiện trong mục lục
}
pages-name-hint = Chữ thường không dấu, số, dấu gạch nối. Ví dụ: gioi-thieu. Trang sẽ có địa chỉ /p/gioi-thieu.
pages-link-hint = Chỉ ghi khi đây là liên kết: địa chỉ bắt đầu bằng https://, hoặc một đường dẫn trong trang này như /archive. Để trống nếu là trang có nội dung ở dưới.
pages-no-name = Tên chỉ gồm chữ thường không dấu, số và dấu gạch nối, nhiều nhất 40 ký tự.
pages-name-taken = Đã có trang mang tên này.
pages-no-text = Chưa có gì ở đây. Hãy viết ít nhất bằng một ngôn ngữ.
# $most (count): pages
pages-full = Đã đủ { $most } trang. Hãy gỡ bớt một trang.

## Quyền riêng tư.

privacy-reading = Cỡ chữ và độ tương phản bạn chọn chỉ nằm trong thẻ trình duyệt đang mở, không gửi đi đâu, và mất khi bạn đóng thẻ. Chữ gõ vào ô tìm được gửi tới máy chủ này để gợi ý, không được lưu, không được ghi vào nhật trình.
