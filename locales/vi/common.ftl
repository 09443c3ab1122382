-product = Thực Hư

product = { -product }
yes = có
no = không
none = không có

lang-vi = tiếng Việt
lang-en = tiếng Anh
