## Hộp tin cạnh trang: thời tiết, tỷ giá, thông báo.

# $source (text): who made it
# $at (text): hour
boxes-from = Nguồn: { $source }. Số liệu lúc { $at }.
boxes-standing = Các hộp lúc này
# $name (text): name
# $at (text): hour
boxes-shown = { $name }: đang hiện, số liệu lúc { $at }.
# $name (text): name
boxes-waiting = { $name }: chưa có số liệu.
# $name (text): name
# $problem (text): code
# $failures (count): failures
boxes-failed = { $name }: hỏng { $failures } lần liên tiếp ({ $problem }).
