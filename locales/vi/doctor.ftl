## Lần khám `doctor`: những gì người vận hành hay đặt sai khi mở trang cho người đọc.

config-not-set = chưa đặt

# $problem (message): what is wrong with a setting
doctor-setting-wrong = { $problem }
# $address (text): address
doctor-listen-free = Nghe được ở { $address }.
# $address (text): address
# $pid (text): process
doctor-listen-ours = thuchu đang phục vụ ở { $address } (tiến trình { $pid }).
# $address (text): address
# $program (text): name of the program
doctor-listen-taken = Chương trình { $program } đang dùng { $address }. Hãy dừng nó, hoặc chọn nơi khác bằng --listen.
# $address (text): address
doctor-listen-taken-unseen = Một chương trình khác đang dùng { $address }. Hãy dừng nó, hoặc chọn nơi khác bằng --listen.
# $address (text): address
doctor-listen-not-allowed = Người dùng này không được nghe ở { $address }: cổng dưới 1024 cần quyền riêng. Hãy dùng cổng từ 1024 trở lên sau một máy trung gian, hoặc thêm AmbientCapabilities=CAP_NET_BIND_SERVICE vào đơn vị systemd.
# $address (text): address
doctor-listen-not-here = Máy này không có địa chỉ { $address }. Hãy dùng 127.0.0.1:8080, hoặc :8080 cho mọi địa chỉ của máy.
# $address (text): address
# $why (text): error
doctor-listen-failed = Không nghe được ở { $address }: { $why }. Hãy chọn nơi khác bằng --listen.
# $address (text): address
doctor-listen-plain = Máy khác vào được { $address } mà không có mã hoá. Hãy đặt tls_cert và tls_key, hoặc nghe ở 127.0.0.1 sau một máy trung gian có https.
# $url (text): address
doctor-url-ok = Người đọc vào trang qua { $url }.
doctor-url-missing = Chưa đặt public_url, nên liên kết ngắn và tài liệu API không có địa chỉ đầy đủ. Trước khi mở cho người đọc, hãy đặt như https://tin.example.vn.
# $url (text): address
doctor-url-plain = { $url } không có mã hoá: ai ở trên đường truyền cũng đọc được câu hỏi. Hãy dùng https.
# $date (date): last day
doctor-tls-ok = Chứng chỉ dùng được, có giá trị đến ngày { $date }.
# $why (text): error
doctor-tls-unusable = Không dùng được chứng chỉ: { $why }. Hãy xem lại tls_cert và tls_key.
# $date (date): last day
doctor-tls-over = Chứng chỉ đã hết giá trị ngày { $date }. Hãy gia hạn; chứng chỉ mới được đọc mà không cần khởi động lại.
# $date (date): first day
doctor-tls-ending = Chứng chỉ hết giá trị ngày { $date }, còn chưa đến 14 ngày. Hãy xem việc tự gia hạn có chạy không.
# $path (text): file
# $mode (text): mode in octal
doctor-tls-key-open = Tệp khoá { $path } có quyền { $mode }, ai trên máy cũng dùng được. Hãy chạy: chmod o= { $path }
# $host (text): host
doctor-tls-other-host = Chứng chỉ không phải của { $host }, nên trình duyệt sẽ từ chối. Hãy xin chứng chỉ cho tên này, hoặc sửa public_url.
# $list (text): networks
doctor-proxies-ok = Tin máy trung gian ở { $list }.
# $network (text): network
doctor-proxies-everybody = { $network } là cả mạng Internet: ai cũng có thể mạo nhận địa chỉ của người khác. Trong trusted_proxies hãy chỉ ghi địa chỉ máy trung gian của bạn, như 127.0.0.1.
doctor-proxies-missing = public_url bắt đầu bằng https nhưng không có chứng chỉ, cũng không có máy trung gian được tin: mọi người đọc bị tính là một nguồn, hoặc không được tính. Nếu có máy trung gian trên máy này, hãy đặt trusted_proxies = "127.0.0.1".
# $address (text): address
doctor-metrics-ok = Số đo cho người vận hành ở { $address }, chỉ máy này xem được.
# $address (text): address
doctor-metrics-taken = Không mở được số đo ở { $address }: cổng đang có chương trình dùng. Hãy chọn cổng khác bằng --metrics.
# $address (text): address
doctor-metrics-public = Số đo ở { $address } thì máy khác xem được, nên thuchu sẽ không chạy. Hãy đặt metrics = "127.0.0.1:9090" hoặc "off".
# $rate (count): questions a minute
doctor-rate-ok = Mỗi nguồn được hỏi { $rate } câu mỗi phút.
doctor-rate-off = Không giới hạn số câu hỏi (rate_limit = 0): một máy có thể chiếm cả trang. Hãy đặt 60, trừ khi máy trung gian đã giới hạn.
# $level (text): log level
doctor-log-chatty = Nhật trình ở mức { $level } rất dài và làm chậm trang. Hãy đặt log = "warn" hoặc "info" sau khi tìm xong lỗi.
# $limit (text): files
doctor-files-ok = Được mở { $limit } tệp và kết nối cùng lúc.
# $limit (text): files
# $wanted (text): files
doctor-files-few = Chỉ được mở { $limit } tệp và kết nối cùng lúc, nên lúc đông sẽ có người phải chờ. Hãy đặt LimitNOFILE={ $wanted } trong đơn vị systemd, hoặc chạy: ulimit -n { $wanted }
# $free (bytes): memory that is free
# $need (bytes): memory that is needed
doctor-memory-ok = Bộ nhớ còn { $free }; trang cần chừng { $need }.
# $free (bytes): memory that is free
# $need (bytes): memory that is needed
# $checks (count): checks
doctor-memory-short = Bộ nhớ chỉ còn { $free }, mà { $checks } bài kiểm chứng cần chừng { $need }. Hãy dừng chương trình khác, hoặc dùng máy lớn hơn.
# $path (text): folder
# $kind (text): kind of file system
doctor-data-network = { $path } nằm trên ổ đĩa mạng ({ $kind }), SQLite ở đó có thể hỏng. Hãy chọn ổ đĩa của máy bằng --data, hoặc dùng PostgreSQL bằng --store.
# $path (text): folder
# $mode (text): mode in octal
doctor-data-open = Thư mục dữ liệu { $path } có quyền { $mode }, người dùng khác của máy xem được. Hãy chạy: chmod o= { $path }
doctor-root = Bạn đang chạy bằng quyền root, thuchu không cần quyền ấy. Hãy dùng một người dùng riêng, như docs/install.md chỉ.
