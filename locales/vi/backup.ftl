## Sao lưu: tạo, kiểm, khôi phục.

cmd-backup = Sao lưu toàn bộ dữ liệu vào một tệp, kể cả khi đang có người dùng
    .long =
        Sao lưu toàn bộ dữ liệu vào một tệp, kể cả khi đang có người dùng.

        Tệp chứa mọi bản ghi của kho và mọi tệp của thư mục dữ liệu, đúng như ở một thời điểm, từng phần
        kèm mã băm. Dùng `thuchu restore` để đưa lại vào SQLite hoặc PostgreSQL. Thư mục khoá không bao giờ
        nằm trong đó. Trong lúc làm, ổ đĩa cần chỗ gấp đôi phần bản ghi. Tệp chỉ mang tên của nó khi đã
        xong trọn vẹn.
    .examples =
        Ví dụ:
          thuchu backup sao-luu.tar
          thuchu backup sao-luu/hom-nay.tar --force --json
    .file = Ghi bản sao lưu vào tệp này
    .force = Ghi đè tệp đã có

cmd-restore = Khôi phục dữ liệu từ bản sao lưu vào một chỗ còn trống
    .long =
        Khôi phục dữ liệu từ bản sao lưu vào một chỗ còn trống.

        Trước hết, toàn bộ bản sao lưu được đọc và so mã băm; sau đó mới ghi. Chỗ nào đã có dữ liệu thì được
        giữ nguyên: hãy chọn thư mục dữ liệu khác. Nếu dừng giữa chừng thì chưa có gì được khôi phục, chạy
        lại đúng lệnh đó là làm lại từ đầu. Cuối cùng, mọi thứ được soát lại như `thuchu verify`.
    .examples =
        Ví dụ:
          thuchu restore sao-luu.tar --data /srv/thuchu-moi
          thuchu restore sao-luu.tar --check
          thuchu restore sao-luu.tar --data /srv/thuchu-moi --store postgres://thuchu@db/thuchu
    .file = Bản sao lưu
    .check = Chỉ đọc bản sao lưu và so mã băm, không ghi gì

# $checks (count): checks
# $files (count): files
# $bytes (bytes): size of the backup
# $path (text): the backup
backup-done = Đã sao lưu { $checks } bài kiểm chứng và { $files } tệp vào { $path } ({ $bytes }).
# $path (text): folder of keys
backup-keys = Khoá trong { $path } không nằm trong bản sao lưu. Hãy cất riêng.
# $path (text): the backup
# $when (text): when it was made
restore-checked = { $path } còn nguyên vẹn; bản này tạo lúc { $when }.
# $checks (count): checks
# $files (count): files
restore-holds = Trong đó có { $checks } bài kiểm chứng và { $files } tệp.
# $checks (count): checks
# $files (count): files
# $path (text): data folder
restore-done = Đã khôi phục { $checks } bài kiểm chứng và { $files } tệp vào { $path }
# $path (text): folder of keys
restore-keys = Bản sao lưu không có khoá. Nếu bạn còn giữ khoá, hãy chép vào { $path }

error-backup-no-file = Sao lưu cần một tệp, không ghi ra đầu ra chuẩn và không đọc từ đầu vào chuẩn. Hãy ghi tên tệp.
# $path (text): file
error-backup-exists = Đã có tệp { $path }. Hãy chọn tên khác, hoặc thêm --force để ghi đè.
# $path (text): file or folder
error-backup-underway = Đang có một lượt sao lưu hoặc khôi phục khác làm việc với { $path }. Hãy chờ xong, hoặc chọn tên khác.
error-backup-file = Một tệp trong thư mục dữ liệu bị mất hoặc hỏng, nên không sao lưu trọn vẹn được. Hãy chạy `thuchu verify` để biết là tệp nào.
# $path (text): file
error-backup-not-a-backup = { $path } không phải bản sao lưu của `thuchu backup`. Hãy xem lại tên tệp.
# $path (text): file
error-backup-newer-format = { $path } do bản mới hơn tạo ra, theo dạng mà bản này không đọc được. Hãy dùng bản thuchu mới hơn.
# $path (text): file
error-backup-newer-schema = { $path } do bản mới hơn tạo ra. Hãy dùng bản thuchu mới hơn để khôi phục.
# $path (text): file
error-backup-truncated = { $path } bị cụt, thiếu phần cuối. Hãy chép lại, hoặc dùng bản sao lưu khác.
# $path (text): file
error-backup-damaged = { $path } bị hỏng, có chỗ không còn như lúc ghi. Hãy chép lại, hoặc dùng bản sao lưu khác.
# $path (text): file
error-backup-foreign = { $path } có phần mà bản sao lưu của chúng tôi không bao giờ có, nên không dùng gì trong đó. Hãy xem lại tệp lấy từ đâu.
# $place (text): folder or store
error-backup-not-empty = { $place } đã có dữ liệu nên được giữ nguyên. Hãy khôi phục vào thư mục khác bằng --data THƯ_MỤC (và cơ sở dữ liệu trống bằng --store).
