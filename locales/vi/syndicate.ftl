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

syndicate-api-feeds = Nguồn chung kiểu Check
syndicate-api-feeds-about = Các bài đã công bố theo dạng feeds của Check (JSON:API), mới nhất trước, đi từng trang bằng con trỏ trong links.next.
syndicate-guide = Nguồn tin, dữ liệu và thẻ nhúng
syndicate-guide-lead = Những địa chỉ dưới đây để phần mềm khác đọc. Mỗi câu trả lời có ETag: hỏi lại bằng If-None-Match thì nhận 304 khi chưa có gì đổi.
syndicate-guide-feeds = Danh sách /checks với mọi cách lọc, dạng RSS, Atom hoặc JSON Feed: thêm đuôi vào địa chỉ, giữ nguyên phần lọc. Bài đã đính chính hoặc đã rút luôn có ở trang đầu.
syndicate-guide-corrections = Đính chính, bổ sung và rút bài.
syndicate-guide-dump = Mọi bài của bàn này, mỗi dòng một ClaimReview. Đi tiếp theo Link rel="next"; lần sau chỉ lấy phần đổi bằng since= và số sau dấu chấm trong Content-Location.
syndicate-guide-datafeed = Như trên, dạng DataFeed; bài đã rút có dateDeleted.
syndicate-guide-oembed = Thẻ của một bài cho trang khác (oEmbed 1.0), format=json hoặc xml, maxwidth, maxheight. Chỉ cho bài của bàn này.
syndicate-guide-sitemap = Sơ đồ trang, và tin của hai ngày gần đây.
syndicate-guide-licence = Mỗi bài ghi giấy phép của mình. Bài của nơi khác giữ giấy phép của nơi đó; không ghi thì không có.
