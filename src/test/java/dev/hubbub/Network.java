package dev.hubbub;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/** The far side of channels of a test: says what it is told to say, keeps what it gets, and gives each thing an id. */
public final class Network {
    private static final List<Got> GOT = new CopyOnWriteArrayList<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What came out of the hub. */
    public record Got(String place, String text, Map<String, Object> headers, String id) {
        String header(String name) {
            return String.valueOf(headers.get(name));
        }
    }

    /** A body of {@code Name: value} lines, an empty line, and a text becomes headers and a text. */
    public void say(Exchange exchange) {
        String[] parts = exchange.getMessage().getBody(String.class).split("\n\n", 2);
        parts[0].lines()
                .map(line -> line.split(": ", 2))
                .forEach(pair -> exchange.getMessage().setHeader(pair[0], pair[1]));
        exchange.getMessage().setBody(parts[1]);
    }

    /** Keeps what comes to the place that the exchange's property names. */
    public void get(Exchange exchange) {
        String place = exchange.getProperty("place", String.class);
        String id = place + "-" + NUMBER.incrementAndGet();
        Map<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        GOT.add(new Got(place, exchange.getMessage().getBody(String.class), headers, id));
        exchange.getMessage().setHeader("HubbubExternalId", id);
    }

    static List<Got> got(String place) {
        return GOT.stream().filter(one -> one.place().equals(place)).toList();
    }
}
