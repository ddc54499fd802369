-- Who this hub is to other hubs, and how far what is told outside, or read from there, has come.

create table hub_identity (
    id       uuid    not null default gen_random_uuid(),
    only_one boolean primary key default true check (only_one)
);
insert into hub_identity default values;

create table event_mark (
    reader    text        primary key, -- the name a route gave itself
    position  text        not null,    -- in the event log
    marked_at timestamptz not null
);

create table feed (
    name     text        primary key,
    etag     text,                     -- as the server named the last version that was read
    modified text,
    read_at  timestamptz not null
);

create table feed_entry (
    feed    text        not null,
    entry   text        not null,      -- a hash of the entry's id
    seen_at timestamptz not null,      -- when it was last in the feed
    primary key (feed, entry)
);
