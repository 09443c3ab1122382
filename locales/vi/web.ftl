## Trang web: khung chung.

# $day (text): monday to sunday
web-weekday = { $day ->
    [monday] Thứ Hai
    [tuesday] Thứ Ba
    [wednesday] Thứ Tư
    [thursday] Thứ Năm
    [friday] Thứ Sáu
    [saturday] Thứ Bảy
   *[sunday] Chủ Nhật
}
# $weekday (message): weekday
# $date (date): today
web-today = { $weekday }, { $date }
web-site-description = Dán một tin bạn vừa nhận để biết đã có ai kiểm chứng chưa. Không cần tài khoản, không lưu câu hỏi.
web-lang-own = Tiếng Việt
web-lang-other = English
web-skip = Đến nội dung chính
web-demo-banner = Bản dùng thử: trong kho có các bài minh hoạ đi kèm phần mềm.
web-menu = Mục lục
web-nav-main = Chính
web-nav-ask = Hỏi
web-nav-checks = Đã kiểm chứng
web-nav-about = Cách làm việc
web-nav-privacy = Quyền riêng tư
web-nav-api = API cho lập trình viên
web-foot-reuse = Dùng lại
web-foot-how = Minh bạch
web-foot-note = Trang này không đặt cookie, không gọi sang trang nào khác, không theo dõi ai.
web-foot-software = Chạy bằng Thực Hư, phần mềm nguồn mở.
web-aside = Bên lề

## Trang đầu và ô hỏi.

web-home-title = Thực Hư: hỏi một tin bạn vừa nhận
web-home-head = Tin bạn vừa nhận,
web-home-head-solid = thực hay
web-home-head-hollow = hư?
web-ask-label = Dán nguyên văn tin nhắn hoặc đường dẫn vào đây. Viết không dấu cũng được.
web-ask-example = Ví dụ: nghe noi chich mau 10 dau ngon tay cuu dc nguoi dot quy
web-ask-go = Hỏi ngay
web-ask-private = Không cần tài khoản. Câu hỏi không được lưu lại, cũng không được ghi vào nhật trình của máy chủ này.
web-ask-empty = Bạn chưa viết gì để hỏi. Hãy dán tin nhắn hoặc đường dẫn rồi bấm “Hỏi ngay”.
# $most (count): characters
web-ask-too-long = Tin này dài quá. Hãy chỉ dán phần bạn muốn hỏi, nhiều nhất { $most } ký tự.
web-errors-head = Chưa hỏi được
web-home-before = Trước khi chuyển tiếp
web-home-before-1 = Ai nói câu này đầu tiên, nói ở đâu, bao giờ?
web-home-before-2 = Tin có giục bạn gửi ngay, hay làm bạn giận, sợ?
web-home-before-3 = Cơ quan có trách nhiệm đã nói gì trên trang của chính họ?
web-home-newest = Mới kiểm chứng
# $count (count): checks
web-home-all = Xem cả { $count } bài kiểm chứng
web-home-by-rating = Theo kết luận
web-home-search = Tìm trong kho
web-home-empty = Kho chưa có bài nào. Bài sẽ hiện ở đây khi ban biên tập công bố hoặc nhập bài của nơi khác.

## Câu trả lời.

web-answer-title = Đã có câu trả lời
web-suggest-title = Có thể liên quan
web-none-title = Chưa kiểm chứng
web-answer-asked = Bạn hỏi
web-answer-marked = Phần tô màu là chỗ trùng với câu đã kiểm chứng.
web-answer-edit = Sửa câu hỏi
web-answer-head = Trả lời
web-verdict = Kết luận
# $publisher (text): who made it
web-verdict-by = Kết luận của { $publisher }
web-answer-exact = Đây là nguyên văn câu đã được kiểm chứng. Hãy đọc kỹ xem có đúng là điều bạn hỏi.
web-answer-read = Đọc cả bài
# $publisher (text): who made it
web-answer-source = Bài gốc ở { $publisher }
web-answer-right = Đúng ý bạn chưa?
web-answer-not-right = Nếu câu trên không phải điều bạn hỏi, hãy viết lại cho rõ hơn: thêm con số, tên, ngày tháng như trong tin bạn nhận.
web-why-head = Vì sao chúng tôi chọn bài này
# $why (message): the reason
web-why-sentence = Vì { $why }
web-why-message = Tin của bạn
web-why-claim = Câu đã kiểm chứng
web-why-compare = So sánh
web-why-same-number = Cùng số
web-why-other-number = Khác số
web-why-same-name = Cùng tên
web-why-other-name = Khác tên
web-why-same-date = Cùng ngày
web-why-other-date = Khác ngày
web-why-nothing-differs = Không có con số, tên, ngày tháng hay chữ phủ định nào khác đi.
web-related-head = Có thể liên quan
web-suggest-head = Chưa có bài đúng điều bạn hỏi
web-suggest-text = Chúng tôi thấy bài gần giống, nhưng không dám coi là câu trả lời. Hãy đọc kỹ chỗ khác nhau.
web-none-head = Chưa có bài nào về điều này
web-none-text = Chưa kiểm chứng không có nghĩa là đúng, cũng không có nghĩa là sai.
web-none-do = Bạn có thể làm gì
web-none-do-1 = Khoan chuyển tiếp. Chờ một ngày không hại gì, chuyển một tin sai thì khó lấy lại.
web-none-do-2 = Tìm nguyên văn câu chính trên trang của cơ quan có trách nhiệm: bộ, sở, bệnh viện, công an, đài khí tượng.
web-none-do-3 = Xem ngày của tin. Nhiều tin cũ được gửi lại như vừa xảy ra.
web-none-do-4 = Hỏi lại người gửi xem họ lấy tin từ đâu.
web-none-search = Thử tìm trong kho bằng vài chữ chính
web-answer-private-head = Riêng tư
web-answer-private = Chúng tôi không lưu câu hỏi này. Tải lại trang là mất; muốn hỏi lại thì dán lại.
# $publisher (text): who made it
web-by = Bài của { $publisher }
web-by-us = Bài của chúng tôi
web-stale = Đã quá hạn, có thể không còn đúng

## Kho bài và tìm kiếm.

web-checks-title = Các câu đã kiểm chứng
web-checks-search-label = Tìm theo chữ, không dấu cũng được
web-search-example = Ví dụ: đột quỵ
web-checks-search = Tìm
web-checks-by-rating = Kết luận
web-checks-by-publisher = Nơi công bố
web-checks-by-lang = Ngôn ngữ
web-checks-by-year = Năm
web-checks-any = Tất cả
web-checks-apply = Lọc
web-checks-clear = Bỏ lọc
web-checks-narrow = Lọc bài
# $label (text): what
# $count (count): how many
web-checks-choice = { $label } ({ $count })
# $count (count): checks
web-checks-count = { $count } bài
# $count (count): checks
web-checks-more-than = Hơn { $count } bài
# $count (count): checks
web-checks-found = Tìm thấy { $count } bài
web-checks-next = Trang sau
web-checks-first = Về trang đầu của danh sách
web-checks-none = Không có bài nào như vậy
web-checks-none-advice = Hãy thử ít chữ hơn, hoặc bỏ bớt điều kiện lọc. Muốn hỏi cả một tin nhắn thì dùng ô hỏi.
web-checks-none-ask = Hỏi cả tin nhắn

## Trang một bài.

# $rating (text): label
# $claim (text): claim
web-check-title = { $rating }: { $claim }
# $publisher (text): publisher
# $claim (text): claim
# $rating (text): label
# $address (text): short address
web-check-cite = { $publisher }. “{ $claim }”: { $rating }. { $address }
web-check-crumb = Vị trí
# $publisher (text): who made it
web-check-of-others = Bài này do { $publisher } làm. Chúng tôi chỉ dẫn lại, giữ nguyên kết luận và dẫn về bài gốc.
web-check-demo = Bài minh hoạ đi kèm phần mềm, để dùng thử. Nguồn trong bài là nguồn có thật.
# $value (text): 1 to 5
web-check-level = mức { $value } trên 5
web-check-under-review = Bài này đang được xem lại. Hãy đọc với sự dè dặt.
web-check-stale = Bài này đã quá hạn: điều nó nói gắn với một thời điểm và có thể không còn đúng.
web-check-partial = Lúc này chúng tôi chỉ đọc được kết luận và câu đã kiểm chứng. Phần còn lại sẽ hiện lại sau ít phút.
web-check-evidence = Bằng chứng
web-check-text = Giải thích
web-check-seen = Đã thấy ở đâu
# $host (text): social network
web-check-seen-social = Trên { $host }
web-check-changes = Đã thay đổi gì
# $number (text): version
web-check-version = Bản { $number }
web-check-first = Bản đầu tiên
web-check-who = Ai làm bài này
web-check-publisher = Nơi công bố
web-check-site = Trang
web-check-ties = Tính độc lập
web-check-original = Nguyên văn kết luận
web-check-reviewed = Ngày công bố
web-check-claimed = Ngày có tin
web-check-fetched = Lấy về ngày
web-check-claimant = Người nói, theo nơi công bố
web-check-licence = Giấy phép
web-check-read-source = Đọc bài gốc
web-check-cite-head = Trích dẫn bài này
web-check-short = Địa chỉ ngắn
web-check-published-at = Nơi đăng
web-bears-supports = Ủng hộ câu này
web-bears-refutes = Bác bỏ câu này
web-bears-context = Cho bối cảnh
web-ties-unstated = chưa nêu
web-ties-independent = độc lập
web-ties-state = thuộc nhà nước
web-ties-party = thuộc một đảng hoặc tổ chức vận động
web-outside = (trang khác)

## Cách làm việc.

web-about-title = Cách làm việc
web-about-lead = Thực Hư trả lời một câu hỏi: tin này, phần nào thực, phần nào hư? Chúng tôi chỉ xét những câu có thể kiểm chứng bằng bằng chứng, không xét ý kiến, niềm tin hay người nói.
web-about-how = Khi bạn hỏi
web-about-how-1 = Máy so tin của bạn với mọi câu đã kiểm chứng: từng chữ, có dấu hay không dấu, viết tắt, con số, tên, ngày tháng, chữ phủ định.
web-about-how-2 = Nếu đúng là câu ấy, bạn nhận được kết luận, nguyên văn câu và nơi đã kiểm chứng.
web-about-how-3 = Nếu con số, tên, ngày tháng hay chữ “không” khác đi, đó là một câu khác. Chúng tôi nói rõ chỗ khác và không trả lời thay.
web-about-how-4 = Nếu chưa có bài nào, chúng tôi nói là chưa có. Máy không tự đặt ra câu trả lời.
web-about-scale = Thang kết luận
web-about-scale-text = Kết luận nói về nội dung của câu, không nói về người viết ra hay người chuyển tiếp. Hình dạng, chữ và màu cùng nói một điều; chỉ cần nhìn một trong ba.
web-about-sources = Bài của ai
web-about-sources-text = Bài của nơi khác được giữ nguyên kết luận, ghi tên và dẫn về bài gốc. Một nơi công bố chỉ được dùng để trả lời tự động khi hai biên tập viên đã đồng ý.
web-about-sources-none = Chưa có nơi công bố nào.
# $name (text): publisher
# $site (text): site
# $count (text): checks
web-about-source = { $name } ({ $site }): { $count } bài
web-about-never = Điều chúng tôi không làm
web-about-never-1 = Không theo dõi, không chấm điểm người hay tài khoản.
web-about-never-2 = Không gắn nhãn chính trị cho ai, không đo thái độ của ai.
web-about-never-3 = Không tự đăng bài ở đâu cả: chỉ trả lời người đã hỏi.
web-about-reuse = Dùng lại
web-about-reuse-text = Mọi bài ở đây đọc được bằng máy, miễn phí, qua API. Giấy phép của từng bài ghi trong bài.
# $key (text): rating
web-rating-meaning = { $key ->
    [true] Bằng chứng cho thấy câu này đúng.
    [mostly_true] Đúng ở điều chính, sai hoặc thiếu ở điều phụ.
    [mixed] Phần đúng và phần sai đều đáng kể.
    [missing_context] Từng chữ không sai, nhưng thiếu điều cần biết để hiểu đúng.
    [misleading] Dùng điều có thật để dẫn tới kết luận sai.
    [altered] Ảnh, video hoặc văn bản đã bị sửa.
    [outdated] Từng đúng, nay không còn đúng, hoặc chuyện cũ kể như mới.
    [false] Bằng chứng cho thấy câu này sai.
    [fabricated] Sự việc, lời nói hay văn bản được dựng lên.
    [scam] Nhằm lấy tiền hoặc thông tin của bạn.
    [unproven] Chưa đủ bằng chứng để nói đúng hay sai.
   *[satire] Viết để cười, không nhằm cho là thật.
}

## Quyền riêng tư.

web-privacy-title = Quyền riêng tư
web-privacy-lead = Ở nhiều nơi, chỉ riêng việc hỏi một tin đồn cũng có thể gây phiền cho người hỏi. Vì vậy chúng tôi làm sao để không ai biết ai đã hỏi gì, kể cả chúng tôi.
web-privacy-not = Điều không được lưu
web-privacy-not-1 = Câu hỏi của bạn: so xong là bỏ, không vào kho, không vào nhật trình, không vào địa chỉ trang.
web-privacy-not-2 = Địa chỉ mạng (IP) và tên trình duyệt của bạn.
web-privacy-not-3 = Cookie, mã theo dõi, phông chữ hay hình ảnh gọi từ trang khác: người đọc không phải nhận thứ nào. Chỉ người của bàn kiểm chứng khi đăng nhập mới có một cookie.
web-privacy-kept = Điều được giữ trong chốc lát
web-privacy-kept-1 = Để không ai làm nghẽn máy chủ, máy đếm số lần hỏi từ mỗi nơi bằng một mã băm có khoá, chỉ trong bộ nhớ, mất khi máy khởi động lại.
web-privacy-kept-2 = Số lần trang được mở, cộng chung cho mọi người. Số câu hỏi chỉ hiện theo đợt, vào lúc ngẫu nhiên, để không ai đoán được bạn hỏi lúc nào.
web-privacy-limits = Điều chúng tôi không giấu được thay bạn
web-privacy-limits-1 = Nhà mạng và nơi cho thuê máy chủ vẫn thấy bạn mở trang này, tuy không thấy bạn viết gì nếu địa chỉ bắt đầu bằng https.
web-privacy-limits-2 = Khi tìm trong kho, chữ bạn tìm nằm trong địa chỉ trang và trong lịch sử của trình duyệt. Ô hỏi thì không.
web-privacy-limits-3 = Nếu người vận hành đặt một máy chủ trung gian phía trước, máy ấy có thể ghi nhật trình riêng. Hướng dẫn của chúng tôi là tắt.
web-privacy-code = Ai cũng kiểm tra được: phần mềm này là nguồn mở.

## Khi có trục trặc.

web-fault-not-found = Không có trang này
web-fault-not-found-advice = Địa chỉ có thể đã gõ nhầm. Hãy về trang đầu, hoặc tìm trong kho bài.
web-fault-withdrawn = Bài này đã được rút
web-fault-withdrawn-invalid = Bài có sai sót từ đầu nên không còn giá trị. Xin đừng dẫn lại.
web-fault-withdrawn-gone = Nơi công bố đã gỡ bài gốc, nên chúng tôi không dẫn lại nữa.
web-fault-withdrawn-other = Bài không còn được công bố.
web-fault-unusable = Yêu cầu này không dùng được
web-fault-unusable-advice = Hãy gửi lại bằng một trình duyệt hay chương trình theo đúng chuẩn HTTP.
web-fault-too-large = Gửi nhiều quá
# $most (bytes): bytes
web-fault-too-large-advice = Mỗi lần chỉ gửi được nhiều nhất { $most }. Hãy chỉ dán phần muốn hỏi.
web-fault-incomplete = Chưa nhận đủ
web-fault-incomplete-advice = Đường truyền chậm hoặc bị ngắt. Hãy gửi lại.
web-fault-wrong-type = Không đọc được kiểu dữ liệu này
# $wanted (text): media type
web-fault-wrong-type-advice = Hãy gửi bằng kiểu { $wanted }.
web-fault-not-allowed = Địa chỉ này không dùng theo cách đó
web-fault-not-allowed-advice = Hãy xem trang API để biết cách gọi đúng.
web-fault-too-many = Bạn hỏi nhanh quá
# $seconds (count): seconds
web-fault-too-many-advice = Hãy thử lại sau { $seconds } giây.
web-fault-busy = Đang có nhiều người hỏi
web-fault-starting = Máy vừa khởi động
web-fault-busy-advice = Hãy thử lại sau vài giây.
web-fault-unavailable = Kho bài tạm thời chưa mở được
web-fault-unavailable-advice = Ô hỏi và danh sách bài vẫn dùng được. Trang này sẽ đọc được lại sau ít phút.
web-fault-broken = Có trục trặc ở phía chúng tôi
web-fault-broken-advice = Bạn không làm gì sai. Hãy thử lại sau; nếu vẫn vậy, xin báo cho người vận hành kèm mã dưới đây.
web-fault-home = Về trang đầu
web-fault-code = Mã

web-query-unreadable = Phần sau dấu hỏi của địa chỉ không đọc được. Mỗi điều kiện chỉ ghi một lần.
# $most (count): characters
web-query-too-long = Ô tìm nhận nhiều nhất { $most } ký tự. Muốn hỏi cả một tin nhắn thì dùng ô hỏi ở trang đầu.
web-query-rating = Kết luận ghi bằng khoá của thang, như false.
web-query-publisher = Nơi công bố ghi bằng tên trang, như vafc.gov.vn.
web-query-lang = Ngôn ngữ ghi bằng mã, như vi hoặc en.
# $least (count): least
# $most (count): most
web-query-year = Năm là một số từ { $least } đến { $most }.
web-query-cursor = Dấu trang không đúng. Hãy dùng lại đúng dấu mà trang trước đưa.
# $least (count): least
# $most (count): most
web-query-page = Số trang là một số từ { $least } đến { $most }.
# $least (count): least
# $most (count): most
web-query-limit = Hãy ghi một số từ { $least } đến { $most }.

## Trang API.

web-api-title = API của Thực Hư
web-api-about = Hỏi một tin, đọc các câu đã kiểm chứng. Không cần khoá, mọi trang web đều gọi được.
web-api-lead = Không cần đăng ký, không cần khoá. Câu hỏi gửi qua API cũng không được lưu. Mỗi nơi gọi có giới hạn số lần mỗi phút; khi vượt, máy trả 429 và cho biết chờ bao lâu.
web-api-document = Tài liệu cho máy đọc (OpenAPI 3.1)
web-api-errors = Lỗi
web-api-errors-text = Lỗi trả về dạng application/problem+json (RFC 9457). Trường code không đổi qua các bản; câu chữ theo Accept-Language.
web-api-parameter = Tham số
web-api-kind = Kiểu
web-api-meaning = Nghĩa
web-api-required = bắt buộc
web-api-try = Thử
web-api-answers = Trả về
web-api-match = Hỏi một tin
web-api-match-about = So một tin với các câu đã kiểm chứng. decision cho biết: answer là đã có câu trả lời, suggest là có thể liên quan, none là chưa kiểm chứng.
web-api-list = Danh sách bài
web-api-list-about = Mới nhất trước. Gọi tiếp với cursor bằng giá trị next của trang trước cho đến khi next là null.
web-api-read = Đọc một bài
web-api-read-about = Toàn bộ nội dung một bài, theo mã ngắn trong địa chỉ trang hoặc theo id đầy đủ.
web-api-claims = Tìm theo kiểu Google Fact Check Tools
web-api-claims-about = Cùng tham số và cùng dạng trả về như claims:search của Google, để chương trình sẵn có dùng được ngay.
web-api-q = Chữ cần tìm, không dấu cũng được.
web-api-rating = Chỉ lấy bài có kết luận này, ví dụ false.
web-api-publisher = Chỉ lấy bài của trang này, ví dụ vafc.gov.vn.
web-api-lang-filter = Chỉ lấy bài có câu viết bằng ngôn ngữ này.
web-api-lang = Ngôn ngữ muốn đọc; không lọc kết quả.
web-api-year = Chỉ lấy bài công bố trong năm này.
web-api-limit = Số bài mỗi trang.
web-api-cursor = Dấu trang lấy từ trang trước.
web-api-text = Tin nhắn, nguyên văn.
web-api-links-field = Các đường dẫn gửi kèm.
web-api-matches = Số bài muốn nhận.
web-api-id = Mã ngắn 8 ký tự, hoặc id đầy đủ.
web-api-max-age = Chỉ lấy bài công bố trong chừng ấy ngày trở lại.
web-api-offset = Bỏ qua chừng ấy kết quả; chỉ dùng khi không có pageToken.
web-api-200 = Kết quả.
web-api-301 = Bài đã được thay bằng bài khác.
web-api-304 = Không có gì đổi từ lần trước.
web-api-400 = Yêu cầu không đúng; code nói rõ điều gì.
web-api-404 = Không có bài này.
web-api-410 = Bài đã được rút.
web-api-413 = Gửi nhiều quá.
web-api-415 = Phải gửi bằng application/json.
web-api-429 = Hỏi nhanh quá; xem Retry-After.
web-api-503 = Tạm thời chưa trả lời được; xem Retry-After.
# $line (count): line
# $column (count): column
# $why (text): parser's words
web-api-json = JSON không đọc được ở dòng { $line }, cột { $column }: { $why }
# $most (count): links
# $characters (count): characters
web-api-links = Nhiều nhất { $most } đường dẫn, mỗi đường dẫn nhiều nhất { $characters } ký tự.
