-- Counting without watching: numbers by page and day, and of a whole site how many people came. Nothing here is about anybody.

-- How often a page was looked at.
CREATE TABLE view_count (
  kind TEXT NOT NULL CHECK (kind IN ('check', 'page', 'topic')), object TEXT NOT NULL, day TEXT NOT NULL,
  views BIGINT NOT NULL CHECK (views > 0), PRIMARY KEY (kind, object, day)
);
CREATE INDEX view_count_day ON view_count (day, kind);

-- A day of the whole site. `registers` is a sketch that only counts, made with a key that is in no database; it and the key are
-- gone when the day is over.
CREATE TABLE visit_day (day TEXT PRIMARY KEY, views BIGINT NOT NULL, visitors BIGINT NOT NULL, registers {BYTES});

-- What each program that serves the site last said: how many batches it wrote, and how many people are there now.
CREATE TABLE visit_node (node {BYTES} PRIMARY KEY, batches BIGINT NOT NULL, online BIGINT NOT NULL, at BIGINT NOT NULL);
