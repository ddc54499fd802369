-- How far each mailbox was read, and which hub reads it: one at a time.
create table mailbox (
    name       text        primary key, -- user, server and folder
    holder     uuid,                    -- the hub that reads it
    held_until timestamptz not null,
    validity   bigint      not null,    -- UIDVALIDITY and UID of IMAP
    uid        bigint      not null
);
