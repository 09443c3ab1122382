## Boxes beside the pages: weather, exchange rates, notices.

boxes-from = Source: { $source }. Data of { $at }.
boxes-standing = The boxes at present
boxes-shown = { $name }: shown, data of { $at }.
boxes-waiting = { $name }: no data yet.
boxes-failed = { $name }: failed { $failures } times in a row ({ $problem }).
