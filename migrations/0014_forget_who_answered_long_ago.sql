-- Who said what about a meet-up is forgotten 30 days after it; how many came stays in `erased`.
ALTER TABLE meetups ADD COLUMN names_gone_at INTEGER;
CREATE INDEX meetups_with_names ON meetups (ends_at) WHERE names_gone_at IS NULL;
