## Gửi ban biên tập, phiếu hẹn.

send-title = Gửi ban biên tập
send-head = Nhờ ban biên tập kiểm chứng
send-lead = Nếu chưa có bài nào trả lời, bạn có thể gửi tin cho ban biên tập. Bạn sẽ nhận một mã phiếu để xem câu trả lời sau này. Không cần tài khoản.
send-errors = Chưa gửi được
send-text = Nội dung tin
send-text-hint = Bỏ bớt tên, số điện thoại của người quen nếu có. Chúng tôi cũng tự che số điện thoại, e-mail, số tài khoản trước khi lưu.
send-link = Đường dẫn, nếu có
send-link-hint = Đường dẫn tới bài viết hoặc video.
send-pictures = Ảnh, nếu có
# $most (count): pictures
# $bytes (bytes): of each
send-pictures-hint = Tối đa { $most } ảnh JPEG, PNG, WebP hoặc GIF, mỗi ảnh không quá { $bytes }. Vị trí chụp và thông tin máy ảnh bị xoá trước khi lưu.
send-email = E-mail nhận câu trả lời (không bắt buộc)
send-email-hint = Chỉ dùng để gửi câu trả lời này, được khoá lại khi lưu và xoá 7 ngày sau khi trả lời. Để trống thì bạn xem câu trả lời bằng mã phiếu.
send-tell = Báo cho tôi biết nếu câu trả lời thay đổi (giữ địa chỉ 90 ngày)
send-go = Gửi ban biên tập
send-keeps-head = Chúng tôi giữ gì
send-keeps-1 = Nội dung tin, sau khi đã che những gì có thể lộ người gửi. Nội dung được mã hoá khi lưu, chỉ người của ban biên tập đọc được, và xoá 30 ngày sau khi trả lời, chậm nhất 180 ngày.
send-keeps-2 = Ngày gửi, không giữ giờ. Không giữ địa chỉ mạng, tên trình duyệt, tên hay tài khoản của bạn.
send-keeps-3 = Bạn có thể xoá tin bất cứ lúc nào bằng mã phiếu.
send-nothing = Chưa có gì để kiểm chứng. Hãy dán nội dung tin, đường dẫn, hoặc chọn một ảnh.
# $most (count): characters
send-too-long = Tin này dài quá. Hãy chỉ gửi phần cần kiểm chứng, tối đa { $most } ký tự.
# $most (count): pictures
send-too-many-pictures = Nhiều ảnh quá. Hãy chọn tối đa { $most } ảnh quan trọng nhất.
send-no-pictures = Nơi này chưa nhận ảnh. Hãy mô tả bằng chữ, hoặc dán đường dẫn.
send-blocked = Nội dung này đã bị gỡ vì trái pháp luật hoặc gây nguy hiểm, nên chúng tôi không nhận lại.
send-bad-email = Địa chỉ e-mail này chưa đúng. Hãy sửa lại, hoặc để trống.
# $seconds (count): to wait
send-wait = Đang có nhiều người gửi cùng lúc. Hãy đợi { $seconds } giây rồi bấm gửi lại; chữ bạn viết vẫn còn ở đây. Nếu có ảnh, hãy chọn lại.
send-wait-script = Đang có nhiều người gửi cùng lúc. Trình duyệt của bạn đang làm một phép tính ngắn để được gửi ngay.
send-wait-ready = Xong, bạn gửi được rồi.
send-again-pictures = Vì lý do an toàn, trình duyệt không giữ ảnh đã chọn. Nếu có ảnh, hãy chọn lại.

sent-title = Ban biên tập đã nhận tin
sent-head = Đã nhận
sent-code = Mã phiếu của bạn
sent-code-keep = Hãy chép hoặc chụp lại mã này ngay: nó chỉ hiện một lần, và chúng tôi không khôi phục được. Ai có mã đều xem được câu trả lời và xoá được tin.
sent-next = Tiếp theo
sent-next-1 = Ban biên tập xem tin theo số người hỏi và mức độ nguy hại. Thường mất từ vài giờ đến vài ngày.
sent-next-2 = Muốn biết kết quả, mở trang “Phiếu hẹn” rồi nhập mã.
sent-next-mail = Câu trả lời cũng sẽ được gửi tới e-mail bạn đã ghi, đúng một lần.
sent-next-3 = Trong lúc chờ, xin khoan chuyển tiếp tin này.
sent-answered = Điều này vừa được trả lời. Bạn xem được ngay bằng mã phiếu.
sent-look = Mở phiếu hẹn
sent-not-needed = Đã có bài trả lời điều bạn gửi. Vì thế không có gì được lưu lại, và bạn không cần mã phiếu.

receipt-title = Phiếu hẹn
receipt-head = Xem câu trả lời
receipt-lead = Nhập mã phiếu bạn nhận được khi gửi tin.
receipt-code = Mã phiếu
receipt-code-hint = 28 chữ và số; viết hoa hay thường, có gạch hay không đều được.
receipt-go = Xem
receipt-wrong = Không có phiếu nào với mã này. Có thể mã bị gõ nhầm, hoặc phiếu đã hết hạn.
# $day (date): given
receipt-since = Phiếu nhận ngày { $day }
receipt-waiting = Đang chờ
receipt-waiting-text = Ban biên tập chưa có câu trả lời. Chưa có kết luận không có nghĩa là đúng, cũng không có nghĩa là sai.
receipt-answered = Đã có câu trả lời
receipt-read = Đọc bài kiểm chứng
receipt-changes = Bài này đã thay đổi
# $kind (text): correction or update
# $day (date): of the change
receipt-change = { $kind ->
    [correction] Đính chính ngày { $day }:
   *[update] Bổ sung ngày { $day }:
}
receipt-withdrawn = Bài trả lời đã được rút
receipt-withdrawn-text = Bài từng trả lời điều bạn hỏi không còn giá trị. Xin đừng dùng lại nội dung đó.
receipt-not-checkable = Không kiểm chứng được
receipt-not-checkable-text = Điều này là ý kiến, dự đoán, việc riêng, hoặc không có cách nào kiểm tra. Tin bạn gửi đã được xoá.
receipt-removed = Đã gỡ
receipt-removed-text = Nội dung này trái pháp luật hoặc gây nguy hiểm nên đã bị gỡ và xoá.
receipt-erase-head = Xoá tin của tôi
receipt-erase-text = Xoá ngay nội dung tin, ảnh, địa chỉ e-mail và cả phiếu này. Sau đó không xem lại được nữa.
receipt-erase = Xoá tin của tôi
receipt-erased = Đã xoá
receipt-erased-text = Tin, ảnh, địa chỉ và phiếu của bạn đã được xoá. Các bản sao lưu cũ còn giữ bản đã mã hoá cho tới khi khoá của tháng đó bị huỷ, chậm nhất 180 ngày.

## Trang quyền riêng tư.

privacy-sent = Khi bạn gửi tin cho ban biên tập
privacy-sent-1 = Chỉ khi bạn bấm “Gửi ban biên tập”, nội dung mới được lưu: đã che số điện thoại, e-mail, số tài khoản, tên tài khoản, và mã theo dõi trong đường dẫn; ảnh được mã hoá lại, bỏ vị trí và thông tin máy.
privacy-sent-2 = Nội dung được mã hoá bằng khoá nằm ngoài kho dữ liệu. Xoá 30 ngày sau khi trả lời, chậm nhất 180 ngày.
privacy-sent-3 = Địa chỉ e-mail, nếu bạn cho, được mã hoá và không nối với tin bằng bất cứ cột nào đọc được. Xoá 7 ngày sau khi trả lời, 90 ngày nếu bạn muốn được báo khi có thay đổi.
privacy-sent-4 = Chúng tôi ghi ngày, không ghi giờ, và không ghi bạn là ai. Số lượt hỏi chỉ hiện theo đợt, vào lúc ngẫu nhiên trong mỗi 15 phút.
privacy-sent-5 = Một biên tập viên nếu tự đưa cho riêng bạn một câu độc nhất, rồi thấy đúng câu đó được gửi tới, sẽ biết là bạn gửi. Điều này chúng tôi không che được.
privacy-counted = Mỗi ngày, mỗi bài được hỏi bao nhiêu lượt, và bao nhiêu câu hỏi đã có hay chưa có câu trả lời. Một nơi hỏi chỉ tính một lượt mỗi ngày, nhận ra bằng một mã băm chỉ nằm trong bộ nhớ.
