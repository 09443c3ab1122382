//! All SQL: schema, units of work, jobs, audit chain, sealing, blobs.
