-- Messages that are corrected and deleted. The row of a message says what it says now; what it said before is a revision.

alter table message
    add column edited_at timestamptz,  -- when it was last corrected
    add column deleted_at timestamptz, -- since when its text is gone
    add column alias text;             -- a second id by which its network may name it
create index message_alias on message (channel, alias) where alias is not null;

create table revision (
    id          uuid primary key,
    message_id  uuid        not null references message on delete cascade,
    change      text        not null check (change in ('correction', 'deletion')),
    at          timestamptz not null,
    author      text        not null, -- the address of who changed it
    channel     text        not null, -- where the change arrived
    external_id text,                 -- the network's id of the change; the same one twice is one change
    content     bytea                 -- encrypted: what it said before; null once the message is deleted
);
create unique index revision_external on revision (channel, external_id) where external_id is not null;
create index revision_message on revision (message_id);

-- A target that was owed the message is owed its changes, each by a delivery of its own.
alter table delivery add column change text check (change in ('correction', 'deletion'));
