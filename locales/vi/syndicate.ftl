## Nguồn tin, thẻ nhúng và dữ liệu cho phần mềm khác.

# $name (text): name of the site
syndicate-checks = { $name }: các câu đã kiểm chứng
# $name (text): name of the site
# $what (text): what the list is narrowed to
syndicate-checks-narrowed = { $name }: các câu đã kiểm chứng ({ $what })
# $words (text): what was searched for
syndicate-words = “{ $words }”
# $name (text): name of the site
syndicate-corrections = { $name }: đính chính, bổ sung và rút bài
syndicate-mark-corrected = Đã đính chính
syndicate-mark-withdrawn = Đã rút

embed-corrected = Bài đã được đính chính. Đây là bản mới nhất.
embed-withdrawn = Bài này đã được rút. Kết luận trước đây không còn giá trị.
# $why (text): reason
embed-withdrawn-why = Lý do: { $why }
# $number (text): version
# $day (text): day
embed-version = Bản { $number }, { $day }
embed-read = Đọc bằng chứng
# $claim (text): claim
# $name (text): name of the site
embed-title = Kiểm chứng của { $name }: { $claim }

settings-hint-security = Một địa chỉ thư, hoặc địa chỉ bắt đầu bằng https://. Có địa chỉ này thì trang có tệp security.txt.
settings-hint-frames = Ví dụ: https://bao.example https://*.truong.example. Để * nếu trang nào cũng được nhúng, ghi none nếu không trang nào được.
settings-no-contact = Hãy ghi một địa chỉ thư, hoặc địa chỉ bắt đầu bằng https://.
settings-no-sites = Hãy ghi * hoặc none, hoặc các địa chỉ bắt đầu bằng https:// cách nhau bằng dấu cách.
