## Thư trả lời những người đã hỏi. Tiêu đề không nhắc lại điều được hỏi: nó có thể hiện trên màn hình khoá.

answer-subject = Thực Hư trả lời câu hỏi của bạn
answer-subject-corrected = Đính chính câu trả lời của Thực Hư
answer-subject-updated = Thực Hư bổ sung câu trả lời
answer-subject-withdrawn = Thực Hư rút lại một câu trả lời
answer-subject-not-checkable = Về câu hỏi bạn đã gửi Thực Hư
answer-lead = Bạn đã hỏi chúng tôi về một tin. Đây là kết quả kiểm chứng.
answer-lead-corrected = Câu trả lời chúng tôi gửi bạn trước đây có chỗ sai. Chúng tôi xin lỗi. Đây là bản đã sửa.
answer-lead-updated = Chúng tôi đã bổ sung câu trả lời gửi bạn trước đây. Kết luận cũ vẫn đúng.
answer-lead-withdrawn = Chúng tôi đã rút bài kiểm chứng dùng để trả lời bạn. Xin đừng dựa vào câu trả lời cũ nữa.
answer-lead-not-checkable = Bạn đã gửi chúng tôi một câu hỏi. Chúng tôi đã đọc, nhưng không thể kiểm chứng được.
# $text (text): what changed
answer-changed = Đã thay đổi: { $text }
# $text (text): why it was withdrawn
answer-why = Lý do: { $text }
# $label (text): rating
answer-verdict = Kết luận: { $label }
# $claim (text): claim
answer-claim = Câu này: “{ $claim }”
# $url (text): address
answer-link = Đọc cả bài, có bằng chứng: { $url }
answer-closed-opinion = Đó là ý kiến, mong muốn hoặc niềm tin, nên không có đúng hay sai để kiểm chứng.
answer-closed-private-person = Câu hỏi nói về một người riêng tư. Chúng tôi không kiểm chứng chuyện riêng của người khác.
answer-closed-no-claim = Trong đó không có điều gì cụ thể để kiểm chứng.
answer-closed-unverifiable = Chúng tôi không tìm được cách nào đáng tin để biết điều đó đúng hay sai.
answer-closed-illegal = Nội dung đó chúng tôi phải xoá ngay và không giữ lại.
answer-closed-other = Câu hỏi không thuộc những gì chúng tôi có thể kiểm chứng.
answer-why-you = Bạn nhận thư này vì đã để lại địa chỉ khi gửi câu hỏi. Địa chỉ sẽ được xoá sau 7 ngày, hoặc sau 90 ngày nếu bạn đã chọn được báo khi có thay đổi.
# $url (text): address
answer-stop = Muốn xoá ngay, hãy nhập mã phiếu hẹn tại { $url }
