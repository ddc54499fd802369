-- Who did what to the hub. Rows are added and read; the database refuses anything else, but for the retention job, which
-- says in its transaction that it is one.

create table audit (
    id      uuid primary key, -- version 7: by time
    at      timestamptz not null,
    actor   text        not null,
    address text        not null,
    what    text        not null,
    target  text,
    outcome text        not null,
    detail  json        not null
);
create index audit_actor on audit (actor, id);
create index audit_what on audit (what, id);
create index audit_at on audit (at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('hubbub.audit_retention', true) = 'on' then
        return old;
    end if;
    raise exception 'the audit log is only ever added to';
end
$$;

create trigger audit_keeps_rows before update or delete on audit
    for each row execute function audit_is_append_only();
create trigger audit_keeps_all before truncate on audit
    for each statement execute function audit_is_append_only();
