package dev.hubbub.store;

import dev.hubbub.api.archive.Search;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Tag;
import dev.hubbub.store.crypt.Crypt;
import dev.hubbub.store.crypt.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/**
 * A search as SQL: only the conditions that are asked for, newest first. PostgreSQL cannot tell a rare word from a common
 * one, as its statistics know the hundred most common only. So words are looked for among the newest messages first: common ones
 * are found there, and how many there are tells whether to look further back or in the index of words.
 */
final class SearchQuery {
    /** What is looked through at first: takes a few milliseconds. */
    private static final int NEWEST = 500;

    private static final String MESSAGES = "select reltuples from pg_class where oid = 'message'::regclass";

    /** What a message's own row tells. */
    private final StringBuilder where = new StringBuilder("true");

    private final List<Object> values = new ArrayList<>();
    /** What has to be looked up in other tables. */
    private final StringBuilder beside = new StringBuilder("true");

    private final List<Object> besideValues = new ArrayList<>();
    private List<long[]> hashes = List.of();

    private SearchQuery() {}

    /** The query; empty if nothing can be found, as by words without a letter. */
    static Optional<SearchQuery> of(Search search, Crypt crypt) {
        SearchQuery query = new SearchQuery();
        String words = search.words();
        if (words != null) {
            Set<String> terms = Words.of(words);
            if (terms.isEmpty()) {
                return Optional.empty();
            }
            query.hashes = crypt.allHashes(terms);
        }
        query.whatArrived(search);
        query.when(search);
        Set<ChannelId> readable = search.readable();
        if (readable != null) {
            query.readable(readable.stream().map(ChannelId::toString).toArray(String[]::new));
        }
        return Optional.of(query);
    }

    /** The newest that are found, at most so many. */
    List<UUID> ids(StatelessSession session, int limit) {
        return ids(session, limit, NEWEST);
    }

    /** @param newest how many messages are looked through at first */
    List<UUID> ids(StatelessSession session, int limit, int newest) {
        if (hashes.isEmpty()) {
            return Query.ids(
                    session,
                    "select m.id from message m where " + where + " and " + beside + " order by m.id desc limit ?",
                    with(values, besideValues, List.of(limit)));
        }
        Look look = among(session, newest, limit);
        if (!look.suffices(limit)) {
            double share = look.found().size() / (double) newest;
            double back = 2 * limit / share;
            if (back < share * messages(session)) {
                look = among(session, (int) Math.ceil(back), limit);
            }
        }
        return look.suffices(limit) ? look.found() : byIndex(session, limit);
    }

    /** @param isAll whether there is nothing further back */
    private record Look(List<UUID> found, boolean isAll) {
        boolean suffices(int limit) {
            return isAll || found.size() >= limit;
        }
    }

    /** Looks through the newest of those whose rows meet all other conditions. */
    private Look among(StatelessSession session, int newest, int limit) {
        String sql = "with w as materialized (select m.id, m.channel, m.terms from message m where " + where
                + " order by m.id desc limit ?), f as (select m.id from w m where " + words() + " and " + beside
                + " order by m.id desc limit ?) select id from f union all"
                + " select null where (select count(*) from w) < ?";
        List<UUID> found = new ArrayList<>();
        boolean[] isAll = new boolean[1];
        List<Object> asked = with(values, List.of(newest), literals(), besideValues, List.of(limit, newest));
        Query.each(session, sql, asked, row -> {
            UUID id = row.getObject(1, UUID.class);
            if (id == null) {
                isAll[0] = true;
            } else {
                found.add(id);
            }
        });
        return new Look(found, isAll[0]);
    }

    /** Without the order within, which would let PostgreSQL go through all messages from the newest on. */
    private List<UUID> byIndex(StatelessSession session, int limit) {
        return Query.ids(
                session,
                "select id from (select m.id from message m where " + words() + " and " + where + " and " + beside
                        + " offset 0) f order by id desc limit ?",
                with(literals(), values, besideValues, List.of(limit)));
    }

    /** About how many messages there are; none if nobody has counted. */
    private static double messages(StatelessSession session) {
        double[] messages = new double[1];
        Query.each(session, MESSAGES, List.of(), row -> messages[0] = row.getDouble(1));
        return messages[0];
    }

    /** While keys change, a row has its hashes under the one or the other, all of them under the same. */
    private String words() {
        // within a select it is read once, not for each row
        return hashes.stream()
                .map(one -> "m.terms @> (select ?::bigint[])")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private List<Object> literals() {
        return hashes.stream().<Object>map(Sql::array).toList();
    }

    private static List<Object> with(List<?>... parts) {
        return Stream.of(parts).<Object>flatMap(List::stream).toList();
    }

    private void whatArrived(Search search) {
        if (search.channel() != null) {
            and("m.channel = ?", search.channel().toString());
        }
        if (search.sender() != null) {
            and("m.sender = ?", search.sender().uri());
        }
        Tag tag = search.tag();
        if (tag != null && tag.record() == null) {
            andBeside(
                    "exists (select from message_tag t where t.message_id = m.id and t.resource = ?)", tag.resource());
        } else if (tag != null) {
            andBeside(
                    "exists (select from message_tag t where t.message_id = m.id and t.resource = ? and t.record = ?)",
                    tag.resource(),
                    String.valueOf(tag.record()));
        }
    }

    private void when(Search search) {
        if (search.before() != null) {
            and("m.id < ?", search.before().value());
        }
        if (search.from() != null) {
            and("m.received_at >= ?", search.from());
            and("m.id >= ?", Uuid7.below(search.from()));
        }
        if (search.to() != null) {
            and("m.received_at < ?", search.to());
            and("m.id < ?", Uuid7.above(search.to()));
        }
    }

    private void readable(String[] channels) {
        andBeside(
                "(m.channel = any (?) or exists (select from delivery d where d.message_id = m.id"
                        + " and d.channel = any (?) and d.state in ('sent', 'delivered', 'read')))",
                channels,
                channels);
    }

    private void andBeside(String condition, Object... asked) {
        beside.append(" and ").append(condition);
        besideValues.addAll(List.of(asked));
    }

    private void and(String condition, Object value) {
        where.append(" and ").append(condition);
        values.add(value);
    }
}
