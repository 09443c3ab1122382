## Nhật ký và số liệu của bàn.

ledger-bar-trail = Nhật ký
ledger-bar-counts = Số liệu

trail-title = Nhật ký
# $what (text): name of the thing
trail-title-of = Nhật ký: { $what }
trail-lead = Ai đã làm gì, mới nhất ở trên. Nhật ký không có tên, lời hay địa chỉ của người hỏi.
trail-lead-public = Mỗi đêm, dấu của nhật ký được công bố ở trang công khai, nên sửa về sau là thấy.
trail-public-link = Các dấu đã công bố
trail-filter = Lọc nhật ký
trail-by-kind = Về
trail-by-act = Việc
trail-by-editor = Người làm
trail-by-day = Ngày
trail-any = Tất cả
trail-apply = Lọc
trail-clear = Bỏ lọc
trail-none = Không có mục nào hợp.
trail-none-here = Trong đoạn vừa xem không có mục nào hợp. Còn mục cũ hơn chưa xem.
trail-older = Mục cũ hơn
trail-newest = Về mục mới nhất
trail-whole = Cả nhật ký
trail-open = Mở
# $number (count): place in the chain
trail-number = mục { $number }
# $what (text): name of the thing
trail-of = Mọi việc về { $what }
trail-detail = Chi tiết
trail-nobody = Chương trình
# $first (text): names
# $second (text): name
trail-and = { $first } và { $second }
trail-unknown-editor = một người không còn trong bàn

# $kind (text): code
trail-kind = { $kind ->
    [desk] bàn kiểm chứng
    [check] bài kiểm chứng
    [publisher] nơi công bố
    [review] bài đang làm
    [editor] người của bàn
    [import_run] đợt nhập
    [cluster] nhóm câu hỏi
    [appeal] phản hồi, đề nghị xem lại
   *[other] { $kind }
}
# $kind (message): kind of thing
# $short (text): first letters of the id
trail-what = { $kind } { $short }
# $text (text): name or claim
trail-what-named = “{ $text }”

# $act (text): code
# $code (text): the code as it is stored
trail-act-name = { $act ->
    [desk-set_up_link] tạo liên kết thiết lập
    [demo-fill] nạp bài minh hoạ
    [editor-add] thêm người
    [editor-active] cho nghỉ, cho làm lại
    [editor-role] đổi vai trò
    [editor-link] tạo liên kết đăng nhập
    [editor-byline] đổi cách đứng tên
    [editor-access_started] đặt mật khẩu từ liên kết
    [editor-logins_ended] kết thúc các lần đăng nhập
    [editor-recovery_code_used] dùng mã khôi phục
    [editor-second_factor] gắn điện thoại
    [editor-passkey_added] thêm khoá truy cập
    [editor-passkey_removed] bỏ khoá truy cập
    [editor-recovery_codes] tạo mã khôi phục
    [editor-password] đổi mật khẩu
    [import-begin] bắt đầu nhập
    [import-batch] nhập một loạt
    [import-finish_page] dọn sau khi nhập
    [import-finish] nhập xong
    [publisher-trust] đổi mức tin cậy
    [publisher-trust_proposed] đề nghị mức tin cậy
    [publisher-trust_withdrawn] rút đề nghị mức tin cậy
    [queue-read] đọc hàng chờ
    [cluster-read] đọc tin nhắn của nhóm
    [cluster-opened_by_reader] mở nhóm để đọc
    [cluster-taken] nhận nhóm
    [cluster-assigned] giao nhóm
    [cluster-due] đổi hạn của nhóm
    [cluster-topic] đổi chủ đề của nhóm
    [cluster-worded] viết lại câu của nhóm
    [cluster-undone] hoàn tác
    [cluster-attached] gắn nhóm vào bài có sẵn
    [cluster-merged] gộp nhóm
    [cluster-split] tách nhóm
    [cluster-closed] đóng nhóm
    [cluster-removed] gỡ ngay
    [review-begun] bắt đầu bài
    [review-assigned] giao bài
    [review-submitted] gửi duyệt
    [review-taken_back] lấy lại bài
    [review-returned] trả lại bài
    [review-approved] duyệt bài
    [review-reopened] mở lại bài
    [review-copied] lưu nguồn
    [source-looked_at] xem lại nguồn
    [official_page-named] nêu trang chính thức
    [official_page-confirmed] xác nhận trang chính thức
    [official_page-removed] bỏ trang chính thức
    [check-published] công bố bài
    [check-corrected] đính chính
    [check-updated] cập nhật bài
    [check-withdrawal_asked] đề nghị rút bài
    [check-withdrawn] rút bài
    [check-withdrawal_refused] không rút bài
    [appeal-decided] quyết định về phản hồi
    [webhook-added] thêm nơi nhận webhook
    [webhook-removed] bỏ nơi nhận webhook
    [webhook-paused] tạm dừng webhook
    [webhook-resumed] gửi tiếp webhook
    [webhook-retried] gửi lại webhook
    [import_source-added] thêm danh sách lấy về
    [import_source-removed] bỏ danh sách lấy về
    [import_source-paused] tạm dừng danh sách lấy về
    [import_source-resumed] lấy tiếp danh sách
    [settings-changed] đổi thiết lập
    [retention-applied] xoá theo hạn lưu
    [matching-calibrated] hiệu chỉnh máy tìm
    [matching-calibration_undone] bỏ hiệu chỉnh máy tìm
   *[other] { $code }
}
# $act (text): code
# $code (text): the code as it is stored
# $who (text): names
# $what (text): name of the thing
trail-act = { $act ->
    [desk-set_up_link] { $who } tạo liên kết thiết lập bàn.
    [demo-fill] { $who } nạp các bài minh hoạ.
    [editor-add] { $who } thêm { $what } vào bàn.
    [editor-active] { $who } cho { $what } nghỉ hoặc làm lại.
    [editor-role] { $who } đổi vai trò của { $what }.
    [editor-link] { $who } tạo liên kết đăng nhập cho { $what }.
    [editor-byline] { $who } đổi cách { $what } đứng tên dưới bài.
    [editor-access_started] { $who } đặt mật khẩu từ liên kết.
    [editor-logins_ended] { $who } kết thúc các lần đăng nhập của mình.
    [editor-recovery_code_used] { $who } đăng nhập bằng mã khôi phục.
    [editor-second_factor] { $who } gắn điện thoại.
    [editor-passkey_added] { $who } thêm một khoá truy cập.
    [editor-passkey_removed] { $who } bỏ một khoá truy cập.
    [editor-recovery_codes] { $who } tạo mười mã khôi phục mới.
    [editor-password] { $who } đổi mật khẩu.
    [import-begin] { $who } bắt đầu nhập bài của nơi khác.
    [import-batch] { $who } nhập một loạt bài.
    [import-finish_page] { $who } thay hoặc rút những bài mà danh sách không còn.
    [import-finish] { $who } nhập xong.
    [publisher-trust] { $who } đổi mức tin cậy của { $what }.
    [publisher-trust_proposed] { $who } đề nghị mức tin cậy mới cho { $what }.
    [publisher-trust_withdrawn] { $who } rút lại đề nghị về { $what }.
    [queue-read] { $who } đọc hàng chờ trong ngày.
    [cluster-read] { $who } mở { $what } và đọc các tin nhắn.
    [cluster-opened_by_reader] { $who } mở { $what } để đọc.
    [cluster-taken] { $who } nhận { $what }.
    [cluster-assigned] { $who } giao { $what }.
    [cluster-due] { $who } đổi hạn của { $what }.
    [cluster-topic] { $who } đổi chủ đề của { $what }.
    [cluster-worded] { $who } viết lại câu của { $what }.
    [cluster-undone] { $who } hoàn tác việc cuối với { $what }.
    [cluster-attached] { $who } gắn { $what } vào một bài đã có.
    [cluster-merged] { $who } gộp một nhóm khác vào { $what }.
    [cluster-split] { $who } tách { $what }.
    [cluster-closed] { $who } đóng { $what } vì không kiểm chứng được.
    [cluster-removed] { $who } gỡ ngay { $what }.
    [review-begun] { $who } bắt đầu làm bài { $what }.
    [review-assigned] { $who } giao { $what }.
    [review-submitted] { $who } gửi duyệt { $what }.
    [review-taken_back] { $who } lấy lại { $what } để viết tiếp.
    [review-returned] { $who } trả lại { $what } để sửa.
    [review-approved] { $who } duyệt { $what }.
    [review-reopened] { $who } mở lại { $what } để làm bản mới.
    [review-copied] { $who } lưu một nguồn của { $what }.
    [source-looked_at] { $who } xem lại một nguồn và thấy khác trước.
    [official_page-named] { $who } nêu một trang chính thức trên mạng xã hội.
    [official_page-confirmed] { $who } xác nhận một trang chính thức trên mạng xã hội.
    [official_page-removed] { $who } bỏ một trang chính thức khỏi danh sách.
    [check-published] { $who } công bố { $what }.
    [check-corrected] { $who } đính chính { $what }.
    [check-updated] { $who } cập nhật { $what }.
    [check-withdrawal_asked] { $who } đề nghị rút { $what }.
    [check-withdrawn] { $who } rút { $what }.
    [check-withdrawal_refused] { $who } không đồng ý rút { $what }.
    [appeal-decided] { $who } quyết định về { $what }.
    [webhook-added] { $who } thêm nơi nhận webhook.
    [webhook-removed] { $who } bỏ nơi nhận webhook.
    [webhook-paused] { $who } tạm dừng webhook.
    [webhook-resumed] { $who } gửi tiếp webhook.
    [webhook-retried] { $who } gửi lại webhook.
    [import_source-added] { $who } thêm danh sách lấy về.
    [import_source-removed] { $who } bỏ danh sách lấy về.
    [import_source-paused] { $who } tạm dừng danh sách lấy về.
    [import_source-resumed] { $who } lấy tiếp danh sách.
    [settings-changed] { $who } đổi thiết lập của bàn.
    [retention-applied] { $who } xoá những gì đã hết hạn lưu.
    [matching-calibrated] { $who } hiệu chỉnh máy tìm theo những gì biên tập viên đã quyết.
    [matching-calibration_undone] { $who } đưa máy tìm về bộ trọng số có sẵn.
   *[other] { $who }: { $code } ({ $what }).
}

# $key (text): code
trail-field = { $key ->
    [from] trước
    [to] sau
    [role] vai trò
    [active] còn làm
    [trust] mức tin cậy
    [by] người đề nghị
    [by_operator] do người vận hành
    [first] lần đầu
    [count] số lượng
    [read] đã đọc
    [protected] được giữ lại
    [checks] số bài
    [changed] số bài đổi
    [demonstration] minh hoạ
    [seconds] hiệu lực (giây)
    [source] nguồn
    [options] tuỳ chọn
    [counts] tổng cộng
    [before] trước đó
    [after] sau đó
    [replaced] được thay
    [withdrawn] đã rút
    [withdrawal] việc rút
    [added] thêm mới
    [unchanged] không đổi
    [problems] có lỗi
    [number] số
    [version] bản
    [reason] lý do
    [kind] loại
    [state] trạng thái
    [settings] thiết lập
    [clusters] số nhóm
    [messages] số tin nhắn
    [due] hạn
    [review] bài đang làm
    [revision] lần sửa
    [at] lúc
    [own] của chính mình
    [hash] dấu
    [check] bài
    [evidence] nguồn
    [capture] bản lưu
    [copy] bản mới
    [sha256] mã SHA-256
    [way] cách
    [found] thấy
    [address] địa chỉ
    [organisation] tổ chức
   *[other] { $key }
}
# $value (text): code
trail-value = { $value ->
    [true] có
    [false] không
    [null] không có
    [contributor] người viết
    [editor] biên tập viên
    [admin] quản trị
    [trainer] người hướng dẫn
    [auditor] kiểm tra viên
    [none] ẩn
    [show] chỉ hiển thị
    [answer] dùng để trả lời
    [opinion] ý kiến
    [private_person] việc của người riêng
    [no_claim] không có câu nào để kiểm chứng
    [unverifiable] không thể tìm ra
    [illegal] phạm pháp hoặc nguy hiểm
    [other_reason] lý do khác
    [invalid] không còn giá trị
    [accepted] chấp nhận
    [refused] không chấp nhận
    [reply] phản hồi
    [appeal] đề nghị xem lại
    [open] đang mở
    [draft] bản nháp
    [in_review] chờ duyệt
    [approved] đã duyệt
    [published] đã công bố
    [withdrawn] đã rút
    [fetched] bàn tải về
    [uploaded] tệp đưa lên
    [changed] đã đổi
    [moved] đã dời
    [gone] không còn
    [unreachable] không vào được
    [kept_out] không cho máy xem
   *[other] { $value }
}

audit-title = Dấu của nhật ký
audit-lead = Bàn ghi mỗi việc của người làm vào một nhật ký. Mỗi mục mang dấu SHA-256 tính từ chính nó và mục trước. Ai giữ một dấu cũ thì thấy được mọi sửa đổi về sau ở những mục trước dấu đó.
audit-heads = Dấu của từng ngày
audit-none = Chưa có dấu nào. Dấu đầu tiên được công bố khi hết ngày đầu tiên có việc.
audit-day = Ngày
audit-number = Số mục
audit-hash = Dấu SHA-256 của mục cuối ngày
audit-older = Ngày cũ hơn
audit-newest = Về ngày mới nhất
audit-today = Dấu của hôm nay được công bố sau nửa đêm.
audit-check = Cách kiểm tra
audit-check-1 = Chép lại vài dấu ở trang này vào nơi mà bàn không sửa được: máy của bạn, thư gửi cho mình, tờ giấy. Trình đọc tin nhận được mỗi ngày một dấu qua nguồn tin Atom.
audit-check-2 = Khi cần, nhờ bàn (hoặc người giữ bản sao lưu của bàn) chạy lệnh dưới đây với dấu đã chép. Lệnh tính lại cả nhật ký từ mục đầu.
audit-check-3 = Nếu một mục từng bị sửa, xoá, đổi chỗ, thêm vào giữa, hoặc cả nhật ký bị viết lại, lệnh nói ngay là mục nào, hoặc dấu nào không còn trong nhật ký.
audit-check-not = Dấu không cho biết nội dung: nó chỉ chứng tỏ nhật ký chưa bị sửa. Việc không ghi vào nhật ký thì dấu không chứng tỏ được.
audit-feed = Nguồn tin Atom
audit-json = Dữ liệu JSON
# $name (text): name of the site
audit-feed-title = Dấu nhật ký của { $name }
# $day (date): day
audit-feed-entry = Dấu của ngày { $day }
web-api-audit = Dấu của nhật ký
web-api-audit-about = Số mục và dấu SHA-256 của nhật ký vào cuối mỗi ngày, mới nhất trước. Chép lại để về sau kiểm tra bằng `thuchu verify --head SỐ:DẤU`.
web-api-before = Chỉ những ngày trước ngày này (2026-11-22).

value-head = SỐ:DẤU
verify-help-head = Dấu của nhật ký đã chép từ trước, dạng SỐ:DẤU; dùng được nhiều lần
verify-help-heads = Tệp có các dấu đã chép: mỗi dòng một SỐ:DẤU, hoặc JSON của /api/v1/audit
error-verify-head = Đây không phải dấu của nhật ký. Dấu có dạng SỐ:DẤU, phần sau là 64 chữ số thập lục phân.
# $line (count): line
error-verify-heads = Dòng { $line } của tệp không phải dấu của nhật ký. Mỗi dòng là SỐ:DẤU.
# $head (text): head
verify-head = Đầu nhật ký: { $head }
# $count (count): heads
verify-outside = Đã so với { $count } dấu đem từ ngoài vào.

counts-title = Số liệu
counts-lead = Số người hỏi được làm tròn đến hàng chục. Việc của chính bàn thì đếm đúng.
counts-few = ít
counts-few-means = “Ít” là dưới 10, hoặc chỉ hỏi trong một ngày: không nêu số để không ai bị nhận ra.
counts-range = Khoảng thời gian
# $days (count): days
counts-days = { $days } ngày
counts-csv = Tải bảng (CSV)
counts-backlog = Đang chờ
counts-backlog-groups = Nhóm câu hỏi chưa có câu trả lời
# $day (date): day
counts-oldest = Nhóm cũ nhất chờ từ { $day }
counts-time = Thời gian trả lời
counts-answered = Nhóm đã trả lời
counts-median-days = Trung vị, từ câu hỏi đầu tiên
counts-p90-days = 9 trên 10 nhóm không quá
counts-median-hours = Trung vị, từ lúc có người nhận
counts-p90-hours = 9 trên 10 nhóm đã nhận không quá
# $days (number): days
counts-in-days = { $days } ngày
# $hours (number): hours
counts-in-hours = { $hours } giờ
# $count (count): groups
counts-of-groups = trên { $count } nhóm
counts-withheld = Chưa đủ 10 nhóm của hai ngày khác nhau để nêu.
counts-matches = Hỏi là có câu trả lời
counts-matches-week = Câu hỏi mỗi tuần, theo kết quả
counts-matches-month = Câu hỏi mỗi tháng, theo kết quả
# $answered (text): number
# $suggested (text): number
# $none (text): number
counts-matches-about = Cả khoảng: đã có câu trả lời { $answered }, có thể liên quan { $suggested }, chưa kiểm chứng { $none }.
counts-part = Từ ngày
counts-end-answered = đã có câu trả lời
counts-end-suggested = có thể liên quan
counts-end-none = chưa kiểm chứng
counts-rate = tỉ lệ trả lời ngay
counts-demand-topic = Người hỏi theo chủ đề
counts-demand-lang = Người hỏi theo ngôn ngữ
counts-topic = Chủ đề
counts-lang = Ngôn ngữ
counts-askers = Người hỏi
counts-none-yet = Chưa có gì để đếm trong khoảng này.
counts-reviews = Bài đang có
counts-state = Trạng thái
counts-number = Số lượng
counts-appeals = Phản hồi và đề nghị xem lại
counts-appeals-in-time = quyết định đúng hạn
counts-appeals-late = quyết định trễ hạn
counts-appeals-open = đang chờ, còn hạn
counts-appeals-overdue = đang chờ, quá hạn
counts-closings = Nhóm đóng mà không trả lời
# $month (text): month
counts-closings-since = Tính theo tháng, từ tháng { $month }.
counts-reason = Lý do
# $topic (text): code
counts-topic-name = { $topic ->
    [health] sức khoẻ
    [food] ăn uống
    [scam] lừa đảo
    [disaster] thiên tai, dịch bệnh
    [policy] chính sách, giấy tờ
    [economy] kinh tế, giá cả
    [education] giáo dục
    [safety] an ninh, tai nạn
    [science] khoa học
    [other] chuyện khác
   *[none] chưa xếp
}
# $reason (text): code
counts-reason-name = { $reason ->
    [opinion] ý kiến, mong muốn
    [private_person] chuyện riêng của một người
    [no_claim] không có câu nào để kiểm chứng
    [unverifiable] không thể tìm ra
    [illegal] phạm pháp hoặc nguy hiểm, gỡ ngay
   *[other] lý do khác
}
