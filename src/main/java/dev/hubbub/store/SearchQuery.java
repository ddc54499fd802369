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
import org.hibernate.StatelessSession;

/** A search as SQL: only the conditions that are asked for, newest first. */
final class SearchQuery {
    private final StringBuilder where = new StringBuilder("true");
    private final List<Object> values = new ArrayList<>();

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
            query.words(crypt.allHashes(terms));
        }
        query.whatArrived(search);
        query.when(search);
        Set<ChannelId> readable = search.readable();
        if (readable != null) {
            query.readable(readable.stream().map(ChannelId::toString).toArray(String[]::new));
        }
        return Optional.of(query);
    }

    List<UUID> ids(StatelessSession session, int limit) {
        values.add(limit);
        return Query.ids(session, "select m.id from message m where " + where + " order by m.id desc limit ?", values);
    }

    /** While keys change, a row has its hashes under the one or the other, all of them under the same. */
    private void words(List<long[]> hashes) {
        where.append(" and (")
                .append(hashes.stream().map(one -> "m.terms @> ?::bigint[]").collect(Collectors.joining(" or ")))
                .append(')');
        hashes.forEach(one -> values.add(Sql.array(one)));
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
            and("exists (select from message_tag t where t.message_id = m.id and t.resource = ?)", tag.resource());
        } else if (tag != null) {
            and(
                    "exists (select from message_tag t where t.message_id = m.id and t.resource = ? and t.record = ?)",
                    tag.resource());
            values.add(String.valueOf(tag.record()));
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
        and(
                "(m.channel = any (?) or exists (select from delivery d where d.message_id = m.id"
                        + " and d.channel = any (?) and d.state in ('sent', 'delivered', 'read')))",
                channels);
        values.add(channels);
    }

    private void and(String condition, Object value) {
        where.append(" and ").append(condition);
        values.add(value);
    }
}
