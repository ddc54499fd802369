-- Text messages: what phones sent, until it is in the hub and no repeat of it is to be expected; and what was spent.

create table sms_text (
    id uuid primary key,
    line text not null, -- the account it came by
    sender text not null, -- its address
    target text not null, -- whom the network delivered it to
    reference integer, -- tells the parts of one text; null for a whole one
    total integer not null,
    began_at timestamptz not null, -- its first part came
    done_at timestamptz -- it was passed on
);

create index sms_text_by_sender on sms_text (line, sender, target, total);
create index sms_text_waiting on sms_text (line, began_at) where done_at is null;
create index sms_text_done on sms_text (done_at) where done_at is not null;

create table sms_part (
    id uuid primary key,
    text_id uuid not null references sms_text on delete cascade,
    number integer not null,
    coding integer not null, -- data_coding of SMPP
    body bytea not null, -- encrypted
    unique (text_id, number)
);

create table sms_spent (
    delivery text not null,
    number text not null,
    day date not null,
    parts integer not null,
    primary key (delivery, number)
);

create index sms_spent_by_day on sms_spent (day, number);
