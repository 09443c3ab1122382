## Thiết lập, và lần khám `doctor`.

# $name (text): option
origin-flag = tuỳ chọn { $name }
# $name (text): variable
origin-env = biến { $name }
# $file (text): file
# $line (count): line
origin-file = { $file }, dòng { $line }
origin-default = mặc định
# $name (text): variable
origin-locale = ngôn ngữ của máy, { $name }

setting-data = thư mục dữ liệu
setting-store = nơi lưu
setting-keys = thư mục khoá
setting-config = tệp thiết lập
setting-ui = ngôn ngữ màn hình
setting-log = mức ghi nhật trình

config-no-file = không có, không bắt buộc

doctor-settings = Thiết lập
doctor-checks = Khám
doctor-ok = được
doctor-warn = nên xem
doctor-bad = phải sửa
doctor-all-well = Không có điều gì phải sửa.
# $count (count): things to mend
doctor-to-mend = Có { $count } điều phải sửa.
# $name (message): setting
# $value (text): value
# $origin (message): where from
doctor-setting = { $name }: { $value } ({ $origin })

# $path (text): folder
doctor-data-ok = Thư mục dữ liệu { $path } ghi được.
# $path (text): folder
doctor-data-absent = Thư mục dữ liệu { $path } chưa có; lệnh ghi đầu tiên sẽ tạo ra.
# $path (text): folder
doctor-data-not-folder = { $path } không phải thư mục. Hãy chọn nơi khác bằng --data.
# $path (text): folder
doctor-data-not-writable = Không ghi được vào thư mục dữ liệu { $path }. Hãy cho người dùng này quyền ghi.
# $path (text): folder
doctor-data-temporary = Thư mục dữ liệu { $path } nằm ở chỗ tạm, có thể mất khi máy khởi động lại. Hãy chọn nơi khác bằng --data.
# $free (bytes): room
doctor-disk-ok = Ổ đĩa còn { $free }.
# $free (bytes): room
doctor-disk-low = Ổ đĩa chỉ còn { $free }. Hãy dọn chỗ trước khi nhập nhiều.
# $free (bytes): room
doctor-disk-full = Ổ đĩa chỉ còn { $free }; sẽ không ghi được nữa. Hãy dọn chỗ ngay.
doctor-disk-unknown = Không đo được chỗ trống của ổ đĩa.
# $path (text): folder
doctor-keys-ok = Thư mục khoá { $path } chỉ chủ của nó đọc được.
# $path (text): folder
doctor-keys-absent = Thư mục khoá { $path } chưa có; sẽ được tạo khi cần, chỉ chủ của nó đọc được.
# $path (text): folder
# $mode (text): mode in octal
doctor-keys-open = Thư mục khoá { $path } có quyền { $mode }, người khác xem được. Hãy chạy: chmod 700 { $path }
# $path (text): folder
doctor-keys-not-folder = { $path } không phải thư mục. Hãy sửa THUCHU_KEYS.
# $path (text): folder
doctor-keys-in-backup = Thư mục khoá { $path } nằm trong một thư mục sao lưu. Khoá phải để ngoài bản sao lưu, nếu không việc xoá sẽ vô hiệu.
# $kind (text): sqlite or postgres
# $version (count): schema version
doctor-store-ok = Kho ({ $kind }) mở được, lược đồ phiên bản { $version }.
# $path (text): file
doctor-store-absent = Kho { $path } chưa có; lệnh ghi đầu tiên sẽ tạo ra.
# $why (text): error
doctor-store-unreachable = Không mở được kho: { $why }. Hãy xem lại --store hoặc THUCHU_STORE.
# $version (count): schema version of the store
# $known (count): newest version known
doctor-store-newer = Kho có lược đồ phiên bản { $version }, bản này chỉ biết đến { $known }. Hãy dùng thuchu bản mới.
# $version (count): schema version of the store
# $known (count): newest version known
doctor-store-older = Kho có lược đồ phiên bản { $version }; lệnh ghi đầu tiên sẽ nâng lên { $known }. Hãy sao lưu trước.
# $date (date): today
doctor-clock-ok = Đồng hồ chỉ ngày { $date } (giờ quốc tế).
# $date (date): today
doctor-clock-wrong = Đồng hồ chỉ ngày { $date }, không thể đúng. Hãy chỉnh giờ, nên bật đồng bộ giờ.
# $date (date): today
doctor-clock-behind = Đồng hồ chỉ ngày { $date }, nhưng trong thư mục dữ liệu có tệp mới hơn thế. Hãy chỉnh lại giờ.
doctor-locale-ok = Màn hình dùng bảng mã UTF-8.
# $locale (text): locale
doctor-locale-not-utf8 = Máy đặt ngôn ngữ là "{ $locale }", có thể không hiện được chữ Việt. Hãy đặt LANG=vi_VN.UTF-8 hoặc C.UTF-8.

expected-text = một chuỗi chữ
expected-store = sqlite:TỆP hoặc postgres://…
# $state (message): fine, look or mend
# $finding (message): what was found
doctor-finding = [{ $state }] { $finding }
