-- A message and its deliveries are written in one transaction, and deleted together by the retention job. A foreign key
-- proved that again for each delivery, by a look-up and a lock, which was a third of what writing them took.
alter table delivery drop constraint delivery_message_id_fkey;
