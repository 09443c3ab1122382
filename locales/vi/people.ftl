## Người của bàn: đăng nhập, tài khoản, mời, mức tin cậy.

people-bar = Bàn kiểm chứng
people-bar-publishers = Nơi công bố
people-bar-people = Người của bàn
people-bar-account = Tài khoản
people-bar-logout = Đăng xuất
people-skip = Đến nội dung chính
people-errors = Chưa xong
people-save = Lưu
people-undo = Hoàn tác
people-back = Quay lại
people-name = Tên
people-password = Mật khẩu
people-role = Vai trò
people-code = Mã xác nhận
people-code-hint = 6 số trên điện thoại, hoặc một mã khôi phục.
# $least (count): characters
people-password-hint = Ít nhất { $least } ký tự, dài bao nhiêu cũng được. Vài từ không liên quan với nhau là dễ nhớ nhất.

people-login-title = Đăng nhập
people-login-go = Đăng nhập
people-login-lead = Trang này dành cho người của bàn kiểm chứng. Hỏi về một tin nhắn thì không cần tài khoản.
people-login-wrong = Tên hoặc mật khẩu không đúng, hoặc đã thử quá nhiều lần. Hãy đợi một lúc rồi thử lại. Nếu đang bị người khác dò mật khẩu, hãy nhập thêm mã xác nhận.
people-login-with-code = Thêm mã xác nhận
people-login-lost = Mất mật khẩu hoặc điện thoại? Hãy nhờ quản trị của bàn gửi một liên kết mới.
people-login-insecure = Kết nối này không được mã hoá nên không thể đăng nhập. Hãy dùng địa chỉ bắt đầu bằng https.
people-login-loopback = Bạn đang dùng http trên chính máy này, nên cookie đăng nhập không có dấu Secure. Khi mở bàn cho người khác, hãy dùng https.
people-factor-title = Bước xác nhận thứ hai
people-factor-lead = Mở ứng dụng xác thực trên điện thoại rồi nhập mã 6 số.
people-factor-wrong = Mã không đúng, đã dùng rồi, hoặc thử quá nhiều lần. Hãy đợi mã tiếp theo, hoặc dùng một mã khôi phục.
people-factor-go = Tiếp tục
people-again-title = Xác nhận lại
people-again-lead = Việc này cần mã xác nhận vừa nhập trong vòng 10 phút.
people-enrol-title = Gắn điện thoại
people-enrol-lead = Quét mã này bằng một ứng dụng xác thực (Google Authenticator, Aegis, FreeOTP…), rồi nhập 6 số mà ứng dụng hiện ra.
people-enrol-qr = Mã QR để gắn điện thoại; chữ của mã ở ngay bên dưới
people-enrol-text = Không quét được? Hãy nhập dãy chữ này vào ứng dụng:
people-enrol-open = Mở trong ứng dụng trên máy này
people-enrol-wrong = Mã không đúng. Hãy kiểm tra giờ trên điện thoại rồi nhập mã đang hiện.
people-enrol-none = Không có điện thoại nào đang chờ gắn.
people-codes-title = Mã khôi phục
people-codes-lead = Mười mã này chỉ hiện một lần. Hãy in ra hoặc chép lại và cất xa điện thoại: mỗi mã dùng thay điện thoại được một lần.
people-codes-done = Tôi đã cất các mã
people-link-title-first = Thiết lập bàn kiểm chứng
# $name (text): name
people-link-title = Chào { $name }
people-link-lead-first = Bạn là quản trị đầu tiên. Hãy chọn tên và mật khẩu. Bước sau là gắn điện thoại.
people-link-lead = Hãy chọn mật khẩu. Bước sau là gắn điện thoại. Mật khẩu và điện thoại cũ, nếu có, sẽ không dùng được nữa.
people-link-name-hint = Tên này đứng cạnh mỗi việc bạn duyệt.
people-link-go = Đặt mật khẩu
people-link-void-title = Liên kết không còn dùng được
people-link-void = Mỗi liên kết chỉ dùng một lần và có hạn. Hãy nhờ quản trị gửi liên kết mới.

people-account-title = Tài khoản
people-account-who = Bạn
people-account-password = Mật khẩu
people-account-change-password = Đổi mật khẩu
people-account-phone = Điện thoại và mã khôi phục
# $count (count): codes
people-account-codes-left = Còn { $count } mã khôi phục chưa dùng.
people-account-new-codes = Tạo mười mã mới
people-account-new-phone = Gắn điện thoại khác
people-account-logins = Các lần đăng nhập
# $since (date): since
# $seen (date): last used
people-account-login = Từ { $since }, dùng lần cuối { $seen }
people-account-this = lần này
people-account-end = Kết thúc
# $since (date): since
people-account-end-label = Kết thúc lần đăng nhập từ { $since }
people-account-end-others = Kết thúc mọi lần khác
people-account-note = Chúng tôi không ghi địa chỉ mạng hay loại máy của bạn.
people-password-title = Đổi mật khẩu
people-password-old = Mật khẩu đang dùng
people-password-new = Mật khẩu mới
people-done-password = Đã đổi mật khẩu. Mọi lần đăng nhập khác đã kết thúc.
people-done-logins = Đã kết thúc.

people-people-title = Người của bàn
people-people-none = Bàn mới chỉ có một mình bạn. Cần ít nhất hai biên tập viên để duyệt bài.
people-people-invite = Mời thêm người
people-people-standing = Tình trạng
people-people-acts = Việc
people-standing-ready = đang làm việc
people-standing-half-ready = chưa gắn điện thoại
# $day (date): day
people-standing-invited = có liên kết đến { $day }
people-standing-outside = chưa có cách đăng nhập
people-standing-disabled = đã nghỉ
people-people-you = bạn
# $name (text): name
people-people-role-label = Vai trò của { $name }
people-people-set-role = Đổi
# $name (text): name
people-people-set-role-label = Đổi vai trò của { $name }
people-people-link = Liên kết mới
# $name (text): name
people-people-link-label = Liên kết mới cho { $name }
people-people-disable = Cho nghỉ
# $name (text): name
people-people-disable-label = Cho nghỉ: { $name }
people-people-enable = Cho làm lại
# $name (text): name
people-people-enable-label = Cho làm lại: { $name }
people-invite-title = Mời thêm người
people-invite-lead = Bạn sẽ nhận một liên kết dùng được trong 7 ngày, để tự gửi cho người đó.
people-invite-go = Tạo liên kết
people-role-contributor = viết bài, không duyệt
people-role-editor = viết, duyệt và công bố
people-role-admin = như biên tập viên, thêm cài đặt và người của bàn
people-role-trainer = mở lớp, không xem tin nhắn
people-role-auditor = xem số đếm và nhật ký, không đọc tin nhắn
# $name (text): name
people-linked-title = Liên kết cho { $name }
people-linked-lead = Liên kết chỉ hiện lần này và dùng được một lần. Hãy trao qua cách mà chỉ người đó đọc được.
people-linked-label = Liên kết
# $name (text): name
people-done-role = Đã đổi vai trò của { $name }. Người đó cần đăng nhập lại.
# $name (text): name
people-done-disabled = { $name } đã nghỉ, và không còn đăng nhập ở đâu nữa.
# $name (text): name
people-done-enabled = { $name } làm việc lại.

people-publishers-title = Nơi công bố
people-publishers-lead = Bài của nơi khác chỉ được dùng để trả lời tự động khi hai biên tập viên cùng đồng ý.
people-publishers-none = Chưa có nơi công bố nào. Họ xuất hiện ở đây khi bạn nhập bài bằng thuchu import.
people-publishers-waiting = Chờ người thứ hai
people-publishers-no-waiting = Không có đề nghị nào đang chờ.
people-publishers-all = Mức tin cậy
people-publishers-checks = Số bài
people-publishers-change = Đổi thành
# $name (text): name
people-publishers-change-label = Mức tin cậy mới của { $name }
people-publishers-set = Đổi
# $name (text): name
people-publishers-set-label = Đổi mức tin cậy của { $name }
people-trust-none = ẩn
people-trust-show = chỉ hiện
people-trust-answer = dùng để trả lời
# $publisher (text): publisher
# $from (message): from
# $to (message): to
people-proposal = { $publisher }: từ “{ $from }” thành “{ $to }”
# $name (text): name
# $day (date): day
people-proposal-by = { $name } đề nghị ngày { $day }
people-proposal-own = Bạn đề nghị, nên một biên tập viên khác xác nhận.
people-proposal-confirm = Đồng ý
# $publisher (text): publisher
people-proposal-confirm-label = Đồng ý đổi mức tin cậy của { $publisher }
people-proposal-withdraw = Rút đề nghị
# $publisher (text): publisher
people-proposal-withdraw-label = Rút đề nghị về { $publisher }
# $publisher (text): publisher
# $trust (message): trust
people-done-trust = { $publisher }: { $trust }. Đã ghi vào nhật ký.
# $publisher (text): publisher
people-done-proposed = Đã đề nghị cho { $publisher }. Một biên tập viên khác xác nhận thì mới đổi.
people-done-withdrawn = Đã rút đề nghị.

people-no-name = Tên cần từ 1 đến 80 ký tự.
people-no-name-taken = Đã có người tên này. Hãy dùng tên khác.
# $least (count): characters
people-no-password-short = Mật khẩu này ngắn quá. Cần ít nhất { $least } ký tự.
# $most (count): characters
people-no-password-long = Mật khẩu này dài quá. Nhiều nhất { $most } ký tự.
people-no-password-common = Mật khẩu này nhiều người dùng hoặc chứa tên bạn, nên dễ đoán. Hãy ghép vài từ không liên quan với nhau.
people-no-password-old = Mật khẩu đang dùng không đúng, hoặc đã thử quá nhiều lần.
people-no-missing = Không còn thấy mục này. Hãy tải lại trang.
people-no-role = Vai trò của bạn không làm được việc này.
people-no-own = Không ai tự đổi vai trò hay tự cho mình nghỉ. Hãy nhờ quản trị khác.
people-no-needs-two = Việc này cần hai biên tập viên khác nhau. Bạn đã đề nghị, hãy nhờ người khác xác nhận.
people-no-inactive = Người đề nghị đã nghỉ. Hãy rút đề nghị và đề nghị lại.
people-no-waiting = Đã có một đề nghị đang chờ cho nơi này.
people-no-same = Đã như vậy rồi, không có gì để đổi.
people-no-meanwhile = Người khác vừa làm xong việc này. Trang dưới đây là tình trạng mới nhất.
people-no-key = Khoá niêm phong không còn, nên điện thoại này không dùng được nữa. Hãy nhờ quản trị gửi liên kết mới.
people-fault-cross-site = Yêu cầu đến từ một trang khác
people-fault-cross-site-advice = Để an toàn, bàn kiểm chứng chỉ nhận những gì gửi từ chính trang của mình. Hãy quay lại và gửi lại từ đó.
people-fault-forbidden = Vai trò của bạn không mở được trang này
people-fault-forbidden-advice = Nếu bạn cần nó cho công việc, hãy nhờ quản trị của bàn đổi vai trò.
people-fault-insecure = Kết nối không được mã hoá

# $url (text): link
people-serve-set-up = Bàn chưa có ai. Thiết lập bằng liên kết này, dùng một lần trong 24 giờ: { $url }
# $name (text): name
# $url (text): link
people-cli-link = Liên kết cho { $name }, dùng một lần: { $url }
people-cli-link-about = Tạo liên kết đăng nhập mới cho người mất mật khẩu hoặc điện thoại
people-cli-link-name = Tên biên tập viên
