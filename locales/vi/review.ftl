## Trang soạn bài kiểm chứng.

review-list-title = Bài viết
review-new = Bài mới
review-shelves = Nhóm bài
review-shelf-mine = Của tôi
review-shelf-to-approve = Chờ tôi duyệt
review-list-empty = Chưa có bài nào ở đây. Bài mới bắt đầu từ hàng đợi, hoặc bằng nút “Bài mới”.
review-due = Hạn
# $count (count): askers
review-asked = { $count } lượt hỏi
review-more = Xem tiếp
review-new-title = Bài mới
review-claim-label = Câu kiểm chứng: một câu, chỉ nói sự việc
review-claim-hint = Ngắn thì dễ đọc: khoảng 75 chữ cái. Không phải ý kiến, không nêu người riêng tư.
review-lang = Ngôn ngữ của bài
review-in-vietnamese = Tiếng Việt
review-in-english = Tiếng Anh
review-answers = Bài này sẽ trả lời
review-begin = Bắt đầu viết

review-title = Bài
review-parts = Phần của bài
review-preview = Xem trước
# $lang (message): language
review-preview-in = Xem trước: { $lang }
review-history = Lịch sử
review-public = Trang công khai
review-texts = Lời văn
review-optional = không bắt buộc
review-claim = Câu kiểm chứng
review-head = Tiêu đề
review-summary = Trả lời trong chat
review-summary-hint = Một hoặc hai câu, câu đầu là kết luận.
review-explanation = Vì sao xếp loại như vậy
review-body = Toàn văn
review-body-hint = Viết bằng Markdown: dòng bắt đầu bằng ## là tiêu đề phần, [chữ](địa chỉ) là liên kết.
review-rating = Xếp loại
review-sources = Bằng chứng
review-sources-hint = Ít nhất một nguồn gốc: văn bản, số liệu, người trong cuộc, chứ không phải bài kể lại.
# $number (count): place
review-source-nr = Nguồn { $number }
review-source-url = Liên kết
review-source-title = Tên bài hoặc văn bản
review-source-publisher = Nơi công bố
review-source-date = Ngày công bố
review-source-bearing = Nói gì về câu này
review-source-kind = Loại nguồn
review-source-primary = Nguồn gốc
review-source-retold = Kể lại
review-source-quote = Lời trích nguyên văn
review-source-note = Ghi chú nội bộ
# $number (count): place
review-source-up = Đưa nguồn { $number } lên trên
# $number (count): place
review-source-remove = Bỏ nguồn { $number }
review-source-add = Thêm nguồn
review-seen = Thấy ở đâu
review-seen-forwarded = Trong tin chuyển tiếp, không rõ từ đâu
review-seen-publicly = Công khai, ở những nơi sau
review-seen-pages = Địa chỉ trang báo hoặc văn bản, mỗi dòng một địa chỉ
review-seen-hint = Không ghi trang của người riêng tư. Với mạng xã hội chỉ ghi tên mạng và tháng.
review-seen-platform = Mạng xã hội
review-seen-month = Tháng
review-reply = Bên liên quan
review-reply-asked = Đã hỏi, chưa trả lời
review-reply-received = Đã hỏi và đã trả lời
review-reply-not-asked = Không hỏi, vì lý do sau
review-reply-why = Lý do, nói với người đọc
review-more-about = Thông tin thêm
review-topic = Chủ đề
review-none = Chưa chọn
review-claim-date = Câu này xuất hiện ngày
review-holds-until = Tự trả lời đến hết ngày
review-holds-hint = Sau ngày này máy chỉ gợi ý bài, không tự trả lời. Để trống nếu lúc nào cũng đúng.
# $day (text): day
review-holds-proposed = Câu này nói về thời gian; nên để đến { $day }. Sau ngày đó máy chỉ gợi ý bài.
review-pictures = Ảnh được kiểm chứng
review-pictures-hint = Ảnh mà câu này nói đến. Lời mô tả dành cho người không nhìn thấy ảnh.
# $number (count): place
review-picture-nr = Ảnh { $number }
review-picture-url = Liên kết, nếu đã đăng công khai
review-picture-rating = Ảnh đã bị làm gì
review-picture-description = Trong ảnh có gì
review-picture-context = Thật ra ảnh này là
review-media-original = Ảnh gốc, không sửa
review-media-decontextualized = Ảnh thật, sai bối cảnh
review-media-edited = Đã cắt hoặc sửa
review-media-staged = Dàn dựng
review-media-transformed = Ghép, thêm hoặc do máy tạo
review-media-satire = Châm biếm
review-method = Các bước đã làm
review-step-factual = Câu nói sự việc, không phải ý kiến
review-step-origin = Đã tìm nơi xuất hiện đầu tiên
review-step-primary = Đã đọc tận nguồn gốc
review-step-other-side = Đã tìm cả những gì ủng hộ câu này
review-step-figures = Đã đối chiếu số, tên, ngày với nguồn
review-step-private = Không nêu người riêng tư
review-change = Thay đổi so với bản đã công bố
review-change-correction = Đính chính: bản trước có chỗ sai
review-change-update = Bổ sung: điều đã nói vẫn đúng
review-change-text = Đã thay đổi gì và vì sao, nói với người đọc
review-save = Lưu
review-submit = Gửi duyệt
review-saved = Đã lưu.
# $time (text): hour
review-saved-at = Đã lưu { $time }.
review-unsaved = Chưa lưu được. Bản đang viết được giữ trong trình duyệt này.
review-lost = Có bản viết dở chưa lưu từ lần trước.
review-kept = Lấy lại bản viết dở
review-submitted = Đã gửi duyệt. Một biên tập viên khác sẽ duyệt.
review-taken-back = Đã lấy lại để viết tiếp.
review-returned = Đã trả lại kèm ý kiến.
review-noted = Đã ghi.
review-assigned = Đã giao việc.
review-before-publishing = Trước khi công bố
review-all-there = Đã đủ những gì cần có.
review-two = Hai người
review-waiting = Đang chờ
review-to-approval = Xem và duyệt
review-return = Trả lại
review-return-why = Trả lại vì
review-take-back = Lấy lại để viết tiếp
review-who = Ai làm
review-assignee = Giao cho
review-assign = Giao
review-chats = Vừa với kênh chat
review-notes = Trao đổi trong bàn
review-note-new = Lời nhắn
review-note-add = Gửi
# $revision (number): revision
review-revision = lần lưu { $revision }
review-preview-note = Bản xem trước: chưa ai ngoài bàn này thấy.
review-clash-head = Có người vừa sửa cùng chỗ
review-clash-text = Dưới đây là lời của người kia ở những chỗ cả hai cùng sửa. Trong trang là lời của bạn; bấm Lưu lần nữa để giữ lời của bạn, hoặc sửa lại trước khi lưu.
# $name (text): editor
review-clash = { $name } vừa sửa cùng chỗ này. Chưa lưu gì; hãy xem cả hai bản.
review-no-claim = Câu kiểm chứng cần có chữ, dài không quá 1.000 chữ cái.
review-no-note = Lời nhắn có từ 1 đến 2.000 chữ cái.
review-no-taken = Nhóm câu hỏi này đã có bài khác trả lời hoặc đã xong.
# $place (message): place of a draft
# $most (count): how many
review-too-much = { $place }: tối đa { $most }.
review-no-account = Không ghi trang của một người. Chỉ ghi tên mạng xã hội và tháng.
review-no-social = Địa chỉ mạng xã hội chỉ ghi tên mạng và tháng, trừ trang chính thức của một tổ chức.
review-no-address = Đây không phải địa chỉ trang web.
review-topic-health = Sức khoẻ
review-topic-food = Ăn uống
review-topic-scam = Lừa đảo
review-topic-disaster = Thiên tai, dịch bệnh
review-topic-policy = Chính sách, pháp luật
review-topic-economy = Kinh tế, việc làm
review-topic-education = Giáo dục
review-topic-safety = An ninh, trật tự
review-topic-science = Khoa học, công nghệ
review-topic-other = Khác
# $number (count): place
review-source-down = Đưa nguồn { $number } xuống dưới
review-both = Xem cả hai bản
review-body-shown = Xem như người đọc sẽ thấy
review-rating-meanings = Mỗi kết luận nghĩa là gì
review-chat-mail = không giới hạn
review-chat-none = Khi có câu kiểm chứng và kết luận, câu trả lời gửi cho người hỏi sẽ hiện ở đây.
review-read-only = Bài đã gửi duyệt nên chỉ để đọc. Muốn sửa thì lấy lại để viết tiếp; người sửa không duyệt bản này.
review-preview-not-yet = Chưa xem trước được: bài cần có câu kiểm chứng và kết luận.
