-- How far somebody has read on a channel.

create table read_mark (
    reader     text not null, -- user:ana, client:monitoring
    channel    text not null,
    message_id uuid not null, -- the last one that was read
    marked_at  timestamptz not null,
    primary key (reader, channel)
);
