## Bản in, áp phích, tờ rơi, ảnh chia sẻ, mã QR.

print-checked = Đã kiểm chứng
print-verdict = Kết luận
# $value (count): 1 to 5
print-level = mức { $value } trên 5
# $day (date): day
print-published = Công bố { $day }
# $day (date): day
print-changed = Sửa { $day }
# $version (number): version
print-version = Bản { $version }
# $day (date): day
print-printed = In ngày { $day }
# $page (text): this page
# $pages (text): how many
print-page = Trang { $page } trên { $pages }
print-by = Người làm và duyệt
print-sources = Bằng chứng
# $day (date): day
print-copied = Bản lưu của chúng tôi: { $day }
print-changes = Đã thay đổi gì
# $version (number): version
print-to-version = bản { $version }
print-reply = Ý kiến của bên liên quan
print-table = Bảng
print-scan = Quét mã để đọc bằng chứng
print-scan-why = và xem bài này có đính chính mới hay không.
print-or = Hoặc gõ địa chỉ:
print-corrections = Tìm đính chính
# $address (text): short address
print-corrections-at = Bài có thể đã được sửa sau ngày in. Tìm đính chính mới nhất tại { $address }
# $version (number): this version
# $by (number): the newer one
print-superseded = Bản cũ, không còn giá trị. Đây là bản { $version }; đã có bản { $by }.
print-withdrawn = Bài này đã được rút lại. Đừng dùng nữa.
print-unshown = “[?]” là chữ mà bản in không có; trên trang có đủ.
# $licence (text): licence
print-licence = Giấy phép: { $licence }
# $address (text): address
print-qr = Mã QR mở { $address }
# $rating (text): rating
# $claim (text): claim
print-title = { $rating }: { $claim }
print-shape-true = Hình tròn đặc, dấu đúng
print-shape-mostly-true = Hình tròn, đặc ba phần tư
print-shape-mixed = Hình tròn, đặc một nửa
print-shape-missing-context = Hình tròn khuyết một góc
print-shape-misleading = Hình thoi, mũi tên rẽ
print-shape-altered = Hình thoi bị cắt đôi
print-shape-outdated = Hình thoi, đồng hồ
print-shape-false = Hình vuông đặc, dấu chéo
print-shape-fabricated = Hình vuông rỗng, dấu chéo
print-shape-scam = Hình tam giác, dấu chấm than
print-shape-unproven = Vòng tròn nét đứt, dấu hỏi
print-shape-satire = Khung lời nói, mặt cười
print-shape-none = Vòng tròn nét đứt, gạch ngang
