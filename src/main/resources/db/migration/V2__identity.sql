-- Who may come in. No password and no secret is here in clear: passwords as Argon2id, random secrets as SHA-256.

create table hub_user (
    name          text primary key,
    roles         text[]      not null,
    password_hash text        not null,
    disabled      boolean     not null,
    created_at    timestamptz not null,
    last_login_at timestamptz
);

create table api_client (
    id            text primary key,
    title         text        not null,
    roles         text[]      not null,
    secret_digest text        not null,
    created_at    timestamptz not null
);

create table session (
    digest     text primary key,
    user_name  text        not null references hub_user (name) on delete cascade,
    created_at timestamptz not null,
    seen_at    timestamptz not null
);
create index session_user_name on session (user_name);
