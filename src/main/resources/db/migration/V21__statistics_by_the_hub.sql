-- Autovacuum ends an analyze of a table that has a GIN index by sorting in what is on that index's pending list, and its
-- transaction, which has written by then, stays open meanwhile: readers of the event log wait for that. The hub analyzes
-- this table itself, which leaves the list alone.

alter table message set (autovacuum_analyze_threshold = 2147483647, autovacuum_analyze_scale_factor = 100);
