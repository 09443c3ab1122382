## Câu trả lời của `thuchu match`.

match-decision-answer = Đã có câu trả lời.
match-decision-suggest = Chưa có bài kiểm chứng đúng điều bạn hỏi. Có thể liên quan:
match-decision-none = Chưa kiểm chứng.
match-none-hint = Chưa có bài nào về điều này. Chưa kiểm chứng không có nghĩa là đúng hay sai.
match-empty-desk = Bàn kiểm chứng chưa có bài nào. Hãy nhập bài bằng `thuchu import`, hoặc dùng thử bằng `thuchu demo`.

# $label (text): rating as the publisher wrote it
match-rating = Kết luận: { $label }
# $label (text): rating as the publisher wrote it
# $publisher (text): who made it
match-rating-by = Kết luận của { $publisher }: { $label }
# $claim (text): exact wording
match-claim = Câu đã kiểm chứng: { $claim }
# $url (text): where to read it
match-url = Đọc cả bài: { $url }
# $why (message): the reason
match-why = Vì sao chúng tôi chọn bài này: { $why }
# $why (message): what differs
match-differs = Vì sao chưa coi là câu trả lời: { $why }
match-related = Có thể liên quan:

match-why-link = tin của bạn có đường dẫn của chính bài này.
match-why-picture = tin của bạn có hình của chính bài này.
# $matched (count): words in common
# $all (count): words of the claim
match-why-words = tin của bạn trùng { $matched } trên { $all } chữ của câu này.

# $claim (text): in the claim
# $message (text): in the question
match-veto-number = tin của bạn nói { $message }, câu đã kiểm chứng nói { $claim }.
match-veto-number-plain = con số trong tin của bạn khác con số trong câu đã kiểm chứng.
match-veto-negation = tin của bạn và câu đã kiểm chứng nói ngược nhau: một bên khẳng định, bên kia phủ định.
# $claim (text): in the claim
# $message (text): in the question
match-veto-name = tin của bạn nói về { $message }, câu đã kiểm chứng nói về { $claim }.
match-veto-name-plain = tên trong tin của bạn khác tên trong câu đã kiểm chứng.
# $claim (text): in the claim
# $message (text): in the question
match-veto-date = tin của bạn nói về ngày { $message }, câu đã kiểm chứng nói về ngày { $claim }.
match-veto-date-plain = ngày trong tin của bạn khác ngày trong câu đã kiểm chứng.
match-veto-stale = bài này đã quá hạn, có thể không còn đúng.
match-veto-disagree = các nơi công bố kết luận khác nhau; hãy đọc cả hai.
match-veto-trust = bàn kiểm chứng chưa tin nơi công bố này đủ để trả lời thay.
match-veto-unsure = chưa đủ chắc là cùng một điều.
