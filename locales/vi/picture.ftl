## Vì sao không nhận một ảnh được gửi đến.

# $most (bytes): largest file
picture-too-large = Ảnh nặng hơn { $most }. Bạn hãy gửi ảnh nhẹ hơn.
picture-too-many-pixels = Ảnh có quá nhiều điểm ảnh nên chúng tôi không mở được. Bạn hãy gửi ảnh nhỏ hơn, hoặc ảnh chụp màn hình.
picture-not-a-picture = Tệp này không phải loại ảnh chúng tôi nhận. Bạn hãy gửi ảnh JPEG, PNG, WebP hoặc GIF.
picture-broken = Chúng tôi không đọc được ảnh này: tệp bị hỏng hoặc bị thiếu. Bạn hãy gửi lại, hoặc gửi ảnh chụp màn hình.
picture-took-too-long = Mở ảnh này mất quá nhiều thời gian nên chúng tôi đã dừng. Bạn hãy gửi ảnh nhỏ hơn, hoặc ảnh chụp màn hình.
picture-busy = Lúc này đang có nhiều ảnh gửi đến. Bạn hãy gửi lại sau một phút.
picture-no-worker = Lúc này chúng tôi chưa nhận được ảnh. Bạn hãy gửi chữ hoặc liên kết trước, rồi gửi ảnh sau.
