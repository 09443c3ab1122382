-- What the trail and the counts are looked up by.
CREATE INDEX audit_object ON audit_entry (object_kind, object_id, number);
CREATE INDEX audit_act ON audit_entry (act, number);
CREATE INDEX audit_at ON audit_entry (at, number);
CREATE INDEX cluster_answered ON cluster (state, answered_at, opened, taken_up_at);
CREATE INDEX cluster_open ON cluster (state, shown, opened, demand);
CREATE INDEX demand_day ON demand (day, cluster_id, askers);
CREATE INDEX appeal_counted ON appeal (received, state, decided, due);
