-- What has to be known of X after a restart: how far was read, what of a thread is out, tokens.
create table x_memory (
    name text primary key,
    value bytea not null, -- encrypted
    until timestamptz -- it is needed no longer; null: for ever
);

create index x_memory_until on x_memory (until) where until is not null;
