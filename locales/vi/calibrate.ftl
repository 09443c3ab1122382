## `thuchu calibrate`: hiệu chỉnh máy tìm theo những gì biên tập viên đã quyết.

value-share = TỈ_LỆ

cmd-calibrate = Hiệu chỉnh máy tìm theo những gợi ý mà biên tập viên đã nhận hoặc đã bỏ
    .long =
        Hiệu chỉnh máy tìm theo những gợi ý mà biên tập viên đã nhận hoặc đã bỏ.

        Máy tìm cho mỗi bài một xác suất là đúng chuyện người ta hỏi, rồi so với hai ngưỡng: ngưỡng trả
        lời và ngưỡng gợi ý. Lệnh này hỏi lại từng tin nhắn đã có người quyết, chỉnh các trọng số quanh bộ
        có sẵn (ít dữ liệu thì chỉnh ít), chọn lại hai ngưỡng, rồi cho biết trước và sau khác nhau ra sao.
        Số liệu "sau" luôn đo trên những câu không dùng để học. Cần ít nhất 30 gợi ý được nhận và 30 gợi ý
        bị bỏ mà tin nhắn còn đọc được.

        Kết quả ghi vào weights.json trong thư mục dữ liệu, chỉ khi không kém bộ có sẵn; máy chủ đang chạy
        tự dùng sau vài giây. Không có chữ nào của người hỏi trong tệp ấy hay trên màn hình.
    .examples =
        Ví dụ:
          thuchu calibrate --dry-run
          thuchu calibrate --precision 0.98
          thuchu calibrate --from du-lieu/ --from du-lieu-khac/ --split dev
          thuchu calibrate --reset
    .from = Học thêm từ bộ câu hỏi có đáp án trong thư mục này, dạng như của `thuchu evaluate`; dùng được nhiều lần
    .split = Với --from: dùng queries.TÊN.jsonl và qrels.TÊN.jsonl
    .precision = Trong số câu được trả lời thẳng, ít nhất chừng này phải đúng, từ 0.5 đến 1. Mặc định: 0.95
    .recall = Trong số câu có bài đúng, ít nhất chừng này phải được gợi ý, từ 0.5 đến 1. Mặc định: 0.98
    .dry-run = Chỉ tính và cho xem, không ghi gì
    .out = Ghi vào tệp này để xem, thay vì cho bàn kiểm chứng dùng
    .force = Vẫn ghi khi kết quả kém hơn bộ có sẵn
    .reset = Bỏ bộ trọng số riêng, trở về bộ có sẵn trong chương trình
    .no-model = Chỉ so chữ, không dùng mô hình hiểu nghĩa

# $right (count): judged right
# $wrong (count): judged wrong
# $left (count): asked with the answer left out
calibrate-judged = Học từ { $right } gợi ý được nhận và { $wrong } gợi ý bị bỏ, cùng { $left } lần hỏi lại khi đã cất bài đúng đi.
# $count (count): with an answer that is not found
calibrate-not-found = { $count } câu có bài đúng mà máy không tìm thấy; các câu ấy được tính là bỏ sót.
# $count (count): matches of checks that are no longer shown
calibrate-gone = Bỏ qua { $count } gợi ý vì bài đã rút.
calibrate-with-model = Máy tìm có dùng mô hình hiểu nghĩa; chỉ bộ trọng số dùng với mô hình được chỉnh.
calibrate-words-alone = Máy tìm chỉ so chữ, không có mô hình; chỉ bộ trọng số dùng khi không có mô hình được chỉnh.
# $before (text): version in use
# $after (text): version found
calibrate-table = Trước ({ $before }) → sau ({ $after }):
# $before (text): version in use
# $builtin (text): version of the program
# $after (text): version found
calibrate-table-three = Trước ({ $before }) → có sẵn ({ $builtin }) → sau ({ $after }). Bộ "trước" đã học từ chính những câu này nên trông tốt hơn thực tế:
# $name (message): what is told
# $figures (text): the figures
calibrate-row = – { $name }: { $figures }
# $kind (text): right, wrong, suggested, silent, precision, recall, recall_at_p95, brier, log_loss, answer, suggest
calibrate-figure = { $kind ->
    [right] trả lời thẳng, đúng
    [wrong] trả lời thẳng, sai
    [suggested] gợi ý
    [silent] không nói gì
    [precision] phần đúng trong số câu trả lời
    [recall] phần được trả lời đúng trong số câu có bài
    [recall_at_p95] phần được trả lời đúng nếu cứ 100 câu trả lời có 95 câu đúng
    [brier] điểm Brier (0 là tốt nhất)
    [log_loss] độ lệch lô-ga (0 là tốt nhất)
    [answer] ngưỡng trả lời
    [suggest] ngưỡng gợi ý
   *[other] { $kind }
}
calibrate-answer-kept = Không ngưỡng nào cho đủ phần đúng theo yêu cầu, nên ngưỡng trả lời giữ nguyên.
calibrate-suggest-kept = Không ngưỡng nào gợi ý đủ theo yêu cầu, nên ngưỡng gợi ý giữ nguyên.
calibrate-settings-override = Trang thiết lập của bàn kiểm chứng đã đặt ngưỡng riêng, nên hai ngưỡng trên chưa có hiệu lực; trọng số thì có.
calibrate-dry = Đây là chạy thử: không ghi gì.
# $path (text): file
calibrate-written = Đã ghi { $path }. Máy chủ đang chạy tự dùng sau vài giây; muốn bỏ, hãy chạy `thuchu calibrate --reset`.
# $path (text): file
calibrate-written-out = Đã ghi { $path } để xem; bàn kiểm chứng chưa dùng bộ này.
calibrate-worse = Kết quả kém bộ có sẵn (xác suất lệch hơn, hoặc trả lời sai nhiều hơn mà phần đúng chưa đủ) nên không ghi. Vẫn muốn dùng thì thêm --force.
# $path (text): file
calibrate-reset = Đã bỏ { $path }; máy tìm dùng lại bộ có sẵn trong chương trình.
calibrate-reset-nothing = Không có bộ trọng số riêng nào để bỏ; máy tìm vẫn đang dùng bộ có sẵn.
# $path (text): file
calibrate-file-ignored = Không dùng được { $path }, nên máy tìm dùng bộ có sẵn. Hãy chạy lại `thuchu calibrate`, hoặc `thuchu calibrate --reset`.

# $right (count): judged right
# $wrong (count): judged wrong
# $least (count): needed of each
error-calibrate-too-few = Chưa đủ để học: có { $right } gợi ý được nhận và { $wrong } gợi ý bị bỏ mà tin nhắn còn đọc được, cần ít nhất { $least } mỗi loại. Có thể thêm bộ câu hỏi có đáp án bằng --from.

# $version (text): version
doctor-calibration-built-in = Máy tìm dùng bộ trọng số có sẵn, phiên bản { $version }.
# $version (text): version
doctor-calibration-own = Máy tìm dùng bộ trọng số riêng của bàn kiểm chứng, phiên bản { $version }.
# $path (text): file
# $version (text): version of the built-in weights
doctor-calibration-refused = Không dùng được { $path }, nên máy tìm dùng bộ có sẵn, phiên bản { $version }. Hãy chạy lại `thuchu calibrate`, hoặc `thuchu calibrate --reset`.

# $version (text): version
evaluate-weights = Bộ trọng số: { $version }.
