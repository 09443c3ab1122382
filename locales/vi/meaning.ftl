## Mô hình hiểu nghĩa khi trang đang chạy: thiết lập, lần khám `doctor`, trang thiết lập của toà soạn.

setting-model = mô hình hiểu nghĩa

doctor-model-off = Không dùng mô hình hiểu nghĩa; tin nhắn được tìm theo từ ngữ.
# $path (text): folder
doctor-model-absent = Chưa có mô hình hiểu nghĩa trong { $path }; tin nhắn được tìm theo từ ngữ. Muốn tìm theo nghĩa, hãy chạy `thuchu model install`.
# $problem (message): what is wrong with the model
doctor-model-refused = { $problem } Trong lúc đó tin nhắn vẫn được tìm theo từ ngữ.
# $path (text): folder
# $pieces (count): word pieces
# $instructions (text): set of instructions
doctor-model-ok = Mô hình hiểu nghĩa trong { $path } dùng được: { $pieces } mảnh từ, chạy bằng tập lệnh { $instructions }.
# $texts (count): texts
doctor-model-vectors = Đã tính sẵn nghĩa của { $texts } câu cho mô hình này.

meaning-head = Tìm theo nghĩa
meaning-lead = Mô hình chạy ngay trên máy chủ này, không gửi gì đi đâu. Nhờ nó, tin nhắn diễn đạt khác hoặc bằng tiếng nước khác vẫn tìm được bài kiểm chứng. Nghĩa của bài kiểm chứng được tính một lần rồi giữ lại; nghĩa của tin nhắn không bao giờ được giữ.
meaning-off = Người vận hành không dùng mô hình; tin nhắn được tìm theo từ ngữ.
meaning-opening = Đang mở mô hình; trong lúc đó tin nhắn được tìm theo từ ngữ.
meaning-absent = Chưa cài mô hình; tin nhắn được tìm theo từ ngữ. Người vận hành cài bằng `thuchu model install`, không phải khởi động lại.
meaning-ready = Mô hình đang được dùng.
# $problem (message): what is wrong with the model
meaning-refused = Không dùng được mô hình nên tin nhắn được tìm theo từ ngữ. { $problem }
# $done (count): checks with vectors
# $all (count): checks in all
meaning-vectors = Đã tính xong nghĩa của { $done } trên { $all } bài kiểm chứng.
# $texts (count): texts
# $speed (count): texts a second
meaning-speed = Từ khi khởi động đã tính { $texts } câu, { $speed } câu mỗi giây.
