-- Forms that went to their resource, by what their network calls them: they are not among the messages.
create table form_taken (
    channel     text        not null,
    external_id text        not null,
    taken_at    timestamptz not null,
    primary key (channel, external_id)
);

create index form_taken_at on form_taken (taken_at);
