-- The orders and shelves of the queue: each is read from its index, however many clusters there are.
CREATE INDEX cluster_rising ON cluster (state, shown, recent, id);
CREATE INDEX cluster_newest ON cluster (state, shown, opened, id);
CREATE INDEX cluster_topic ON cluster (state, shown, topic, demand, id);
CREATE INDEX cluster_lang ON cluster (state, shown, lang, demand, id);
CREATE INDEX cluster_due ON cluster (state, shown, due) WHERE due IS NOT NULL;
CREATE INDEX cluster_worded ON cluster (id) WHERE wording IS NOT NULL;
CREATE INDEX saved_view_editor ON saved_view (editor_id);
CREATE INDEX cluster_merged ON cluster (merged_into) WHERE merged_into IS NOT NULL;
