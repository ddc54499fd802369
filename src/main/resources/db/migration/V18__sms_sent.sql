-- Texts that are several messages to an SMSC: which it has taken, and what became of each, so that a receipt speaks for all.

create table sms_sent (
    delivery text not null,
    number text not null,
    part integer not null,
    place integer not null, -- in the order in which they are submitted; the last one's id is the delivery's
    account text not null, -- whose ids these are
    id text, -- the SMSC's; null until it has taken this one
    state text, -- what its receipt says
    at timestamptz not null, -- when it was last worked on
    primary key (delivery, number, part)
);

create index sms_sent_by_id on sms_sent (id);
create index sms_sent_at on sms_sent (at);
