## Trợ giúp trên dòng lệnh. Ví dụ trong `.examples` phải chạy được.

help-about = { -product }: bàn kiểm chứng tự đặt tại nhà, trả lời tin đồn điều gì thực, điều gì hư
    .long =
        { -product }: bàn kiểm chứng tự đặt tại nhà, trả lời tin đồn điều gì thực, điều gì hư.

        Bạn nhập các bài kiểm chứng đã công bố, rồi hỏi bằng lời của mình, có dấu hay không dấu.
        Câu trả lời là bài đúng điều bạn hỏi, hoặc lời nói thẳng rằng chưa ai kiểm chứng.
    .examples =
        Ví dụ:
          thuchu demo --ask "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
              điền dữ liệu minh hoạ rồi hỏi thử
          thuchu import bai-kiem-chung.json
              nhập các bài của nơi khác
          thuchu match "Điện thoại rơi nước vùi vào gạo có cứu được không?"
              hỏi một câu

        Mỗi thiết lập lấy từ nơi đầu tiên có nó: tuỳ chọn trên dòng lệnh, biến môi trường,
        tệp thuchu.toml trong thư mục dữ liệu, rồi mới đến mặc định. `thuchu doctor` cho biết
        từng giá trị đang dùng và lấy từ đâu.

        Mã thoát: 0 xong việc, 1 việc không thành, 2 gõ sai hoặc dữ liệu vào không dùng được.

help-usage = Cách dùng:
help-options-slot = [TUỲ CHỌN]
help-command-slot = LỆNH
help-heading-commands = Lệnh
help-heading-arguments = Cần gõ
help-heading-options = Tuỳ chọn
help-heading-common = Tuỳ chọn chung
help-help = In phần trợ giúp này
help-version = In số phiên bản

help-data = Thư mục dữ liệu (THUCHU_DATA). Mặc định: thư mục dữ liệu của người dùng, thường là ~/.local/share/thuchu
help-store = Nơi lưu (THUCHU_STORE): sqlite:TỆP hoặc postgres://… Mặc định: tệp thuchu.sqlite trong thư mục dữ liệu
help-config = Tệp thiết lập (THUCHU_CONFIG). Mặc định: thuchu.toml trong thư mục dữ liệu
help-ui = Ngôn ngữ của màn hình: vi hoặc en (THUCHU_LANG, rồi LC_ALL, LC_MESSAGES, LANG). Mặc định: vi
help-json = In kết quả và lỗi dạng JSON, cho chương trình đọc
help-quiet = Không in tiến độ

value-folder = THƯ_MỤC
value-file = TỆP
value-url = ĐỊA_CHỈ
value-text = CÂU_HỎI
value-lang = vi|en
value-number = SỐ
value-name = TÊN
value-level = MỨC
value-role = VAI_TRÒ
value-site = TRANG
value-format = DẠNG
value-source = NGUỒN
value-columns = CỘT
value-shell = VỎ_LỆNH

cmd-match = Hỏi một câu, nhận bài kiểm chứng đúng điều đó, hoặc lời đáp rằng chưa kiểm chứng
    .long =
        Hỏi một câu, nhận bài kiểm chứng đúng điều đó, hoặc lời đáp rằng chưa kiểm chứng.

        Câu hỏi có thể không dấu, viết tắt, hay là cả một tin nhắn được chuyển tiếp. Hỏi chỉ là tìm:
        câu hỏi không được lưu lại và không được ghi vào đâu cả.
    .examples =
        Ví dụ:
          thuchu match "dot quy chich mau dau ngon tay"
          thuchu match --file tin-nhan.txt --limit 3
          cat tin-nhan.txt | thuchu match - --json
    .text = Câu hỏi; dấu - để đọc từ đầu vào chuẩn
    .file = Đọc câu hỏi từ tệp văn bản UTF-8, nhiều nhất 4 MB
    .limit = Số bài nhiều nhất được nêu ra, từ 1 đến 100. Mặc định: 5
    .lang = Ngôn ngữ của chữ được hiện: vi hoặc en; không lọc bớt bài nào. Mặc định: ngôn ngữ màn hình; với --json: ngôn ngữ của bài
    .no-model = Không dùng mô hình hiểu nghĩa, chỉ tìm theo từ ngữ

cmd-import = Nhập các bài kiểm chứng đã công bố từ tệp, địa chỉ web hoặc đầu vào chuẩn
    .long =
        Nhập các bài kiểm chứng đã công bố từ tệp, địa chỉ web hoặc đầu vào chuẩn.

        Đọc được ClaimReview (JSON-LD, kể cả nằm trong trang HTML), NDJSON, DataFeed, câu trả lời của
        Google Fact Check, CSV và XLSX, và tệp do `thuchu export` viết ra. Bản ghi hỏng được kể ra kèm
        dòng và lý do rồi bỏ qua, phần còn lại vẫn được nhập. Nhập lại cùng một tệp không làm thừa bài nào;
        việc dở dang được làm tiếp khi bạn chạy lại đúng lệnh đó.

        Bài mới nhập chỉ được hiện, chưa được dùng để trả lời, cho đến khi hai biên tập viên tin nơi
        công bố đó: xem `thuchu publisher trust`.
    .examples =
        Ví dụ:
          thuchu import bai-kiem-chung.json
          thuchu import https://example.org/claimreview.json --complete
          thuchu import bang.xlsx --columns "claim=Nội dung,url=Link" --labels nhan.toml --report hong.ndjson
          cat bai.ndjson | thuchu import - --format ndjson
    .source = Tệp, địa chỉ http(s), hoặc dấu - để đọc từ đầu vào chuẩn
    .format = Dạng dữ liệu: auto, json, ndjson, html, csv, tsv, xlsx, own (tệp của thuchu export). Mặc định: auto
    .columns = Cột nào của bảng là gì, khi tên cột lạ: claim=Nội dung,url=Link,… hoặc một tệp TOML ghi như vậy
    .labels = Tệp TOML gán kết luận của từng nơi công bố vào thang 1–5; nhãn không có trong tệp thì không có giá trị
    .complete = Tệp này là toàn bộ danh sách của nơi công bố: bài nào không còn trong đó thì được rút
    .despite-broken = Cùng với --complete: vẫn rút, dù có bản ghi hỏng không rõ là về bài nào
    .report = Ghi các bản ghi hỏng vào tệp này, mỗi dòng một bản ghi JSON. Mặc định: trong reports/ của thư mục dữ liệu

cmd-export = Xuất mọi bài kiểm chứng trong kho, để chép sang nơi khác
    .long =
        Xuất mọi bài kiểm chứng trong kho, để chép sang nơi khác.

        Mỗi dòng là một bản ghi JSON; `thuchu import` đọc lại được trọn vẹn. Tin nhắn của người hỏi không
        bao giờ có trong đó.
    .examples =
        Ví dụ:
          thuchu export > tat-ca.ndjson
          thuchu export --output tat-ca.ndjson
          thuchu export --format datafeed --output datafeed.json
    .output = Ghi vào tệp này thay vì đầu ra chuẩn; tệp chỉ hiện ra khi đã ghi xong
    .format = Dạng viết ra: own (đọc lại được trọn vẹn), own-full (thêm địa chỉ công khai và lúc tải về), ndjson (ClaimReview mỗi dòng), datafeed, csv. Mặc định: own

cmd-evaluate = Đo máy tìm trên dữ liệu của bạn: tìm đúng bao nhiêu, trả lời sai bao nhiêu
    .long =
        Đo máy tìm trên dữ liệu của bạn: tìm đúng bao nhiêu, trả lời sai bao nhiêu.

        Thư mục có corpus.jsonl (các bài), queries.jsonl (các câu hỏi) và qrels.jsonl (câu nào đúng bài nào).
        Đo trong bộ nhớ; kho của bàn kiểm chứng không bị đụng đến.
    .examples =
        Ví dụ:
          thuchu evaluate du-lieu/
          thuchu evaluate du-lieu/ --split dev --leave-one-out --json
          thuchu evaluate du-lieu/ --per-query tung-cau.jsonl
    .dir = Thư mục chứa corpus.jsonl, queries.jsonl và qrels.jsonl
    .split = Dùng queries.TÊN.jsonl và qrels.TÊN.jsonl
    .model = Thư mục mô hình, hoặc none: chỉ so chữ. Mặc định: none
    .leave-one-out = Hỏi thêm mỗi câu một lần nữa khi đã bỏ bài đúng của nó ra
    .threads = Số luồng chạy. Mặc định: 1
    .cache = Tệp giữ các vectơ đã tính, để lần sau khỏi tính lại
    .per-query = Ghi vào tệp này mỗi câu hỏi một dòng JSON

cmd-publisher = Xem các nơi công bố và đặt mức tin cậy
    .long =
        Xem các nơi công bố và đặt mức tin cậy.

        Mức none: ẩn các bài của nơi đó. Mức show: hiện kèm tên và đường dẫn, không dùng để trả lời.
        Mức answer: được dùng để trả lời. Mỗi lần đổi mức cần hai biên tập viên và được ghi vào nhật ký.
    .examples =
        Ví dụ:
          thuchu publisher list
          thuchu publisher trust "Báo Kiểm Chứng" answer --by "Nguyễn Thị Lan" --and "Trần Minh"
cmd-publisher-list = Liệt kê các nơi công bố, mức tin cậy và số bài
cmd-publisher-trust = Đặt mức tin cậy của một nơi công bố
    .name = Tên hoặc trang của nơi công bố
    .level = Mức tin cậy: none, show hoặc answer
    .by = Biên tập viên đề nghị
    .and = Biên tập viên thứ hai, khác người đề nghị

cmd-editor = Thêm và xem biên tập viên của bàn kiểm chứng
    .examples =
        Ví dụ:
          thuchu editor add "Nguyễn Thị Lan"
          thuchu editor list
cmd-editor-add = Thêm một người vào bàn kiểm chứng
    .name = Tên người đó, viết như trên bài; chữ hoa chữ thường coi như một
    .role = Vai trò: contributor, editor, admin, trainer hoặc auditor. Mặc định: editor
cmd-editor-list = Liệt kê những người của bàn kiểm chứng

cmd-verify = Soát kho: các bản ghi, tệp, nhật ký và danh mục tìm có khớp nhau không
    .long =
        Soát kho: các bản ghi, tệp, nhật ký và danh mục tìm có khớp nhau không.

        Chỉ đọc, không sửa gì. Không cần khoá. Có chỗ sai thì kể ra từng chỗ và kết thúc với mã 1.
        Nhật ký bị cắt đuôi, hoặc bị viết lại từ đầu, tự nó trông vẫn lành: muốn biết thì đưa vào
        một dấu đã công bố trước đó (ở trang /audit) bằng --head.
    .examples =
        Ví dụ:
          thuchu verify
          thuchu verify --json
          thuchu verify --heads dau.txt

cmd-doctor = Khám máy và thiết lập: mỗi giá trị lấy từ đâu, chỗ nào sẽ gây lỗi
    .long =
        Khám máy và thiết lập: mỗi giá trị lấy từ đâu, chỗ nào sẽ gây lỗi.

        Xem thư mục dữ liệu có ghi được không, còn bao nhiêu chỗ trống, khoá có kín không, kho có mở được
        không và có đúng phiên bản không, đồng hồ có hợp lý không; với `thuchu serve`: cổng, chứng chỉ, máy
        trung gian, địa chỉ công khai. Có điều phải sửa thì kết thúc với mã 1.
    .examples =
        Ví dụ:
          thuchu doctor
          thuchu doctor --data /srv/thuchu --json

cmd-demo = Điền một bàn kiểm chứng trống bằng các bài minh hoạ, để dùng thử
    .long =
        Điền một bàn kiểm chứng trống bằng các bài minh hoạ, để dùng thử.

        Các bài được ghi là của nơi công bố "Demonstration". Bàn đã có bài khác thì lệnh này từ chối.
    .examples =
        Ví dụ:
          thuchu demo
          thuchu demo --ask "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
    .ask = Điền xong thì hỏi luôn câu này

cmd-completions = In phần gợi ý lệnh cho bash, zsh, fish, elvish hoặc powershell
    .examples =
        Ví dụ:
          thuchu completions bash > ~/.local/share/bash-completion/completions/thuchu
          thuchu completions fish > ~/.config/fish/completions/thuchu.fish
    .shell = Vỏ lệnh: bash, zsh, fish, elvish hoặc powershell

cmd-serve = Mở trang web và API cho người đọc
    .long =
        Mở trang web và API cho người đọc.

        Chạy được ngay trên thư mục trống. Mặc định chỉ máy này vào được (127.0.0.1:8080); muốn mở ra
        ngoài thì đặt một máy chủ trung gian phía trước, hoặc dùng --listen cùng --tls-cert và --tls-key.
        Chứng chỉ thay mới được đọc lại mà không phải khởi động lại. Dừng bằng Ctrl+C hoặc SIGTERM:
        yêu cầu đang dở được làm cho xong, nhiều nhất 10 giây.

        Mỗi tuỳ chọn cũng đặt được trong thuchu.toml hoặc bằng biến THUCHU_…: listen, public_url,
        tls_cert, tls_key, trusted_proxies, metrics, rate_limit, utc_offset, log_format.
    .examples =
        Ví dụ:
          thuchu serve --demo
          thuchu serve --public-url https://tin.example.vn --trusted-proxies 127.0.0.1
          thuchu serve --listen :443 --tls-cert cert.pem --tls-key key.pem
    .demo = Bàn trống thì điền các bài minh hoạ trước khi mở
    .listen = Nơi nghe, MÁY:CỔNG; cổng 0 là cổng nào trống (THUCHU_LISTEN). Mặc định: 127.0.0.1:8080
    .public-url = Địa chỉ người đọc gõ, như https://tin.example.vn (THUCHU_PUBLIC_URL)
    .tls-cert = Tệp chứng chỉ PEM (THUCHU_TLS_CERT)
    .tls-key = Tệp khoá riêng PEM của chứng chỉ (THUCHU_TLS_KEY)
    .trusted-proxies = Máy chủ trung gian được tin, cách nhau bằng dấu phẩy, như 127.0.0.1,10.0.0.0/8 (THUCHU_TRUSTED_PROXIES)
    .metrics = Nơi nghe riêng cho số đo /metrics và /debug, chỉ trên máy này; off là tắt (THUCHU_METRICS). Mặc định: off
    .rate-limit = Số câu hỏi mỗi phút từ một nơi; 0 là không giới hạn (THUCHU_RATE_LIMIT). Mặc định: 60
    .no-model = Không dùng mô hình hiểu nghĩa, chỉ tìm theo từ ngữ
    .styleguide = Mở trang /styleguide cho người làm giao diện
value-address = MÁY:CỔNG
value-list = DANH-SÁCH
