## Webhook: báo cho máy khác khi có bài công bố, đính chính, rút.

webhooks-title = Webhook
webhooks-lead = Khi một bài được công bố, đính chính hay bị rút, bàn gửi một yêu cầu có chữ ký đến các địa chỉ dưới đây. Chỉ gửi điều đã công khai; không bao giờ gửi câu hỏi, tin nhắn hay số người hỏi. Cách kiểm tra chữ ký nằm trong docs/webhooks.md.
webhooks-link = Webhook: báo cho máy khác
webhooks-none = Chưa có nơi nhận nào.
webhooks-new = Thêm nơi nhận
webhooks-address = Địa chỉ
webhooks-address-hint = Nên là https, trên mạng công cộng. Bàn không đi theo chuyển hướng.
webhooks-told-of = Gửi khi
# $event (text): event
webhooks-event = { $event ->
    [published] có bài mới
    [corrected] bài được sửa hay bổ sung
    [withdrawn] bài bị rút
   *[test] gửi thử
}
webhooks-add = Thêm
webhooks-secret-head = Khoá chung
webhooks-secret-once = Hãy chép ngay: khoá này chỉ hiện một lần, không trang nào hiện lại. Mất thì bỏ nơi nhận và thêm lại.
# $waiting (count): messages
webhooks-active = Đang gửi; { $waiting } tin đang chờ.
# $waiting (count): messages
webhooks-paused = Đang tạm dừng; { $waiting } tin đang chờ.
# $failures (count): failures
# $until (text): time
webhooks-failing = Hỏng { $failures } lần liên tiếp. Thử lại sau: { $until }
# $messages (count): messages
webhooks-given-up = { $messages } tin đã thôi không gửi nữa.
webhooks-test = Gửi thử
webhooks-again = Gửi lại tin đã thôi
webhooks-pause = Tạm dừng
webhooks-resume = Gửi tiếp
webhooks-remove = Bỏ
webhooks-tries = Các lần gửi gần đây
# $attempt (count): attempt
webhooks-attempt = lần { $attempt }
# $status (text): status
webhooks-answered = trả lời { $status }
# $problem (text): code
webhooks-problem = không gửi được ({ $problem })
webhooks-nothing = không rõ
# $done (text): what was done
webhooks-done = { $done ->
    [removed] Đã bỏ nơi nhận, cùng mọi tin còn chờ.
    [paused] Đã tạm dừng. Điều xảy ra từ giờ vẫn được giữ lại để gửi sau.
    [resumed] Đã gửi tiếp.
    [again] Các tin ấy được gửi lại.
   *[test] Đã xếp một tin thử; kết quả hiện ở danh sách bên dưới sau vài giây.
}
# $why (text): why
webhooks-refused = { $why ->
    [address] Không gửi đến địa chỉ này được: cần http hoặc https và một máy trên mạng công cộng.
    [events] Hãy chọn ít nhất một loại.
    [many] Đã đủ 50 nơi nhận.
    [public] Hãy đặt địa chỉ công khai của bàn (--public-url) trước: không có nó, tin gửi đi không nói được bài ở đâu.
   *[fresh] Mã xác nhận của bạn đã quá 10 phút. Hãy xác nhận lại rồi làm lần nữa.
}
