-product = Thực Hư

product = { -product }
yes = yes
no = no
none = none

lang-vi = Vietnamese
lang-en = English
