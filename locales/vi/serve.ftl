## Lệnh `thuchu serve`.

# $address (text): address
serve-open = Đang phục vụ tại { $address }
# $address (text): address
serve-in-clear = Lưu ý: { $address } mở ra ngoài mà không mã hoá. Hãy đặt một máy chủ trung gian có https phía trước (--trusted-proxies), hoặc dùng --tls-cert và --tls-key.
serve-stop-hint = Dừng bằng Ctrl+C.
# $address (text): address
serve-metrics = Số đo cho người vận hành: { $address }
# $requests (count): requests
serve-stopped = Đã dừng sau { $requests } yêu cầu.
# $requests (count): requests
# $cut (count): requests cut off
serve-stopped-cut = Đã dừng sau { $requests } yêu cầu; { $cut } yêu cầu chưa xong phải cắt.
# $address (text): address
error-serve-port = Không nghe được ở { $address }: cổng đang có chương trình khác dùng, hoặc máy không cho phép. Hãy chọn nơi khác bằng --listen.
error-serve-tls = Không dùng được chứng chỉ. Hãy xem lại --tls-cert và --tls-key.
error-serve-tls-half = --tls-cert và --tls-key phải đi cùng nhau.
# $address (text): address
error-serve-metrics-public = Số đo chỉ được mở trên máy này, { $address } thì không. Hãy dùng 127.0.0.1:CỔNG hoặc off.

expected-address = MÁY:CỔNG, như 127.0.0.1:8080
expected-public-url = một địa chỉ như https://tin.example.vn, không có đường dẫn phía sau
expected-proxies = các địa chỉ mạng cách nhau bằng dấu phẩy, như 127.0.0.1,10.0.0.0/8
expected-number = một số không âm
expected-offset = độ lệch giờ như +07:00
expected-log-format = text hoặc json

setting-listen = nơi nghe
setting-public-url = địa chỉ công khai
setting-tls-cert = chứng chỉ
setting-tls-key = khoá của chứng chỉ
setting-trusted-proxies = máy trung gian được tin
setting-metrics = nơi nghe số đo
setting-rate-limit = số câu hỏi mỗi phút
setting-utc-offset = lệch giờ
setting-log-format = dạng nhật trình
