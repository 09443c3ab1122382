## Việc của bàn kiểm chứng: nhập, xuất, nơi công bố, biên tập viên, soát kho, dữ liệu minh hoạ.

import-resumed = Làm tiếp lần nhập còn dở.
# $read (count): records
# $added (count): new
# $changed (count): next version
# $unchanged (count): same
import-done = Đã đọc { $read } bản ghi: { $added } bài mới, { $changed } bài có bản mới, { $unchanged } bài không đổi.
# $count (count): checks
import-replaced = { $count } bài đổi câu kiểm chứng; mã cũ dẫn sang bài mới.
# $count (count): checks
import-withdrawn = { $count } bài không còn trong danh sách nên đã được rút.
# $count (count): checks
import-protected = { $count } bài được giữ lại, vì bản ghi hỏng có nhắc đến.
# $count (count): records
# $path (text): file
import-broken = { $count } bản ghi hỏng đã bỏ qua; xem lý do từng bản trong { $path }
# $line (count): line
# $what (message): what is wrong
# $code (text): code
import-broken-line = – dòng { $line }: { $what } [{ $code }]
broken-json = không phải JSON đúng
broken-number-out-of-range = có con số quá lớn
broken-lone-surrogate = có mã thoát hỏng (nửa kí tự)
broken-invalid-utf8 = không phải chữ UTF-8
broken-control-character = có kí tự điều khiển, như NUL
broken-too-long = quá dài
broken-too-deep = lồng quá nhiều lớp
broken-truncated = bị cắt cụt
broken-not-a-claim-review = không có bài kiểm chứng nào
broken-no-claim = thiếu câu kiểm chứng
broken-claim-too-long = câu kiểm chứng quá dài
broken-field-too-long = có mục quá dài
broken-no-url = thiếu địa chỉ bài
broken-relative-url = địa chỉ bài không đầy đủ
broken-url-scheme = địa chỉ bài không phải http hay https
broken-bad-url = địa chỉ bài không đọc được
broken-bad-row = hàng không tách được thành ô
broken-own-export = là bản xuất của phiên bản khác
broken-repeated = lặp lại một câu đã có trong tệp, nội dung khác
broken-other = không dùng được
# $count (count): records
import-complete-refused = Chưa rút bài nào: { $count } bản ghi hỏng không cho biết là về bài nào. Hãy sửa chúng rồi nhập lại, hoặc thêm --despite-broken.
# $count (count): checks
# $path (text): file
export-done = Đã ghi { $count } bài vào { $path }

publisher-none = Chưa có nơi công bố nào.
# $name (text): name
# $site (text): site
# $trust (message): trust
# $count (count): checks
publisher-line = { $name } ({ $site }): { $trust }, { $count } bài
# $name (text): name
# $trust (message): trust
publisher-trusted = { $name }: { $trust }. Đã ghi vào nhật ký.
trust-none = ẩn (none)
trust-show = chỉ hiện (show)
trust-answer = dùng để trả lời (answer)

editor-none = Bàn kiểm chứng chưa có ai. Hãy thêm bằng `thuchu editor add`.
# $name (text): name
# $role (message): role
editor-added = Đã thêm { $name }, { $role }.
# $name (text): name
# $role (message): role
editor-line = { $name }: { $role }
# $name (text): name
# $role (message): role
editor-line-inactive = { $name }: { $role }, đã nghỉ
role-contributor = người viết
role-editor = biên tập viên
role-admin = quản trị
role-trainer = người hướng dẫn
role-auditor = kiểm tra viên

# $fault (text): technical
verify-fault = Sai: { $fault }
# $versions (count): versions
# $indexed (count): checks
verify-seen = Đã soát { $versions } bản của các bài; { $indexed } bài tìm được.
verify-clean = Mọi thứ khớp nhau.
# $count (count): faults
verify-faults = Có { $count } chỗ sai. Hãy giữ nguyên kho, chép ra một bản, rồi khôi phục bản sao lưu bằng `thuchu restore`.

# $count (count): checks
# $data (text): folder
demo-filled = Đã điền { $count } bài minh hoạ vào { $data }
# $count (count): checks
# $data (text): folder
demo-there = { $count } bài minh hoạ đã có sẵn trong { $data }
demo-marked = Đây là dữ liệu minh hoạ của nơi công bố "Minh hoạ" (Demonstration), để dùng thử.
demo-next = Hỏi thử: thuchu match "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
