## Lỗi: một câu nói chuyện gì xảy ra, một câu nói bạn nên làm gì.
## error-input-not-found cho mã ổn định input.not_found mà chương trình đọc được; đừng đổi.

error-heading = Lỗi
error-detail = Chi tiết

# $argument (text): what was typed
error-usage-unknown-argument = Không có tuỳ chọn "{ $argument }". Gõ thêm --help để xem các tuỳ chọn của lệnh này.
# $argument (text): what was typed
# $suggestion (text): what was perhaps meant
error-usage-unknown-argument-similar = Không có tuỳ chọn "{ $argument }". Có phải bạn muốn "{ $suggestion }"?
# $command (text): what was typed
error-usage-unknown-command = Không có lệnh "{ $command }". Gõ thuchu --help để xem các lệnh.
# $command (text): what was typed
# $suggestion (text): what was perhaps meant
error-usage-unknown-command-similar = Không có lệnh "{ $command }". Có phải bạn muốn "{ $suggestion }"?
# $arguments (text): names of what is missing
# $usage (text): the usage line
error-usage-missing = Còn thiếu { $arguments }. Cách dùng: { $usage }
# $usage (text): the usage line
error-usage-missing-command = Còn thiếu tên lệnh con. Cách dùng: { $usage }
# $argument (text): the option
# $value (text): what was typed
# $allowed (text): what would do
error-usage-bad-value = { $argument } không nhận "{ $value }". Có thể dùng: { $allowed }.
# $argument (text): the option
# $value (text): what was typed
error-usage-wrong-value = { $argument } không nhận "{ $value }". Gõ thêm --help để xem giá trị nào dùng được.
# $argument (text): the option
error-usage-no-value = { $argument } cần một giá trị đi sau.
# $argument (text): the option
# $other (text): the option it excludes
error-usage-conflict = Không dùng { $argument } cùng lúc với { $other }. Hãy bỏ bớt một.
# $argument (text): the option
error-usage-twice = { $argument } chỉ được gõ một lần.
error-usage-not-unicode = Có phần bạn gõ không phải chữ Unicode. Hãy gõ lại, hoặc để câu hỏi trong tệp rồi dùng --file.
error-usage = Lệnh gõ chưa đúng. Gõ thêm --help để xem cách dùng.

error-question-missing = Bạn chưa đặt câu hỏi. Hãy gõ câu hỏi sau tên lệnh, hoặc dùng --file, hoặc dấu - để đọc từ đầu vào chuẩn.
error-question-empty = Câu hỏi không có chữ nào. Hãy viết điều bạn muốn biết.

input-stdin = đầu vào chuẩn
input-argument = câu hỏi

# $path (text): file
error-input-not-found = Không thấy tệp { $path }. Hãy xem lại tên và thư mục.
# $path (text): file
error-input-directory = { $path } là thư mục, không phải tệp. Hãy chọn một tệp trong đó.
# $path (text): file
error-input-not-a-folder = { $path } không phải thư mục. Hãy chọn thư mục chứa dữ liệu.
# $path (text): file
error-input-empty = { $path } trống. Hãy xem lại tệp đã được lưu chưa.
# $path (text): file
# $limit (bytes): largest size
error-input-too-big = { $path } lớn hơn { $limit }. Hãy cắt bớt, chỉ giữ phần cần hỏi.
# $path (text): file
error-input-nul = { $path } có ký tự NUL, nên không phải văn bản. Hãy lưu lại thành văn bản UTF-8.
# $path (text): file
error-input-utf16 = { $path } được lưu theo UTF-16. Hãy lưu lại thành UTF-8 rồi chạy lại.
# $path (text): file
# $offset (count): byte where it breaks
error-input-not-utf8 = { $path } không phải UTF-8 (hỏng từ byte { $offset }). Hãy lưu lại thành UTF-8 rồi chạy lại.
# $path (text): file
error-input-unreadable = Không đọc được { $path }. Hãy xem lại quyền đọc và ổ đĩa.

# $file (text): settings file
error-config-not-found = Không thấy tệp thiết lập { $file }. Hãy sửa THUCHU_CONFIG hoặc --config.
# $file (text): settings file
error-config-unreadable = Không đọc được tệp thiết lập { $file }. Hãy xem lại quyền đọc và chắc rằng đó là tệp văn bản UTF-8.
# $file (text): settings file
# $line (count): line
error-config-syntax = { $file }, dòng { $line }: viết chưa đúng dạng TOML. Hãy sửa dòng này.
# $file (text): settings file
# $line (count): line
# $key (text): the unknown key
# $known (text): the keys there are
error-config-unknown-key = { $file }, dòng { $line }: không có thiết lập "{ $key }". Các thiết lập có thể dùng: { $known }.
# $file (text): settings file
# $line (count): line
# $key (text): the key
# $expected (message): what would do
error-config-bad-value = { $file }, dòng { $line }: "{ $key }" cần { $expected }.
# $file (text): settings file
# $line (count): line
error-config-data-in-data = { $file }, dòng { $line }: "data" không đặt được trong tệp nằm ở chính thư mục dữ liệu. Hãy dùng --data hoặc THUCHU_DATA.
# $name (text): setting
# $origin (message): where it came from
# $expected (message): what would do
error-setting-bad-value = { $name } ({ $origin }) chưa đúng: cần { $expected }.

# $path (text): folder
error-data-folder = Không dùng được thư mục dữ liệu { $path }. Hãy tạo thư mục, cho quyền ghi, hoặc chọn nơi khác bằng --data.
error-store-unreachable = Không mở được kho. Hãy xem lại --store hoặc THUCHU_STORE; `thuchu doctor` sẽ chỉ rõ chỗ sai.
# $store (text): address of the store
error-store-absent = Chưa có kho nào ở { $store }. Hãy xem lại --data và --store, hoặc tạo kho bằng `thuchu import` hay `thuchu demo`.
error-store-older-schema = Kho này do phiên bản cũ hơn viết. Hãy sao lưu, rồi chạy một lệnh có ghi, chẳng hạn `thuchu import`, để nâng kho lên.
error-store-newer-schema = Kho này do phiên bản mới hơn viết. Hãy dùng thuchu bản mới; bản này không đụng vào để khỏi làm hỏng.
error-store-corrupt = Kho có chỗ hỏng nên không ghi thêm và cũng không tự sửa gì. Hãy chép thư mục dữ liệu ra một bản, rồi khôi phục bản sao lưu vào thư mục khác: `thuchu restore TỆP --data THƯ_MỤC`.
error-store-database = Kho không làm được việc này; chưa có gì bị thay đổi. Hãy chạy `thuchu doctor` để xem vì sao.
error-store-full = Ổ đĩa hết chỗ; những gì đã báo xong vẫn còn nguyên. Hãy dọn chỗ rồi chạy lại lệnh này.

error-output = Không ghi được kết quả ra. Hãy xem lại ổ đĩa và nơi nhận.
# $path (text): file
error-input-file = Không đọc được tệp { $path }. Hãy xem lại tên tệp và quyền đọc.
# $path (text): file
error-output-file = Không ghi được tệp { $path }. Hãy xem lại thư mục, quyền ghi và chỗ trống.
error-interrupted = Đã dừng theo ý bạn. Phần đã làm xong được giữ; chạy lại đúng lệnh này để làm tiếp.
error-runtime = Máy không cho chương trình khởi động đủ. Hãy xem lại giới hạn bộ nhớ và số tiến trình.
error-clock = Đồng hồ của máy sai đến mức không dùng được. Hãy chỉnh lại giờ.
error-chance = Máy không cho số ngẫu nhiên, nên không tạo được mã mới an toàn. Hãy xem lại hệ điều hành.
# $origin (message): where it came from
error-log-filter = Mức ghi nhật trình ({ $origin }) chưa đúng. Ví dụ đúng: warn, info, thuchu=debug.
# $splits (text): names there are
error-evaluate-which-split = Không rõ phải đo bộ câu hỏi nào. Hãy chọn bằng --split. Đang có: { $splits }.
# $file (text): file
# $line (count): line
error-evaluate-bad-line = { $file }, dòng { $line }: không phải bản ghi JSON đúng dạng. Hãy sửa dòng này.
# $file (text): file
# $id (text): the id
error-evaluate-id-twice = { $file }: mã "{ $id }" có hai lần, nên không chấm được. Hãy bỏ bớt một.
# $path (text): file or folder
error-evaluate-unreadable = Không đọc được { $path }. Thư mục cần có corpus.jsonl, queries.jsonl và qrels.jsonl.
# $path (text): file
error-evaluate-empty = { $path } không có dòng nào. Hãy xem lại tệp.
error-store-busy = Có chương trình khác đang ghi vào kho. Hãy đợi nó xong rồi chạy lại.
error-store-address = Nơi lưu viết chưa đúng. Cần sqlite:TỆP hoặc postgres://…
error-store-read-only = Kho đã ngừng nhận ghi vì có lần ghi không thành. Hãy xem lại ổ đĩa rồi chạy lại.
# $path (text): source
error-import-unknown-format = Không nhận ra dạng dữ liệu của { $path }. Hãy nói rõ bằng --format.
# $path (text): source
error-import-compressed = { $path } là tệp nén. Hãy giải nén trước.
# $path (text): source
error-import-doctype = { $path } có khai báo DOCTYPE, có thể gây hại nên không đọc. Hãy bỏ khai báo đó.
# $path (text): source
# $limit (bytes): bound
error-import-too-large = { $path } lớn hơn { $limit }, mức lớn nhất của dạng này. Hãy chia nhỏ, hoặc dùng NDJSON.
# $path (text): source
error-import-workbook = Không đọc được bảng tính { $path }. Hãy mở ra, lưu lại thành XLSX hoặc CSV.
# $path (text): source
error-import-feed = Không đọc được trọn nguồn tin { $path }: tệp hỏng, lồng nhau quá sâu hoặc quá dài. Hãy xin nơi công bố một tệp đầy đủ.
# $path (text): source
# $field (text): field
error-import-no-column = Bảng { $path } không có cột cho { $field }. Hãy chỉ rõ bằng --columns { $field }=TÊN_CỘT.
# $path (text): source
error-import-changed = { $path } đã thay đổi từ lần nhập còn dở. Hãy chạy lại lệnh này để nhập từ đầu.
error-import-columns = --columns viết chưa đúng. Ví dụ đúng: claim=Nội dung,url=Link,rating=Kết luận.
# $path (text): file
error-import-labels = Tệp kết luận { $path } viết chưa đúng. Hãy sửa theo chi tiết bên dưới.
error-import-url = Địa chỉ web viết chưa đúng. Hãy viết đủ, bắt đầu bằng https://
error-import-too-many-publishers = Tệp có quá nhiều nơi công bố để so từng danh sách. Hãy nhập mà không dùng --complete.
error-import-stopped = Việc nhập đứt giữa chừng; phần đã lưu còn nguyên. Hãy chạy lại đúng lệnh này để làm tiếp.
error-fetch = Không tải được từ địa chỉ này. Hãy xem lại địa chỉ, hoặc tải về máy rồi nhập từ tệp.
error-demo-not-empty = Bàn kiểm chứng đã có dữ liệu khác nên không điền bài minh hoạ. Hãy dùng thư mục trống: thuchu demo --data THƯ_MỤC.
# $name (text): publisher
error-publisher-unknown = Không có nơi công bố nào tên hoặc trang là "{ $name }". Xem `thuchu publisher list`.
# $name (text): publisher
# $sites (text): sites
error-publisher-ambiguous = Có nhiều nơi công bố tên "{ $name }". Hãy dùng trang: { $sites }.
# $name (text): editor
error-editor-unknown = Không có biên tập viên tên "{ $name }". Xem `thuchu editor list`.
# $name (text): editor
error-editor-exists = Đã có người tên "{ $name }". Hãy dùng tên khác.
error-editor-name = Tên cần từ 1 đến 80 ký tự, không có ký tự điều khiển.
error-trust-needs-two = Nâng lên mức answer cần hai biên tập viên khác nhau: --by TÊN --and TÊN.
error-trust-inactive-editor = Một trong các biên tập viên đã nghỉ. Hãy nhờ người khác.
error-trust-role = Vai trò này không đổi mức tin cậy. Hãy nhờ biên tập viên.

# $name (text): source
# $path (text): report
error-import-nothing_usable = Trong { $name } không có bản ghi nào dùng được. Xem lý do trong { $path }, sửa rồi nhập lại.
