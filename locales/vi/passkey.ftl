## Khoá truy cập (passkey) của người trong bàn.

passkey-title = Khoá truy cập
passkey-lead = Khoá truy cập (passkey) nằm trong điện thoại, máy tính hoặc khoá bảo mật của bạn, mở bằng vân tay, khuôn mặt hoặc mã PIN. Có khoá thì đăng nhập không cần mật khẩu và mã, kể cả khi có người đang dò mật khẩu của bạn.
# $name (text): name
# $day (date): day
passkey-line = { $name }, thêm ngày { $day }
passkey-add = Thêm khoá truy cập
passkey-name = Tên khoá
passkey-name-hint = Để bạn nhận ra, ví dụ “điện thoại của tôi”.
passkey-remove = Gỡ
# $name (text): name
passkey-remove-label = Gỡ khoá truy cập { $name }
passkey-log-in = Đăng nhập bằng khoá truy cập
passkey-use = Dùng khoá truy cập
passkey-failed = Chưa dùng được khoá truy cập. Hãy thử lại, hoặc dùng mã xác nhận.
passkey-wrong = Khoá truy cập này không mở được, hoặc đã chờ quá lâu. Hãy thử lại, hoặc dùng cách khác.
passkey-added = Đã thêm khoá truy cập.
passkey-removed = Đã gỡ khoá truy cập. Mọi lần đăng nhập khác đã kết thúc.
passkey-taken = Thiết bị này đã có khoá truy cập của bạn rồi.
passkey-not-added = Chưa thêm được khoá truy cập. Hãy thử lại.
passkey-no-phone-title = Chưa gắn điện thoại
passkey-no-phone = Tài khoản này chưa gắn điện thoại, và điện thoại chỉ gắn được ngay sau khi mở liên kết. Hãy nhờ quản trị gửi liên kết mới (người vận hành: thuchu editor link).
