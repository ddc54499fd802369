-- What texts cost in a day, so that nobody adds up the day's rows.

create table sms_spent_total (
    day date not null,
    number text not null, -- empty: all numbers together
    parts bigint not null,
    primary key (day, number)
);

insert into sms_spent_total (day, number, parts)
select day, number, sum(parts) from sms_spent group by day, number
union all
select day, '', sum(parts) from sms_spent group by day;

drop index sms_spent_by_day;
create index sms_spent_by_day on sms_spent (day);
