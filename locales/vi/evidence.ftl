## Bằng chứng: bản lưu của nguồn, lời trích, việc xem lại, cách kiểm tra.

evidence-copy = Bản lưu
evidence-copy-none = Chưa có bản lưu.
evidence-copy-no-address = Nguồn này chưa có liên kết: hãy thêm liên kết, hoặc đưa tệp lên.
evidence-copy-make = Lưu một bản
evidence-copy-again = Lưu bản mới
evidence-copy-bring = Đưa tệp lên
evidence-copy-open = Xem bản lưu và lời trích
evidence-copy-look = Xem nguồn này
evidence-copy-saves = Bài được lưu trước.
# $day (text): day
# $size (bytes): size of the leading file
evidence-copy-of = Lưu ngày { $day }, { $size }.
# $day (text): day
# $size (bytes): size of the leading file
evidence-copy-of-file = Tệp do bàn đưa lên ngày { $day }, { $size }.
evidence-copy-broken = Bản lưu bị thiếu tệp nên không dùng để công bố được. Hãy lưu bản mới.
evidence-copy-reload = Xem đã xong chưa
evidence-copy-asked = Bàn đang lưu nguồn này. Bạn cứ viết tiếp.
evidence-refused = Chưa lưu được
# $step (text): code
evidence-step = { $step ->
    [waiting] Đang chờ đến lượt.
    [page] Đang tải trang.
    [parts] Đang tải hình và kiểu chữ của trang.
    [screenshot] Đang chụp bản lưu.
    [storing] Đang cất bản lưu.
    [done] Đã lưu xong.
    [refused] Chưa lưu được.
   *[other] Đang làm.
}

# $code (text): what happened
# $about (text): the host, or the status that the site answered with
evidence-problem = { $code ->
    [copy-address] Đây không phải địa chỉ trang web. Hãy sửa liên kết, bắt đầu bằng https://.
    [copy-social] Bàn không tự lưu trang mạng xã hội. Nếu là trang chính thức của một tổ chức: hai biên tập viên xác nhận trang đó, rồi đưa lên tệp trang đã lưu trong trình duyệt.
    [copy-not_official] Chưa đủ hai biên tập viên xác nhận đây là trang chính thức của tổ chức. Xác nhận xong thì đưa tệp lên lại.
    [copy-status] Trang web trả lời bằng mã { $about } thay vì nội dung. Kiểm tra lại liên kết. Nếu trình duyệt của bạn vẫn mở được, lưu trang rồi đưa tệp lên.
    [copy-empty] Trang web trả lời nhưng không có nội dung. Mở trong trình duyệt, lưu trang rồi đưa tệp lên.
    [copy-no_words] Trang chỉ hiện chữ khi chạy mã của nó, mà bàn không chạy mã. Mở trong trình duyệt, lưu trang hoặc in ra PDF rồi đưa tệp lên.
    [copy-no_answer] Máy chủ không trả lời bằng dữ liệu đọc được. Thử lại sau.
    [copy-no_way_out] Bàn này không được cài đặt để tải từ mạng hoặc đọc tệp. Trang web lưu trong trình duyệt (HTML) thì vẫn đưa lên được; việc khác xin hỏi người vận hành.
    [copy-under_way] Nguồn này đang được lưu. Chờ một lát rồi xem lại.
    [copy-too_many] Bạn đang có nhiều bản chờ lưu. Chờ bớt rồi bấm lại.
    [copy-not_a_draft] Bài đã gửi duyệt. Lấy lại bài để viết tiếp, rồi hãy lưu.
    [copy-no_source] Nguồn này không còn trong bài, hoặc liên kết vừa đổi. Bấm lưu lần nữa.
    [copy-not_allowed] Vai trò của bạn không được lưu nguồn.
    [copy-broke_off] Việc lưu đứt giữa chừng nhiều lần. Thử lại sau, hoặc đưa tệp lên.
    [copy-store] Kho của bàn chưa trả lời. Thử lại sau ít phút.
    [fetch-scheme] Chỉ lưu được địa chỉ bắt đầu bằng http:// hoặc https://.
    [fetch-credentials] Liên kết có tên và mật khẩu ở trong. Bỏ phần đó đi rồi lưu lại.
    [fetch-port] Liên kết dùng một cổng lạ nên bàn không mở. Lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-host] Tên máy trong liên kết không đúng. Kiểm tra lại liên kết.
    [fetch-address] Liên kết dẫn vào một mạng nội bộ nên bàn không mở. Nếu là tài liệu công khai, tìm địa chỉ công khai của nó.
    [fetch-social_host] Liên kết dẫn sang mạng xã hội, bàn không tự lưu. Tìm bài gốc, hoặc đưa tệp lên nếu là trang chính thức đã được xác nhận.
    [fetch-unresolved] Không tìm thấy { $about } trên mạng. Kiểm tra chính tả của liên kết.
    [fetch-too_many_hops] { $about } chuyển trang quá nhiều lần, thường vì đòi đăng nhập hay đồng ý. Lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-bad_redirect] { $about } chuyển sang một địa chỉ hỏng. Mở trong trình duyệt để lấy địa chỉ cuối cùng.
    [fetch-downgrade] { $about } chuyển từ kết nối an toàn sang không an toàn nên bàn dừng lại. Lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-connect] Không kết nối được với { $about }. Trang có thể chặn máy của bàn hoặc đang hỏng: thử lại sau, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-too_slow] { $about } trả lời quá chậm. Thử lại sau, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-silent] { $about } đang gửi thì im. Thử lại sau, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-too_large] Trang ở { $about } quá lớn. Nếu chỉ cần một phần, in phần đó ra PDF rồi đưa tệp lên.
    [fetch-encoding] { $about } gửi dữ liệu nén không giải ra được. Lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-status] { $about } trả lời bằng mã lỗi. Kiểm tra lại liên kết, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-broken] Câu trả lời của { $about } bị đứt. Thử lại sau, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
    [fetch-not_resumable] Tệp ở { $about } tải dở không nối tiếp được. Thử lại sau.
    [fetch-setup] Phần tải từ mạng của bàn chưa chạy. Xin hỏi người vận hành.
    [document-empty] Tệp trống. Chọn lại tệp.
    [document-too_large] Tệp quá lớn. Chia nhỏ, hoặc chỉ giữ những trang cần.
    [document-not_taken] Loại tệp này không nhận. Nhận trang web đã lưu (HTML), PDF, ảnh, tài liệu DOCX hoặc ODT, chữ thường.
    [document-broken] Tệp hỏng, không đọc được. Tải lại tệp gốc, hoặc in ra PDF rồi đưa lên.
    [document-locked] Tệp có mật khẩu. Gỡ mật khẩu rồi đưa lên.
    [document-too_much_inside] Tệp bung ra quá lớn nên bàn dừng lại. In thành PDF mới, ít trang hơn, rồi đưa lên.
    [document-leads_out] Tệp có phần trỏ ra ngoài chính nó nên không nhận. Mở ra, in thành PDF mới rồi đưa lên.
    [document-document_type] Tệp có cấu trúc mà chương trình văn phòng không viết nên không nhận. Mở ra, in thành PDF mới rồi đưa lên.
    [document-took_too_long] Đọc tệp mất quá nhiều thời gian. In thành PDF mới, ít trang hơn, rồi đưa lên.
    [document-busy] Bàn đang đọc nhiều tệp. Chờ một phút rồi đưa lên lại.
    [document-no_worker] Phần đọc tệp của bàn chưa chạy. Xin hỏi người vận hành.
    [picture-too_large] Ảnh quá lớn. Thu nhỏ rồi đưa lên.
    [picture-too_many_pixels] Ảnh có quá nhiều điểm ảnh. Thu nhỏ rồi đưa lên.
    [picture-not_a_picture] Loại ảnh này không nhận. Nhận JPEG, PNG, WebP và GIF.
    [picture-broken] Ảnh hỏng, không mở được. Mở trong chương trình ảnh, lưu lại rồi đưa lên.
    [picture-took_too_long] Mở ảnh mất quá nhiều thời gian. Thu nhỏ rồi đưa lên.
    [picture-busy] Bàn đang mở nhiều ảnh. Chờ một phút rồi đưa lên lại.
    [picture-no_worker] Phần mở ảnh của bàn chưa chạy. Xin hỏi người vận hành.
   *[other] Chưa có bản lưu ({ $about }). Thử lại sau, hoặc lưu trang trong trình duyệt rồi đưa tệp lên.
}

evidence-words = Lời trích trong bản lưu
evidence-words-found = Lời trích có trong bản lưu:
evidence-words-not-found = Không thấy lời trích trong bản lưu. Mở bản lưu và chép lại đúng từng chữ.
evidence-words-short = Lời trích quá ngắn, nhiều nơi có thể giống. Trích thêm vài chữ quanh đó.
evidence-words-machine = Chữ của bản lưu do máy đọc từ ảnh, có thể sai. Máy đọc thì giúp tìm kiếm, không làm bằng cho lời trích.
evidence-unquoted = Vì sao không trích lời nào
evidence-unquoted-hint = Chỉ cần khi không lời trích nào nằm trong bản lưu. Người đọc sẽ thấy câu này.
# $field (message): name of the field
# $typed (text): what was typed
evidence-no-date = { $field }: “{ $typed }” không phải ngày. Viết như 22/11/2026.

# $number (count): place in the review
evidence-title = Nguồn { $number }
evidence-to-review = Về bài
evidence-about = Về nguồn
evidence-about-title = Tên
evidence-about-publisher = Nơi công bố
evidence-about-byline = Đề tên tác giả
evidence-about-published = Ngày công bố
evidence-about-address = Địa chỉ
evidence-about-led = Dẫn tới
evidence-about-status = Máy chủ trả lời
evidence-about-copied = Lưu ngày
evidence-about-pages = Số trang
evidence-about-way = Cách lưu
# $way (text): code
evidence-way = { $way ->
    [fetched] bàn tự tải từ địa chỉ này
    [uploaded] bàn đưa tệp lên, vì trang không tải được
   *[other] { $way }
}
# $count (count): pictures, styles, frames
evidence-parts-missing = Thiếu { $count } phần của trang (hình, kiểu chữ, khung) vì không tải được.
evidence-files = Tệp
# $role (text): code
evidence-file = { $role ->
    [page] Trang web trọn trong một tệp
    [document] Tài liệu
    [text] Phần chữ
    [warc] Dữ liệu đường truyền (WARC)
    [screenshot] Ảnh chụp bản lưu
    [content] Nội dung bài
   *[other] { $role }
}
evidence-file-name = Tệp
evidence-file-size = Cỡ
evidence-file-get = Tải về
# $name (message): which file
evidence-file-get-label = Tải về: { $name }
evidence-frame = Bản lưu của trang
evidence-frame-note = Bản lưu nằm trong khung kín: không chạy mã, không tải gì từ ngoài. Lời trích được tô.
evidence-frame-alone = Mở bản lưu thành trang riêng
evidence-document-note = Bản lưu là một tài liệu. Tải về để đọc cả bài.
evidence-screenshot = Ảnh chụp bản lưu
evidence-looks = Những lần xem lại
evidence-looks-none = Chưa xem lại lần nào. Bàn xem lại mỗi tuần, từ khi bài dựa vào nguồn này được công bố.
evidence-looks-never = Tệp do bàn đưa lên thì không xem lại được trên mạng.
# $found (text): code
evidence-finding = { $found ->
    [same] Vẫn như cũ
    [changed] Đã đổi lời
    [moved] Đã dời chỗ
    [gone] Không còn
    [unreachable] Không vào được
    [kept_out] Trang không cho máy xem lại
   *[other] { $found }
}
# $found (text): code
# $day (text): day
evidence-found-on = { $found ->
    [same] Xem lại ngày { $day }: nguồn vẫn như cũ.
    [changed] Ngày { $day }: nguồn đã đổi lời so với bản lưu.
    [moved] Ngày { $day }: nguồn đã dời sang địa chỉ khác.
    [gone] Ngày { $day }: nguồn không còn trên mạng. Bản lưu vẫn ở đây.
    [unreachable] Ngày { $day }: không vào được nguồn.
    [kept_out] Ngày { $day }: nguồn không cho máy xem lại.
   *[other] { $day }: { $found }
}
# $status (text): number
evidence-look-status = mã { $status }
evidence-difference = Nguồn đã đổi gì
evidence-difference-none = Phần chữ của bài không khác.
evidence-difference-removed = Bớt
evidence-difference-added = Thêm
evidence-difference-more = Còn nữa; hai bản đầy đủ ở phần tệp.
evidence-still-says = Lời trích vẫn còn trong nguồn.
evidence-no-longer-says = Lời trích không còn trong nguồn.
evidence-others = Những bản lưu khác của địa chỉ này
# $day (text): day
evidence-other-of = Bản lưu ngày { $day }
evidence-seen-before = Tệp này đã gặp ở
evidence-seen-before-copy = một bản lưu khác, chưa dùng trong bài công bố
evidence-only-facts = Đây chỉ là thông tin để so, không phải kết luận.

evidence-bring-title = Đưa tệp lên
evidence-bring-lead = Khi trang không tải được: mở nguồn trong trình duyệt, lưu trang (HTML) hoặc in ra PDF, rồi chọn tệp ở đây. Cũng nhận ảnh, DOCX và ODT.
# $most (bytes): largest file
evidence-bring-hint = Tối đa { $most }. Thông tin ẩn trong tệp được cho bạn xem một lần rồi bỏ.
evidence-bring-file = Tệp
evidence-bring-send = Đưa lên làm bản lưu
evidence-bring-none = Chưa chọn tệp.
evidence-brought = Tệp đã thành bản lưu của nguồn này.
evidence-brought-facts = Ngoài nội dung, trong tệp còn có
evidence-brought-once = Bảng này chỉ hiện một lần. Những thông tin này đã bị bỏ khỏi bản lưu và không cất ở đâu. Đó là điều tệp tự ghi, không phải kết luận.
evidence-brought-clean = Ngoài nội dung, trong tệp không có thông tin nào khác.
evidence-brought-on = Xem bản lưu
# $name (text): code
evidence-fact = { $name ->
    [make] Hãng máy
    [model] Máy
    [taken] Chụp lúc
    [software] Phần mềm
    [place] Nơi chụp (vĩ độ, kinh độ)
    [altitude] Độ cao (mét)
    [orientation] Chiều xoay
    [size] Cỡ (điểm ảnh)
    [creator] Người tạo
    [rights] Bản quyền
    [caption] Lời chú
    [title] Tên tài liệu
    [created] Tạo lúc
    [modified] Sửa lúc
   *[beside] Kèm theo
}
# $code (text): code
# $kind (text): as it is named in the file
evidence-fact-beside = { $code ->
    [thumbnail] ảnh nhỏ
    [embedded_files] tệp đính trong
    [scripts] mã chạy
    [form] biểu mẫu
    [macros] macro
   *[other] { $kind }
}

evidence-official-title = Trang chính thức trên mạng xã hội
evidence-official-lead = Trang của người riêng thì bàn không bao giờ lưu. Trang của một tổ chức chỉ lưu được khi hai biên tập viên cùng xác nhận đó đúng là trang của họ; khi ấy cứ lưu trang trong trình duyệt rồi đưa tệp lên.
evidence-official-none = Chưa có trang nào.
evidence-official-waiting = Chờ người thứ hai xác nhận
evidence-official-confirmed = Đã xác nhận
evidence-official-page = Trang
evidence-official-organisation = Tổ chức
evidence-official-state = Trạng thái
# $name (text): who named it
# $day (text): day
evidence-official-named = { $name } nêu ngày { $day }
# $name (text): who confirmed it
# $day (text): day
evidence-official-confirmed-by = { $name } xác nhận ngày { $day }
evidence-official-own = Bạn nêu trang này; người khác xác nhận.
evidence-official-confirm = Đúng là của họ
# $page (text): address
evidence-official-confirm-label = Xác nhận: { $page }
evidence-official-remove = Bỏ khỏi danh sách
# $page (text): address
evidence-official-remove-label = Bỏ khỏi danh sách: { $page }
evidence-official-new = Thêm một trang
evidence-official-address = Địa chỉ trang
evidence-official-address-hint = Ví dụ https://www.facebook.com/tentrang. Mọi bài đăng dưới trang đó cũng được tính.
evidence-official-name = Tên tổ chức
evidence-official-add = Thêm
evidence-official-link = Trang chính thức đã xác nhận
evidence-official-done-named = Đã thêm. Một biên tập viên khác xác nhận.
evidence-official-done-confirmed = Đã xác nhận.
evidence-official-done-removed = Đã bỏ khỏi danh sách. Bản lưu đã có vẫn giữ nguyên.
# $why (text): code
evidence-official-refused = { $why ->
    [address] Đây không phải địa chỉ một trang trên mạng xã hội.
    [name] Tên tổ chức có từ 1 đến 200 chữ cái.
    [exists] Trang này đã có trong danh sách.
    [another] Cần một biên tập viên khác xác nhận, hoặc trang đã được xác nhận rồi.
   *[other] Vai trò của bạn không làm được việc này.
}

evidence-beside-title = Đối chiếu
evidence-beside-lead = Những điều để so với câu kiểm chứng và các lời trích. Không có kết luận nào ở đây.
evidence-beside-none = Không thấy ngày, thứ, ngày âm lịch hay đơn vị nào để đối chiếu.
evidence-beside-notes = Ngày tháng và đơn vị
# $written (text): the words of the text
# $day (text): the date
# $weekday (message): day of the week
evidence-beside-weekday-right = “{ $written }”: ngày { $day } đúng là { $weekday }.
# $written (text): the words of the text
# $day (text): the date
# $weekday (message): day of the week
evidence-beside-weekday-wrong = “{ $written }”: không khớp, ngày { $day } là { $weekday }.
# $written (text): the words of the text
# $lunar (message): day of the lunar year
evidence-beside-lunar = “{ $written }” là { $lunar }.
# $kind (text): leap or plain month
# $day (count): day
# $month (count): month
# $year (text): name of the year
evidence-lunar = { $kind ->
    [leap] ngày { $day } tháng { $month } nhuận năm { $year } âm lịch
   *[plain] ngày { $day } tháng { $month } năm { $year } âm lịch
}
# $written (text): the words of the text
# $day (text): day
# $weekday (message): day of the week
evidence-beside-solar = “{ $written }” là { $weekday }, { $day } dương lịch.
# $written (text): the words of the text
# $other (text): the same in other units
evidence-beside-unit = “{ $written }” = { $other }.
# $kind (text): exact or about
# $region (text): whose old measure
# $value (text): how many
# $unit (message): of what
evidence-amount = { $kind ->
    [about] khoảng { "" }
   *[exact] { "" }
}{ $value } { $unit }{ $region ->
    [north] { " " }(Bắc Bộ)
    [centre] { " " }(Trung Bộ)
    [south] { " " }(Nam Bộ)
   *[none] { "" }
}
# $unit (text): code
evidence-unit = { $unit ->
    [gram] g
    [lang] lạng
    [kilogram] kg
    [yen] yến
    [ta] tạ
    [ton] tấn
    [chi] chỉ
    [luong] lượng
    [troy_ounce] ounce vàng (troy)
    [pound] pound
    [inch] inch
    [foot] foot
    [centimetre] cm
    [metre] m
    [kilometre] km
    [mile] dặm Anh
    [nautical_mile] hải lý
    [square_metre] m²
    [hectare] ha
    [square_kilometre] km²
    [sao] sào
    [mau] mẫu
    [cong] công đất
    [celsius] °C
    [fahrenheit] °F
   *[other] đơn vị
}
evidence-checked = Ai đã kiểm chứng câu này
evidence-checked-here = Trong kho bài của nơi khác mà bàn đã nhập
evidence-checked-none = Trong kho chưa có bài nào giống câu này.
evidence-checked-ask = Hỏi các máy chủ khác
evidence-checked-ask-hint = Câu kiểm chứng được gửi tới các máy chủ mà người vận hành đã chọn.
evidence-checked-by = Các máy chủ trả lời
evidence-checked-no-servers = Người vận hành chưa chọn máy chủ nào để hỏi.
evidence-checked-nothing = Không có bài nào.
# $host (text): server
evidence-checked-silent = { $host } không trả lời.
# $rating (text): the publisher's word
evidence-checked-rating = Xếp loại: { $rating }

# $day (text): day
evidence-kept = Bản lưu ngày { $day }
# $number (count): place of the source
evidence-kept-title = Bằng chứng { $number }
evidence-kept-of = Bằng chứng của bài
evidence-kept-original = Mở nguồn gốc
evidence-kept-quote = Lời trích
evidence-kept-older = Đây là bằng chứng của một bản cũ của bài.
evidence-kept-unquoted = Vì sao không trích lời nào
evidence-proof = Tự kiểm tra
evidence-proof-lead = Ai cũng kiểm tra được rằng bản lưu này không bị sửa từ khi bài được công bố:
evidence-proof-1 = Tải bản kê, danh sách mã SHA-256 và các tệp về cùng một thư mục.
evidence-proof-2 = Chạy lệnh thứ nhất: mỗi tệp phải hiện “OK”.
evidence-proof-3 = Chạy lệnh thứ hai để đối chiếu cả nội dung bài với bản kê.
# $day (text): day
evidence-proof-stamped = Một máy chủ dấu thời gian bên ngoài chứng nhận bản kê có từ { $day }. Lệnh thứ ba kiểm tra dấu đó bằng chứng thư của máy chủ ấy (tsa.pem).
evidence-proof-manifest = Bản kê (manifest.json)
evidence-proof-sums = Danh sách mã (SHA256SUMS)
evidence-proof-content = Nội dung bài (check.json)
evidence-proof-token = Dấu thời gian (manifest.tsr)
evidence-proof-wait = Bản kê của bản này đang được lập. Xin quay lại sau ít phút.
