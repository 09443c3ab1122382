## Máy chủ thư dùng để gửi câu trả lời.

setting-mail = máy chủ thư
setting-mail-from = người gửi thư trả lời
setting-mail-password-file = mật khẩu máy chủ thư

error-mail-no-from = Đã khai báo máy chủ thư nhưng chưa có địa chỉ gửi. Đặt mail_from, ví dụ "Thực Hư <tin@example.vn>".
# $origin (message)
error-mail-server = Máy chủ thư ({ $origin }) phải viết theo dạng smtps://USER@HOST:PORT hoặc smtp://USER@HOST:PORT.
# $origin (message)
error-mail-password-in-address = Không đặt mật khẩu trong địa chỉ máy chủ thư ({ $origin }). Ghi mật khẩu vào một tệp rồi khai báo tệp đó ở mail_password_file.
error-mail-half-login = Máy chủ thư cần cả tên người dùng (trong địa chỉ) lẫn mật khẩu (mail_password_file), hoặc không cần cả hai.
# $origin (message)
error-mail-from = Địa chỉ gửi thư trả lời ({ $origin }) không phải là địa chỉ e-mail. Viết theo dạng "Thực Hư <tin@example.vn>".
# $path (text)
error-mail-password-file = Không dùng được tệp chứa mật khẩu máy chủ thư: { $path }. Tệp chỉ gồm một dòng là mật khẩu.

error-mail-host = TLS không nhận tên máy chủ thư đã khai báo.

doctor-mail-off = Chưa có máy chủ thư: người gửi tin nhận mã biên nhận, không nhận e-mail.
doctor-mail-ok = Câu trả lời được gửi cả qua e-mail.
