## Trang công khai: các danh sách, trang của ban biên tập, minh bạch.

pages-browse = Duyệt kho
pages-topics = Theo chủ đề
pages-topics-lead = Mỗi bài kiểm chứng thuộc một chủ đề. Chọn chủ đề bạn quan tâm.
pages-ratings = Theo kết luận
pages-ratings-lead = Kết luận nói về nội dung của câu, không nói về người viết hay người chuyển tiếp.
pages-languages = Theo ngôn ngữ
pages-languages-lead = Ngôn ngữ của câu đã kiểm chứng.
pages-archive = Theo tháng
pages-archive-lead = Mọi bài đã công bố, xếp theo tháng công bố.
# $topic (message): topic
pages-of-topic = { $topic }: các câu đã kiểm chứng
# $rating (text): label
pages-of-rating = Các câu được kết luận “{ $rating }”
# $language (text): language
pages-in-language = Các câu bằng { $language }
# $month (message): month
pages-of-month = Kiểm chứng trong { $month }
# $month (text): jan to dec
# $year (text): 2026
pages-month = { $month ->
    [jan] tháng 1/{ $year }
    [feb] tháng 2/{ $year }
    [mar] tháng 3/{ $year }
    [apr] tháng 4/{ $year }
    [may] tháng 5/{ $year }
    [jun] tháng 6/{ $year }
    [jul] tháng 7/{ $year }
    [aug] tháng 8/{ $year }
    [sep] tháng 9/{ $year }
    [oct] tháng 10/{ $year }
    [nov] tháng 11/{ $year }
   *[dec] tháng 12/{ $year }
}
pages-none-here = Trong phần vừa xem không có bài nào như vậy. Hãy xem tiếp trang sau.
pages-query-topic = Chủ đề ghi bằng từ khoá, như health hoặc scam.
pages-query-month = Tháng ghi theo mẫu 2026-11.
pages-api-topic = Chỉ lấy bài về chủ đề này.
pages-api-month = Chỉ lấy bài công bố trong tháng này, theo mẫu 2026-11.

pages-asked = Hỏi nhiều nhất
pages-asked-days = trong 7 ngày qua
# $people (count): a multiple of ten
pages-asked-about = Khoảng { $people } lượt hỏi
pages-changed = Vừa sửa
