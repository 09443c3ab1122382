## Counting views: in the foot, beside a check, at the desk.

visits-below = under { $least }
visits-of-page = Views of this check
visits-visitors = Visitors by day
visits-views = Page views
visits-online = here now
visits-today = today
visits-week = this week
visits-month = this month
visits-all = in all
visits-at = Counted at { $hour }, following nobody.
