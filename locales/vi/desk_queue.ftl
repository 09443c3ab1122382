## Hàng đợi: câu hỏi chờ trả lời, và việc biên tập viên làm với chúng.

queue-bar-queue = Hàng đợi
queue-bar-reviews = Bài
queue-bar-appeals = Phản hồi
queue-bar-counts = Số liệu
queue-bar-trail = Nhật ký
queue-bar-settings = Cài đặt

queue-title = Hàng đợi
queue-filters = Lọc
queue-list = Danh sách nhóm câu hỏi
queue-item = Nhóm đang mở
queue-back-to-list = Về danh sách
queue-shelf-unanswered = Chưa trả lời
queue-shelf-mine = Của tôi
queue-shelf-overdue = Quá hạn
queue-shelf-answered = Đã trả lời
queue-shelf-not-checkable = Không kiểm chứng được
queue-shelf-removed = Đã gỡ ngay
queue-topics = Chủ đề
queue-topic-all = Mọi chủ đề
queue-topic-none = Chưa chọn chủ đề
queue-topic-health = Sức khoẻ
queue-topic-food = Ăn uống
queue-topic-scam = Lừa đảo
queue-topic-disaster = Thiên tai, dịch bệnh
queue-topic-policy = Chính sách
queue-topic-economy = Kinh tế
queue-topic-education = Giáo dục
queue-topic-safety = An ninh, trật tự
queue-topic-science = Khoa học
queue-topic-other = Khác
queue-order = Xếp theo
queue-order-demand = nhiều lượt hỏi
queue-order-rising = tăng nhanh
queue-order-newest = mới nhất

queue-narrow = Lọc kỹ hơn
queue-narrow-go = Lọc
queue-narrow-clear = Bỏ lọc
queue-lang = Ngôn ngữ
queue-lang-any = Mọi ngôn ngữ
queue-lang-vi = tiếng Việt
queue-lang-en = tiếng Anh
queue-age = Mở trong vòng
queue-age-any = Bất kỳ lúc nào
# $days (count): days
queue-age-days = { $days } ngày qua
queue-least = Ít nhất bao nhiêu lượt hỏi
queue-assigned = Người nhận
queue-assigned-any = Bất kỳ
queue-assigned-nobody = Chưa ai nhận
queue-search = Tìm trong câu do ban biên tập viết
queue-search-go = Tìm
# $words (text): what was looked for
queue-searched = Kết quả tìm “{ $words }”

queue-views = Chế độ xem đã lưu
queue-view-name = Tên
queue-view-save = Lưu cách lọc này
queue-view-keep = Lưu
# $name (text): the view
queue-view-delete = Xoá chế độ xem { $name }

queue-empty = Không có nhóm nào ở đây
queue-empty-filtered = Thử bỏ bớt điều kiện lọc.
queue-empty-waits = Câu hỏi mới hiện ra theo đợt, mỗi mười lăm phút một lần.
queue-nothing-open = Chọn một nhóm để xem
queue-nothing-open-hint = Nội dung tin nhắn chỉ đọc được ở đây, và mỗi lần mở được ghi vào nhật ký.
queue-next = Trang sau
queue-first = Về đầu danh sách

# $text (text): what it asks
queue-pick = Chọn: { $text }
# $days (text): seven numbers
queue-days = 7 ngày qua: { $days }
# $recent (count): askers in 7 days
queue-recent = { $recent } trong 7 ngày
queue-nobody = chưa ai nhận
# $name (text): the editor
queue-taken-by = { $name } nhận
# $day (date): the day
queue-due = hạn { $day }
queue-late = quá hạn
queue-words-lost = Không đọc được nữa: khoá của tháng đó đã huỷ
queue-words-gone = Nội dung đã xoá
queue-words-link-only = (chỉ gửi liên kết hoặc ảnh)

queue-bulk = Việc với các nhóm đã chọn
queue-bulk-take = Nhận
queue-bulk-topic = Đặt chủ đề
queue-bulk-merge = Gộp vào nhóm đang mở
queue-bulk-close = Không kiểm chứng được
queue-bulk-attach = Gắn bài
queue-bulk-reason = Lý do
queue-bulk-check = Địa chỉ bài
queue-bulk-none = Chưa chọn nhóm nào.

queue-tools = Việc với nhóm này
queue-write = Viết bài
queue-attach = Gắn bài
queue-attach-label = Địa chỉ hoặc mã của bài đã công bố
queue-attach-hint = Ví dụ: /c/4K7M2PXA
# $demand (count): askers
queue-attach-go = Gắn và trả lời { $demand } lượt hỏi
queue-take = Nhận
queue-give-back = Trả lại
queue-assign = Giao
queue-assign-to = Giao cho
queue-merge = Gộp
queue-merge-label = Gộp nhóm này vào
queue-merge-hint = Các nhóm trong danh sách bên trái.
queue-merge-none = Trong danh sách không có nhóm nào khác đang chờ.
queue-split = Tách
queue-split-hint = Đánh dấu những cách viết hỏi chuyện khác, rồi tách thành nhóm riêng.
queue-split-go = Tách thành nhóm riêng
# $number (count): place in the list
queue-split-pick = Tách cách viết thứ { $number }
queue-close = Không xét
queue-close-label = Vì sao không kiểm chứng được
queue-close-hint = Tin nhắn và ảnh bị xoá ngay, không lấy lại được. Người hỏi được báo là không kiểm chứng được.
# $messages (count): messages
queue-close-go = Xoá { $messages } tin nhắn và đóng
queue-remove = Gỡ ngay
queue-remove-hint = Chỉ dành cho nội dung phạm pháp hoặc nguy hiểm. Xoá ngay, không lấy lại được, và không nhận lại cùng nội dung.
queue-remove-sure = Nội dung này phạm pháp hoặc nguy hiểm
queue-remove-go = Gỡ ngay
queue-help = Nơi báo tin
queue-reason-opinion = Ý kiến, niềm tin, dự đoán
queue-reason-private-person = Chuyện riêng của một người
queue-reason-no-claim = Không có gì để kiểm chứng (chào hỏi, quảng cáo)
queue-reason-unverifiable = Không có cách nào tìm ra
queue-reason-illegal = Phạm pháp hoặc nguy hiểm
queue-reason-other = Lý do khác
queue-set = Lưu
queue-details = Chi tiết
queue-due-label = Hạn
queue-topic-label = Chủ đề
queue-wording = Câu do ban biên tập viết
# $most (count): characters
queue-wording-hint = Viết lại điều người ta hỏi, không nêu tên riêng tư. Tìm được bằng ô tìm. Nhiều nhất { $most } ký tự.
queue-wording-of = Lời của một người hỏi; không tìm được, và mất đi khi tin nhắn bị xoá.

queue-demand = Lượt hỏi
queue-demand-note = cập nhật theo đợt
queue-ways = Cách viết
# $messages (count): messages
queue-ways-note = { $messages } tin nhắn
queue-opened = Mở từ
queue-state-answered = Nhóm này đã được trả lời.
queue-state-not-checkable = Nhóm này đã đóng vì không kiểm chứng được. Tin nhắn và ảnh đã xoá.
queue-state-removed = Nhóm này đã bị gỡ. Tin nhắn và ảnh đã xoá.
queue-state-read = Đọc bài trả lời
queue-suggestions = Bài đã có, máy gợi ý
queue-suggestions-none = Máy không thấy bài nào hỏi cùng chuyện.
# $probability (percent): how likely
queue-suggested = khả năng cùng câu: { $probability }
# $demand (count): askers
queue-confirm = Đúng là một câu, trả lời { $demand } lượt hỏi
queue-reject = Khác câu
queue-rejected = Đã có người xem: khác câu.
queue-confirmed = Đã có người xem: cùng câu.
queue-how-asked = Người ta viết thế nào
queue-how-asked-note = không ai thấy được người gửi
# $count (count): messages
queue-times = { $count } lượt
# $from (date): first day
# $to (date): last day
queue-from-to = từ { $from } đến { $to }
# $day (date): the day
queue-on-day = ngày { $day }
# $count (count): how many more
queue-more-ways = Còn { $count } cách viết khác
queue-pictures = Ảnh đã gửi
# $number (count): place
queue-picture = Ảnh thứ { $number } do người hỏi gửi
queue-acts = Đã làm
# $name (text): the editor
# $what (message): what was done
# $day (date): when
queue-act = { $name }: { $what }, { $day }
queue-act-undone = đã hoàn tác
queue-did-taken = nhận nhóm
queue-did-assigned = giao nhóm
queue-did-due = đổi hạn
queue-did-topic = đổi chủ đề
queue-did-worded = viết lại câu
queue-did-merged = gộp một nhóm vào đây
queue-did-split = tách một phần ra
queue-did-attached = gắn bài và trả lời
queue-did-closed = đóng nhóm

queue-done-taken = Đã nhận.
queue-done-assigned = Đã giao.
queue-done-due = Đã đổi hạn.
queue-done-topic = Đã đổi chủ đề.
queue-done-worded = Đã lưu câu.
queue-done-merged = Đã gộp.
queue-done-split = Đã tách thành nhóm riêng.
queue-done-attached = Đã gắn bài. Câu trả lời đi sau một phút.
queue-done-closed = Đã đóng. Tin nhắn và ảnh đã xoá.
queue-done-removed = Đã gỡ. Nội dung đã xoá và không được nhận lại.
queue-done-judged = Đã ghi: khác câu.
queue-done-undone = Đã hoàn tác.
queue-done-view = Đã lưu chế độ xem.
queue-done-view-deleted = Đã xoá chế độ xem.
# $done (count): how many worked
queue-done-bulk = Đã làm với { $done } nhóm.
# $done (count): how many worked
# $not (count): how many did not
queue-done-bulk-some = Đã làm với { $done } nhóm; { $not } nhóm đã bị người khác đổi trước hoặc không làm được.

queue-no-not-allowed = Vai trò của bạn không làm được việc này.
queue-no-missing = Không còn ở đây nữa.
queue-no-check = Không có bài nào đã công bố ở địa chỉ đó.
queue-no-meanwhile = Người khác vừa đổi nhóm này. Đây là trạng thái mới; hãy xem lại rồi làm lại.
queue-no-not-last = Sau việc đó đã có việc khác, nên không hoàn tác được.
queue-no-too-late = Không hoàn tác được nữa: câu trả lời đã gửi, hoặc tin nhắn đã xoá.
queue-no-same = Không có gì thay đổi.
queue-no-text = Chữ bị trống hoặc dài quá.
queue-no-split = Hãy chọn vài cách viết để tách, và để lại ít nhất một.
queue-no-has-review = Nhóm này đang có bài viết dở, nên không làm được.
queue-no-not-published = Bài đó chưa công bố hoặc đang được xem lại.

queue-keys = Phím tắt
queue-key-move = xuống, lên
queue-key-open = mở
queue-key-pick = chọn
queue-key-undo = hoàn tác
queue-key-search = tìm
queue-key-keys = danh sách này
queue-key-back = về danh sách
queue-keys-off = Tắt phím một chữ
queue-keys-on = Bật phím một chữ
queue-keys-note = Phím một chữ không có tác dụng khi đang gõ trong ô.
