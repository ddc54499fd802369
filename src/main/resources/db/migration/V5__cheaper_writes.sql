-- A message and its deliveries are written in one transaction, and deleted together by the retention job. A foreign key
-- proved that again for each delivery, by a look-up and a lock, which was a third of what writing them took.
alter table delivery drop constraint delivery_message_id_fkey;

-- New words wait on a list until the hub sorts them in (kB; about 60,000 messages); sorting in a few at a time, while
-- somebody waits, took more than all else that storing a message takes.
alter index message_terms set (gin_pending_list_limit = 65536);
