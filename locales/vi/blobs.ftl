## Nơi giữ tệp: thư mục dữ liệu hoặc một bucket.

setting-blobs = nơi giữ tệp
setting-blobs-endpoint = máy chủ của bucket
setting-blobs-region = vùng của bucket
setting-blobs-key-file = khoá của bucket

# $origin (message)
error-blobs-address = Nơi giữ tệp ({ $origin }) phải viết là disk, hoặc s3://BUCKET/TIỀN-TỐ.
# $origin (message)
error-blobs-endpoint = Máy chủ của bucket ({ $origin }) phải viết là https://MÁY:CỔNG.
# $origin (message)
error-blobs-plain = Máy chủ của bucket ({ $origin }) ở máy khác: hãy dùng https. Nếu ai trên đường truyền cũng được đọc tệp, hãy viết http+unencrypted://MÁY:CỔNG.
# $origin (message)
error-blobs-region = Vùng của bucket ({ $origin }) phải viết như ap-southeast-1.
error-blobs-no-key = Đã nêu bucket nhưng chưa có khoá. Hãy ghi access key id và secret access key vào một tệp, mỗi thứ một dòng, rồi nêu tệp đó ở blobs_key_file.
# $path (text)
error-blobs-key-file = Không dùng được tệp chứa khoá của bucket: { $path }. Tệp có hai dòng: access key id và secret access key.
# $path (text)
error-blobs-key-file-open = Người khác đọc được khoá của bucket trong { $path }. Hãy chạy: chmod 600 { $path }

error-bucket-unreachable = Bucket không trả lời. Hãy kiểm tra blobs_endpoint và mạng rồi thử lại.
error-bucket-busy = Máy chủ của bucket báo đang bận hoặc hỏng. Hãy thử lại sau.
error-bucket-denied = Bucket không nhận khoá, hoặc khoá không được phép làm việc này. Hãy kiểm tra blobs_key_file và quyền của khoá.
error-bucket-missing = Không có bucket này. Hãy tạo bucket, hoặc sửa blobs.
error-bucket-refused = Bucket từ chối yêu cầu.
error-store-file-missing = Một tệp không còn ở nơi giữ tệp. Hãy chạy thuchu verify để biết mọi tệp bị thiếu, rồi lấy lại từ bản sao lưu.

# $place (text)
doctor-blobs-disk = Tệp được giữ trong { $place }.
# $place (text)
doctor-blobs-ok = Bucket { $place } nhận, trả và xoá được tệp, và không ghi đè tệp nào.
# $place (text)
doctor-blobs-unconditional = Bucket { $place } dùng được nhưng bỏ qua If-None-Match: cùng một tệp có thể được gửi hai lần. Không mất gì vì việc đó.
# $place (text)
doctor-blobs-plain = Tệp đi tới { $place } mà không được mã hoá.
# $place (text)
# $reason (text)
doctor-blobs-bad = Không giữ được tệp trong { $place }: { $reason }
# $files (count)
# $bytes (bytes)
# $named (count)
# $saved (bytes)
doctor-blobs-figures = { $files } tệp, { $bytes }, được dẫn { $named } lần; nhờ giữ mỗi tệp một lần, tiết kiệm { $saved }.

# $files (count)
# $bytes (bytes)
# $named (count)
# $saved (bytes)
verify-files = { $files } tệp, { $bytes }, được dẫn { $named } lần; nhờ giữ mỗi tệp một lần, tiết kiệm { $saved }.
