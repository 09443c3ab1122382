## Bản lưu của nguồn: soát ở dòng lệnh, cài đặt máy chủ bên ngoài.

verify-help-evidence = Soát thêm bản lưu của các nguồn: tệp, mã băm, danh sách kê khai, dấu thời gian
verify-help-manifest = So các tệp nằm cạnh một danh sách kê khai đã tải về (manifest.json); không cần dữ liệu của bàn
# $copies (count): copies
# $files (count): files
# $bytes (bytes): their size
verify-copies = Đã soát { $copies } bản lưu, { $files } tệp ({ $bytes }).
# $versions (count): versions
# $manifests (count): manifests
# $stamped (count): time-stamps
verify-proofs = { $versions } bản đã công bố, { $manifests } danh sách kê khai, { $stamped } dấu thời gian.
# $versions (count): versions
verify-before-copies = { $versions } bản công bố từ trước khi bàn có bản lưu, nên không dựa vào bản lưu nào.
verify-evidence-clean = Bản lưu, tệp và những gì đã công bố khớp nhau.
# $file (text): file
verify-file-differs = Khác: { $file } không có mã băm ghi trong danh sách.
# $file (text): file
verify-file-missing = Thiếu: { $file }
# $check (text): public id
# $version (count): version
# $files (count): files
verify-manifest-of = Danh sách kê khai của bài { $check }, bản { $version }: { $files } tệp.
# $hash (text): SHA-256
verify-manifest-hash = SHA-256 của chính danh sách: { $hash }
verify-manifest-clean = Mọi tệp đúng như đã kê khai.
# $path (text): file
error-verify-manifest = { $path } không phải danh sách kê khai của một bài. Hãy tải lại manifest.json ở trang bằng chứng.
# $address (text): address
# $origin (message): where it was set
error-outside-address = "{ $address }" ({ $origin }) không phải địa chỉ http hoặc https.
# $most (count): servers
error-outside-too-many = Chỉ hỏi được nhiều nhất { $most } máy chủ claims:search.
setting-time-stamps = máy chủ dấu thời gian
setting-claims-search = máy chủ claims:search
