## Kết quả đo máy tìm.

# $path (text): file
evaluate-cache-other = Tệp { $path } chứa vectơ của mô hình khác, hoặc không phải tệp của chương trình. Tệp sẽ được ghi lại từ đầu.
# $queries (count): questions
# $answerable (count): with an answer
evaluate-counts = { $queries } câu hỏi, trong đó { $answerable } câu có bài đúng.
# $one (text): share
# $five (text): share
# $ten (text): share
evaluate-found = Tìm đúng: đứng đầu { $one }, trong 5 bài đầu { $five }, trong 10 bài đầu { $ten }.
# $answered (count): answered
# $right (count): right
# $precision (text): share
# $recall (text): share
evaluate-decided = Trả lời thẳng { $answered } câu, đúng { $right } ({ $precision }); được { $recall } số câu có bài đúng.
evaluate-variants = Theo cách viết:
# $name (text): variant
# $queries (count): questions
# $one (text): share
# $answered (count): answered
evaluate-variant = – { $name }: { $queries } câu, đứng đầu { $one }, trả lời thẳng { $answered }
# $half (text): milliseconds
# $most (text): milliseconds
# $bytes (bytes): memory
evaluate-speed = Mỗi câu { $half } ms (95% số câu dưới { $most } ms); mỗi bài chiếm { $bytes } bộ nhớ.
