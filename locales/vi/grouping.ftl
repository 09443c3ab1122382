## Kết quả đo việc gom tin nhắn.

cmd-evaluate-grouping = Đo việc gom tin: coi các câu hỏi là tin nhắn chưa ai xếp, lần lượt gửi đến theo ba thứ tự ngẫu nhiên
# $messages (count): messages
# $groups (count): groups meant
grouping-counts = { $messages } tin nhắn, thuộc { $groups } nhóm.
# $seed (text): number of the order
# $clusters (count): clusters made
# $precision (text): share
# $recall (text): share
# $f1 (text): share
# $b (text): share
grouping-run = – Thứ tự { $seed }: thành { $clusters } nhóm; từng cặp: đúng { $precision }, đủ { $recall }, F1 { $f1 }; B³ F1 { $b }
# $precision (text): share
# $recall (text): share
# $f1 (text): share
grouping-mean-pairs = Trung bình theo từng cặp: đúng { $precision }, đủ { $recall }, F1 { $f1 }.
# $precision (text): share
# $recall (text): share
# $f1 (text): share
grouping-mean-b-cubed = Trung bình theo B³: đúng { $precision }, đủ { $recall }, F1 { $f1 }.
