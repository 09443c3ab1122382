## Đếm lượt xem: ở chân trang, cạnh bài, trên bàn.

# $least (count): least number that is told
visits-below = dưới { $least }
visits-of-page = Lượt xem bài này
visits-visitors = Lượt khách theo ngày
visits-views = Lượt xem trang
visits-online = đang xem
visits-today = hôm nay
visits-week = tuần này
visits-month = tháng này
visits-all = tất cả
# $hour (text): hour and minute
visits-at = Đếm lúc { $hour }, không theo dõi ai.
