package dev.hubbub.component;

import dev.hubbub.message.CommaList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The bean {@code batch} that route files call where a network hands over much at once: it takes a batch apart, and puts what
 * was made of it together again, for {@code to: hub:KIND/NAME} to take at once.
 */
public final class Batches extends GroupedExchangeAggregationStrategy {
    /** What a batch of exchanges holds, one message each, with its headers. */
    public List<Message> messages(List<Exchange> batch) {
        return batch.stream().map(Exchange::getMessage).toList();
    }

    /**
     * The last message of each place, where places are told apart by headers.
     *
     * @param headers names, comma-separated
     */
    public List<Message> last(List<Exchange> batch, String headers) {
        Map<List<String>, Message> last = new LinkedHashMap<>();
        for (Message message : messages(batch)) {
            List<String> place = new ArrayList<>();
            for (String name : CommaList.words(headers)) {
                place.add(String.valueOf(message.getHeader(name)));
            }
            last.put(place, message);
        }
        return List.copyOf(last.values());
    }

    @Override
    public @Nullable Exchange getValue(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(Headers.LEFT_OUT, Boolean.class)) ? null : exchange;
    }
}
