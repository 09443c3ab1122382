## The mail server by which answers go out.

setting-mail = mail server
setting-mail-from = sender of answers
setting-mail-password-file = password of the mail server

error-mail-no-from = A mail server is named, but no sender. Set mail_from to an address such as "Thực Hư <tin@example.vn>".
error-mail-server = The mail server ({ $origin }) is written smtps://USER@HOST:PORT or smtp://USER@HOST:PORT.
error-mail-password-in-address = The password of the mail server does not belong into its address ({ $origin }). Put it into a file, and name that in mail_password_file.
error-mail-half-login = The mail server needs both a user (in its address) and a password (mail_password_file), or neither.
error-mail-from = The sender of answers ({ $origin }) is no e-mail address. Write it like "Thực Hư <tin@example.vn>".
error-mail-password-file = The file with the password of the mail server cannot be used: { $path }. It has one line with the password in it.

error-mail-host = TLS knows no such host as the mail server is named by.

doctor-mail-off = No mail server: who sends something gets a receipt code, and no e-mail.
doctor-mail-ok = Answers go out by e-mail too.
