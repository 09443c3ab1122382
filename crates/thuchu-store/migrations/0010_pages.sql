-- What a check is about, beside its other facts, so that lists by topic are made without reading texts. Texts are JSON without
-- blanks, so a value of this name stands there letter by letter; inside of a text its quotation marks would be escaped.
ALTER TABLE checks ADD COLUMN topic TEXT;
UPDATE checks SET topic = (
  SELECT CASE
    WHEN v.content LIKE '%"topic":"health"%' THEN 'health' WHEN v.content LIKE '%"topic":"food"%' THEN 'food'
    WHEN v.content LIKE '%"topic":"scam"%' THEN 'scam' WHEN v.content LIKE '%"topic":"disaster"%' THEN 'disaster'
    WHEN v.content LIKE '%"topic":"policy"%' THEN 'policy' WHEN v.content LIKE '%"topic":"economy"%' THEN 'economy'
    WHEN v.content LIKE '%"topic":"education"%' THEN 'education' WHEN v.content LIKE '%"topic":"safety"%' THEN 'safety'
    WHEN v.content LIKE '%"topic":"science"%' THEN 'science' WHEN v.content LIKE '%"topic":"other"%' THEN 'other'
  END FROM check_version v WHERE v.check_id = checks.id AND v.number = checks.version);

-- Who asked most is counted by day: the last days are read, however many there were before.
CREATE INDEX asked_day ON asked (day, check_id, askers);

-- The numbers of a year.
CREATE INDEX review_version_first ON review_version (number, at);
CREATE INDEX withdrawal_decided ON withdrawal (state, decided_at);
