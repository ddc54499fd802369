-- Messages and events are only added, and deleted by retention: vacuuming them for every fifth row more costs much while
-- they are few, and gains nothing. Frozen and marked as seen by all they still are, in larger steps.
alter table message set (autovacuum_vacuum_insert_threshold = 200000);
alter table trace_event set (autovacuum_vacuum_insert_threshold = 500000);
