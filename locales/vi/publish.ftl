## Duyệt, công bố, đính chính, rút bài; phản hồi và đề nghị xem lại.

check-superseded = Đây là bản cũ, không còn giá trị.
# $number (text): version
check-newest = Đọc bản mới nhất (bản { $number })
check-pictures = Hình ảnh trong tin
check-media-original = Ảnh nguyên gốc
check-media-decontextualized = Ảnh thật nhưng bị gán sai thời gian, nơi chốn hoặc câu chuyện
check-media-edited = Ảnh bị cắt hoặc sửa khiến người xem hiểu sai
check-media-staged = Ảnh dàn dựng
check-media-transformed = Ảnh bị ghép, thay đổi hoặc do máy tạo ra
check-media-satire = Ảnh châm biếm hoặc nhại
# $text (text): what the picture was
check-media-context = Vốn là: { $text }
# $host (text): social network
# $month (text): month and year
check-seen-social = Trên { $host }, tháng { $month }
check-seen-forwarded = Trong tin nhắn chuyển tiếp, không rõ nguồn gốc
check-replies = Ý kiến của bên liên quan
# $day (date): day
check-reply-asked = Chúng tôi đã hỏi bên liên quan ngày { $day }, khi công bố chưa có trả lời.
# $day (date): day
check-reply-received = Bên liên quan đã trả lời ngày { $day }.
# $why (text): reason
check-reply-not-asked = Chúng tôi không hỏi bên liên quan: { $why }
check-said-reply = Phản hồi của bên liên quan
check-said-reply-refused = Một phản hồi không được đăng
check-said-appeal = Bài được xem lại theo đề nghị
check-said-appeal-refused = Đề nghị xem lại không được chấp nhận
check-reply-link = Phản hồi hoặc đề nghị xem lại bài này
check-corrected = Đính chính
check-updated = Bổ sung
# $number (text): version
check-version-of = bản { $number }
# $number (text): version
check-read-version = Đọc bản { $number }
check-byline = Người làm và duyệt
check-topic = Chủ đề
check-topic-health = Sức khoẻ
check-topic-food = Ăn uống
check-topic-scam = Lừa đảo
check-topic-disaster = Thiên tai, dịch bệnh
check-topic-policy = Chính sách, quy định
check-topic-economy = Kinh tế, giá cả
check-topic-education = Giáo dục
check-topic-safety = An toàn, trật tự
check-topic-science = Khoa học, tự nhiên
check-topic-other = Chủ đề khác
check-withdrawn-on = Rút ngày
# $claim (text): claim
check-withdrawn-claim = Bài nói về câu: “{ $claim }”
# $why (text): reason
check-withdrawn-why = Lý do rút: { $why }

publish-bar-withdrawals = Chờ rút
publish-bar-appeals = Phản hồi
publish-approval-title = Duyệt bài
publish-approve-lead = Khi bạn duyệt, bài được công bố ngay và những người đã hỏi được trả lời.
publish-approve = Duyệt và công bố
publish-at-label = Hoặc công bố lúc
publish-at = Công bố lúc
publish-schedule = Duyệt và hẹn giờ
publish-back = Về bài
publish-state = Tình trạng
publish-version = Bản
publish-writers = Người viết
publish-change = Đã thay đổi gì
publish-open = Còn thiếu trước khi công bố
publish-state-draft = Bản nháp
publish-state-in-review = Chờ duyệt
publish-state-approved = Đã duyệt, chờ đến giờ
publish-state-published = Đã công bố
publish-state-withdrawn = Đã rút
publish-no-own-version = Bạn đã sửa bản này, nên một biên tập viên khác phải duyệt.
publish-no-stale = Bài vừa được sửa sau khi bạn mở trang. Hãy đọc lại bản mới rồi duyệt.
# $state (message): state
publish-no-not-waiting = Bài không chờ duyệt. Tình trạng lúc này: { $state }.
publish-no-change-note = Từ bản thứ hai, bài phải nói rõ lần này thay đổi gì và vì sao.
publish-no-claim = Câu kiểm chứng trống hoặc quá dài.
publish-no-rating = Kết luận không có trong thang xếp loại của bàn.
publish-no-time = Hãy chọn một giờ trong tương lai, không quá một năm.
publish-no-under-review = Bài đang chờ quyết định rút. Hãy quyết định việc đó trước.
publish-no-own-wish = Bạn là người đề nghị rút, nên một biên tập viên khác phải xác nhận.
publish-no-own-work = Bạn đã viết hoặc duyệt bài này, nên người khác phải quyết định.
publish-no-text = Chỗ này còn trống hoặc quá dài.
publish-no-full = Hiện có quá nhiều phản hồi đang chờ. Hãy thử lại sau vài ngày.
publish-gate-evidence = Chưa có bằng chứng nào.
publish-gate-unchanged = Chưa ai sửa gì từ lần công bố trước.
publish-gate-not-submitted = Bài chưa được gửi duyệt.
publish-gate-claim = Chưa có câu kiểm chứng.
publish-gate-title = Chưa có tiêu đề.
publish-gate-summary = Chưa có tóm tắt.
publish-gate-body = Chưa có nội dung.
publish-gate-rating = Chưa có kết luận.
publish-gate-seen = Chưa nói câu này đã thấy ở đâu.
publish-gate-primary = Chưa có nguồn gốc nào trong các bằng chứng.
publish-gate-snapshot = Chưa có bản lưu của nguồn gốc nào.
publish-gate-quote = Chưa trích nguyên văn câu nào có trong bản lưu, cũng chưa nói vì sao không trích.
publish-gate-reply = Chưa nói đã hỏi bên liên quan hay chưa.
publish-gate-method = Bàn chưa có trang nói cách làm việc.
publish-gate-funding = Bàn chưa có trang nói ai trả tiền.
publish-gate-corrections = Bàn chưa có trang đính chính.
publish-check-title = Bài kiểm chứng
# $version (text): version
publish-done-published = Đã công bố bản { $version }. Những người đã hỏi sẽ được trả lời.
publish-done-asked = Đã đề nghị rút. Từ lúc này bài ghi là đang được xem lại; một biên tập viên khác cần xác nhận.
publish-done-withdrawn = Đã rút bài. Những người từng nhận câu trả lời sẽ được báo.
publish-done-refused = Bài được công bố trở lại.
publish-withdraw-title = Rút bài này
publish-withdraw-lead = Một người đề nghị, một người khác xác nhận. Ngay khi bạn đề nghị, bài ghi là đang được xem lại và không còn tự động trả lời ai. Nếu bài chỉ sai một phần, hãy đính chính thay vì rút.
publish-withdraw-reason = Vì sao
publish-withdraw-invalid = Bài sai từ đầu (huỷ)
publish-withdraw-other = Lý do khác
publish-withdraw-text = Lý do nói với người đọc
publish-withdraw-text-hint = Câu này đứng trên trang của bài và trong thư gửi những người đã hỏi.
publish-withdraw-ask = Đề nghị rút
publish-withdraw-waits = Chờ biên tập viên thứ hai
publish-withdraw-confirm = Xác nhận rút
publish-withdraw-refuse = Không rút
publish-withdraw-take-back = Thôi không đề nghị nữa
# $name (text): editor
# $day (date): day
publish-withdraw-by = { $name } đề nghị ngày { $day }
publish-withdrawals-title = Chờ rút
publish-withdrawals-none = Không có bài nào đang chờ rút.

appeals-title = Phản hồi và đề nghị xem lại
# $days (count): working days
appeals-lead = Ai cũng có thể đề nghị xem lại một bài, và ai được nhắc đến đều có thể phản hồi. Chúng tôi trả lời trong { $days } ngày làm việc. Người quyết định không phải là người đã viết hay duyệt bài.
appeals-how = Mỗi bài của chúng tôi có liên kết để gửi. Kết quả và lý do hiện công khai trên trang của bài.
appeals-numbers = Theo năm
appeals-none = Chưa có.
appeals-year = Năm
appeals-kind = Loại
appeals-received = Đã nhận
appeals-accepted = Chấp nhận
appeals-refused = Từ chối
appeals-open = Đang chờ
appeals-in-time = Đúng hạn
appeals-kind-reply = Phản hồi
appeals-kind-appeal = Đề nghị xem lại
appeals-state-open = Đang chờ quyết định
appeals-state-accepted = Đã chấp nhận
appeals-state-refused = Không chấp nhận
appeals-receipt-title = Xem kết quả bằng mã phiếu
appeals-receipt-code = Mã phiếu
appeals-receipt-hint = 26 chữ và số đã hiện khi bạn gửi. Khoảng trắng và chữ hoa không sao.
appeals-receipt-look = Xem
appeals-receipt-unknown = Không có phiếu nào với mã này, hoặc phiếu đã bị xoá.
appeals-receipt-due = Hạn trả lời:
appeals-form-title = Phản hồi hoặc đề nghị xem lại
appeals-form-kind = Bạn muốn gì?
appeals-form-kind-appeal = Đề nghị xem lại: tôi cho rằng bài có chỗ sai
appeals-form-kind-reply = Phản hồi: bài nói đến tôi hoặc tổ chức của tôi, tôi muốn ý kiến được đăng cạnh bài
appeals-form-text = Nội dung
# $most (count): characters
appeals-form-text-hint = Tối đa { $most } ký tự. Hãy nói rõ chỗ nào và vì sao, kèm liên kết nguồn nếu có.
appeals-form-signed = Tên tổ chức hoặc người ký
appeals-form-signed-hint = Cần có khi phản hồi; tên này được đăng cùng ý kiến. Đề nghị xem lại thì không cần.
appeals-form-contact = Cách liên hệ
appeals-form-contact-hint = Không bắt buộc. Giúp chúng tôi xác nhận bạn là bên liên quan. Không được đăng.
appeals-form-kept = Lời của bạn được cất kín, chỉ biên tập viên đọc được, và bị xoá muộn nhất 90 ngày sau khi có quyết định. Kết quả và lý do thì công khai.
appeals-form-send = Gửi
appeals-form-back = Về bài
appeals-taken-title = Đã nhận
# $due (date): day
appeals-taken-lead = Chúng tôi sẽ quyết định muộn nhất ngày { $due }. Người quyết định không phải là người đã viết hay duyệt bài.
appeals-taken-code = Mã phiếu của bạn:
appeals-taken-once = Mã chỉ hiện một lần. Hãy chép lại: chỉ có mã này mới xem được kết quả trước khi nó được đăng.
appeals-desk-title = Phản hồi và đề nghị xem lại
appeals-desk-open = Đang chờ
appeals-desk-decided = Đã quyết định
appeals-desk-none = Không có gì đang chờ.
appeals-desk-received = Nhận ngày
appeals-overdue = Quá hạn 7 ngày làm việc
appeals-words-gone = Lời gửi đã bị xoá theo hạn lưu.
appeals-outcome = Kết quả
appeals-outcome-label = Quyết định gì và vì sao, nói với người đọc
appeals-outcome-hint = Câu này hiện công khai trên trang của bài.
appeals-statement = Ý kiến như sẽ được đăng
appeals-statement-hint = Đăng nguyên văn. Chỉ bỏ những gì luật không cho đăng hoặc nói đến người riêng tư.
appeals-publish-reply = Đăng phản hồi
appeals-accept = Chấp nhận
appeals-refuse = Không chấp nhận
appeals-done = Đã quyết định. Kết quả hiện trên trang của bài.
