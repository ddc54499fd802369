-- Keys that change. What is encrypted under a key begins with the byte 01 and the key's name, four bytes.

-- A row for each key that cells may be encrypted under; a hub that has not all those that are not retired does not start.
alter table key_check
    add column key_id bigint,
    add column used_since timestamptz not null default now(),
    add column retired_at timestamptz;
update key_check set key_id = get_byte(content, 1)::bigint << 24 | get_byte(content, 2) << 16
    | get_byte(content, 3) << 8 | get_byte(content, 4);
alter table key_check drop column one, alter column key_id set not null, add primary key (key_id);

-- How far the change to a key is; one row, written with each batch.
create table key_rotation (
    key_id      bigint primary key references key_check,
    started_at  timestamptz not null,
    part        integer     not null, -- the table it is at
    after       text,                 -- the last row of it that is done
    done        bigint      not null,
    total       bigint      not null,
    unreadable  bigint      not null, -- rows that cannot be decrypted, and stay as they are
    finished_at timestamptz
);

-- What each hub can read, and what it writes with: nobody writes with a key that another cannot read.
alter table node add column reads_keys bigint[] not null default '{}', add column writes_key bigint;

-- The digest of what was sent under an Idempotency-Key told who guessed the text that he was right: it lies in the
-- encrypted content now.
alter table message drop column fingerprint;

-- Cells of stories were bound to their table only; the hub binds those that are there to row and column when it starts.
alter table story add column bound boolean not null default true;
update story set bound = false;

-- Why a job failed may quote what people said: encrypted from now on.
alter table job_run drop column reason;
alter table job_run add column reason bytea;
