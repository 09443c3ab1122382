## Thiết lập của bàn, các trang do bàn tự viết, danh sách đính chính, thời hạn lưu.

settings-bar = Thiết lập
settings-logo-head = Ảnh của bàn
# $most (bytes): size
settings-logo-lead = Ảnh PNG, mỗi cạnh nhiều nhất 1.024 điểm, nhiều nhất { $most }. Mọi thông tin kèm theo ảnh (nơi chụp, tên máy) bị bỏ đi.
settings-logo-file = Tệp PNG
settings-logo-set = Dùng ảnh này
settings-logo-remove = Bỏ ảnh
settings-title = Thiết lập của bàn
settings-lead = Mỗi mục có một biểu mẫu riêng. Thay đổi có hiệu lực ngay trên mọi máy của bàn, được ghi vào nhật ký (tên mục, không ghi nội dung) và lấy lại được một lần.
settings-change = Thay đổi
# $part (message): part
settings-change-label = Thay đổi: { $part }
settings-undo = Lấy lại như trước
# $part (message): part
settings-undo-label = Lấy lại như trước: { $part }
# $part (message): part
settings-done = Đã lưu: { $part }.
# $part (message): part
settings-undone = Đã lấy lại như trước: { $part }.
settings-same = Không có gì khác so với trước, nên không lưu gì.
settings-meanwhile = Người khác vừa đổi mục này sau khi bạn mở trang. Điều bạn viết vẫn còn dưới đây; lưu lần nữa thì bản của bạn thay bản kia.
settings-code-needed = Mã xác nhận của bạn đã quá 10 phút. Hãy nhập mã mới; điều bạn viết vẫn còn nguyên.
settings-preview = Xem trước
settings-preview-head = Bản xem trước, chưa lưu
settings-starter = Dùng bản gợi ý
settings-starter-used = Đây là bản gợi ý, chưa công bố. Hãy sửa cho đúng với bàn của bạn rồi lưu.
settings-not-set = chưa đặt
settings-own-default = như phần mềm
# $part (text): part
settings-section = { $part ->
    [counting] Đếm lượt xem
    [boxes] Hộp tin cạnh trang
    [name] Tên và liên hệ
    [look] Màu và ảnh
    [texts] Ngôn ngữ và giấy phép
    [scale] Thang kết luận
    [matching] Ngưỡng trả lời
    [retention] Thời hạn lưu
    [method] Trang “Phương pháp”
   *[funding] Trang “Nguồn tiền”
}
# $part (text): part
settings-section-lead = { $part ->
    [counting] Bàn đếm mà không theo dõi ai: không cookie, không lưu địa chỉ, không biết ai xem gì. Lượt xem được đếm theo trang và theo ngày; lượt khách là số ước lượng của cả trang web. Số dưới 10 chỉ hiện là “dưới 10”.
    [boxes] Thời tiết, tỷ giá, thông báo: máy chủ tự lấy từ nguồn bạn chọn, trình duyệt của người đọc không hỏi ai khác. Mỗi hộp ghi tên nguồn và giờ của số liệu, và tự ẩn khi số liệu đã cũ. Để trống thì không có hộp nào.
    [name] Tên đứng ở đầu mọi trang, trong tiêu đề và trong dữ liệu cho máy tìm kiếm. Để trống thì dùng tên của phần mềm.
    [look] Màu của đường dẫn và nút chính. Khi lưu, màu được so với cả ba nền giấy, sáng và tối: tỉ lệ tương phản phải từ 4,5 trở lên. Để trống cả hai thì dùng màu của phần mềm.
    [texts] Trang cho người đọc có thể chỉ dùng một ngôn ngữ; bàn làm việc luôn có cả hai. Giấy phép đứng cạnh các bài do bàn viết.
    [scale] Bài mới dùng thang này. Bài cũ giữ kết luận của thang lúc được duyệt. Muốn thêm thang, hãy dán tệp TOML; bản đã có không bao giờ bị sửa, hãy tăng số phiên bản.
    [matching] Mỗi bài tìm được có một xác suất là đúng điều người hỏi cần. Nâng ngưỡng trả lời thì ít trả lời nhầm hơn nhưng nhiều câu chỉ được gợi ý; hạ ngưỡng gợi ý thì thấy nhiều bài liên quan hơn nhưng có bài lạc đề.
    [retention] Chỉ rút ngắn được. Mỗi đêm lúc 2 giờ, theo giờ của bàn, phần mềm xoá những gì đã đủ ngày.
    [method] Người đọc xem trang này để biết bàn làm việc thế nào. Chưa có trang này thì chưa bài nào được công bố. Viết bằng Markdown.
   *[funding] Ai trả tiền cho bàn, bao nhiêu, có ràng buộc gì. Chưa có trang này thì chưa bài nào được công bố. Viết bằng Markdown.
}
# $field (text): field
settings-field = { $field ->
    [counting] Đếm gì
    [boxes] Các hộp (TOML)
    [name_vi] Tên, tiếng Việt
    [name_en] Tên, tiếng Anh
    [description_vi] Mô tả ngắn, tiếng Việt
    [description_en] Mô tả ngắn, tiếng Anh
    [contact_vi] Liên hệ, tiếng Việt
    [contact_en] Liên hệ, tiếng Anh
    [security] Nơi nhận tin về lỗ hổng bảo mật
    [light] Màu trên nền sáng
    [dark] Màu trên nền tối
    [languages] Ngôn ngữ cho người đọc
    [licence] Địa chỉ của giấy phép
    [frames] Trang được nhúng thẻ của bài
    [scale] Thang cho bài mới
    [scale_text] Thang mới (TOML)
    [answer] Ngưỡng trả lời
    [suggest] Ngưỡng gợi ý
    [message_answered] Tin nhắn, sau khi được trả lời
    [message_unanswered] Tin nhắn chưa được trả lời
    [address_answered] Địa chỉ trả lời, sau khi trả lời
    [address_tell_changes] Địa chỉ của người muốn biết khi có thay đổi
    [address_unanswered] Địa chỉ chưa được trả lời
    [receipt_answered] Phiếu hẹn, sau khi trả lời
    [receipt_unanswered] Phiếu hẹn, nhiều nhất
    [appeal_decided] Lời khiếu nại, sau khi giải quyết
    [draft_history] Các bước của bản nháp, sau khi công bố
    [text_vi] Nội dung, tiếng Việt
   *[text_en] Nội dung, tiếng Anh
}
settings-hint-counting = Đổi là có hiệu lực ngay. Những gì đã đếm vẫn còn.
settings-hint-boxes = Mẫu để chép nằm trong tài liệu docs/counting-and-boxes.md. Nhiều nhất 20 hộp.
# $choice (text): choice
settings-counting = { $choice ->
    [nothing] Không đếm gì
    [views] Chỉ lượt xem
   *[visitors] Lượt xem và lượt khách
}
# $why (text): why
settings-no-boxes = Không dùng được phần này: { $why }
settings-hint-colour = Viết dạng #2b3f9e. Để trống màu nền tối thì phần mềm tự làm sáng màu kia lên.
settings-hint-licence = Mặc định là CC BY 4.0. Để trống nếu không cho dùng lại.
# $value (number): calibrated value
settings-hint-threshold = Từ 0,05 đến 0,99. Giá trị có sẵn của phần mềm: { $value }. Nếu để nguyên cả hai giá trị có sẵn mà bàn kiểm chứng đã hiệu chỉnh (`thuchu calibrate`), phần mềm dùng ngưỡng đã hiệu chỉnh.
# $most (count): days
settings-hint-days = Số ngày, nhiều nhất { $most }.
settings-hint-scale = Để trống nếu chỉ chọn thang ở trên.
# $choice (text): choice
settings-choice = { $choice ->
    [both] Tiếng Việt và tiếng Anh
    [vi] Chỉ tiếng Việt
   *[en] Chỉ tiếng Anh
}
# $most (count): letters
settings-no-long = Dài quá: nhiều nhất { $most } ký tự.
settings-no-colour = Đây không phải mã màu. Ví dụ: #2b3f9e.
# $ratio (number): contrast
# $paper (text): colour of the paper
settings-no-faint = Khó đọc: trên nền { $paper }, tỉ lệ tương phản chỉ là { $ratio }; cần ít nhất 4,5.
settings-no-number = Hãy viết một con số.
# $least (number): least
# $most (number): most
settings-no-bounds = Phải từ { $least } đến { $most }.
settings-no-order = Ngưỡng trả lời không được thấp hơn ngưỡng gợi ý.
settings-no-choice = Hãy chọn một trong các mục.
# $why (text): what is wrong, from the reader of the file
settings-no-scale = Không đọc được thang này: { $why }
settings-no-scale-taken = Thang này, phiên bản này đã có với nội dung khác. Bài cũ còn dùng nó, nên hãy tăng số phiên bản.
settings-no-address = Giấy phép là một địa chỉ bắt đầu bằng https://.
settings-no-picture = Không dùng được ảnh này.
# $days (count): days
settings-days = { $days } ngày
settings-night-head = Đêm nay sẽ xoá
# $messages (count): messages
# $media (count): pictures
# $addresses (count): addresses
# $receipts (count): receipts
# $other (count): other rows
# $keys (count): keys
settings-night = { $messages } tin nhắn, { $media } ảnh, { $addresses } địa chỉ, { $receipts } phiếu hẹn, { $other } dòng khác; huỷ { $keys } khoá.

settings-byline-head = Ký tên trên bài
settings-byline-lead = Tên bạn hiện thế nào dưới bài bạn viết hoặc duyệt. Bài đã công bố không đổi.
# $choice (text): choice
# $name (text): name
settings-byline = { $choice ->
    [name] Tên đầy đủ: { $name }
    [initials] Chữ đầu
   *[desk] Không ký: bàn đứng tên
}
settings-byline-done = Đã đổi cách ký tên.

## Trang công khai.

# $name (text): name of the desk
settings-home-title = { $name }: hỏi một tin bạn vừa nhận
settings-nav-method = Phương pháp
settings-nav-funding = Nguồn tiền
settings-nav-corrections = Đính chính
settings-foot-contact = Liên hệ
settings-method-title = Chúng tôi kiểm chứng thế nào
settings-funding-title = Ai trả tiền cho bàn này
settings-page-none = Bàn này chưa viết trang này. Theo quy tắc của phần mềm, chưa có trang này thì chưa bài nào của bàn được công bố.
settings-page-other-lang = Trang này hiện chỉ có bằng ngôn ngữ kia.
settings-corrections-title = Đính chính, bổ sung và rút bài
settings-corrections-lead = Mọi thay đổi đã công bố đối với bài của bàn này, mới nhất trước. Không có dòng nào bị xoá khỏi danh sách.
settings-corrections-none = Chưa có đính chính nào.
settings-corrections-more = Cũ hơn
# $kind (text): kind
settings-corrections-kind = { $kind ->
    [correction] Đính chính
    [update] Bổ sung
   *[withdrawal] Rút bài
}

## `thuchu retention`

cmd-retention = Cho biết đêm tới sẽ xoá gì vì đã đủ ngày
    .long =
        Cho biết những gì đã đủ ngày theo bảng thời hạn lưu của bàn, và khoá của tháng nào không còn niêm phong gì.

        Lệnh này không xoá gì. Việc xoá do `thuchu serve` làm, mỗi đêm lúc 2 giờ theo giờ của bàn.
    .examples =
        Ví dụ:
          thuchu retention
          thuchu retention --json
# $day (text): day
retention-day = Tính đến ngày { $day }:
# $what (message): what
# $count (count): rows
retention-line = { $what }: { $count }
retention-done = Việc của ngày này đã làm xong.
retention-waits = Việc của ngày này chưa làm; `thuchu serve` sẽ làm.
# $kind (text): kind of row
retention-kind = { $kind ->
    [message] tin nhắn
    [media] ảnh
    [answer_owed] địa chỉ trả lời
    [receipt] phiếu hẹn
    [appeal] lời khiếu nại
    [cluster_act] việc còn hoàn tác được trên cụm tin
    [seen_by_reader] ngày có người đọc tin
    [draft_history] bước của bản nháp
    [webhook_try] lần gửi webhook
   *[keys] khoá của tháng
}
