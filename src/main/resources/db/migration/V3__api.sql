-- Rules that were made on the page or by the API; those of files are never here.
create table rule (
    id         uuid primary key,
    name       text        not null,
    enabled    boolean     not null,
    position   integer     not null, -- lower ones are tried first
    content    json        not null, -- as in rule files: name, when, then
    version    integer     not null, -- its ETag
    updated_at timestamptz not null,
    updated_by text        not null
);
create index rule_position on rule (position, id);

-- Deliveries for operators to look at: newest first, by state and channel.
create index delivery_trouble on delivery (id) where state in ('dead', 'uncertain', 'bounced');
