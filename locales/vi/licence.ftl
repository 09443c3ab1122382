## Giấy phép của từng bài.

# $licence (text): the desk's licence
licence-as-desk = Như của cả trang ({ $licence })
licence-the-desks = Như của cả trang
licence-as-desk-none = Như của cả trang (không ghi giấy phép)
licence-all-rights = Giữ mọi quyền
licence-other = Giấy phép khác…
licence-address = Địa chỉ của giấy phép khác
licence-hint = Chỉ dùng khi chọn “Giấy phép khác”. Ví dụ: https://tin.example/giay-phep
licence-none = Giấy phép này không dùng được. Hãy chọn một giấy phép trong danh sách, hoặc chọn “Giấy phép khác” rồi nhập địa chỉ bắt đầu bằng https://, không quá 300 chữ.
# $licence (text): licence
licence-cited = Giấy phép: { $licence }.
