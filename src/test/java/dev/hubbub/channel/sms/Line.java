package dev.hubbub.channel.sms;

import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.CommaList;
import dev.hubbub.message.Ids;
import dev.hubbub.store.StoredSent;
import dev.hubbub.store.StoredSpending;
import dev.hubbub.store.StoredTexts;
import dev.hubbub.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel context with the component, the bean and routes like those of {@code sms.camel.yaml}, on a database. */
final class Line implements AutoCloseable {
    /** A message or receipt that a route took over. */
    record Taken(String body, Map<String, Object> headers) {
        String header(String name) {
            return String.valueOf(headers.get(name));
        }
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Texting texting;
    final List<Taken> texts = new CopyOnWriteArrayList<>();
    final List<Taken> receipts = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean forgets;

    Line(Smsc smsc, TestDatabase database, Clock clock, Map<String, String> changes) throws Exception {
        Ids ids = UUID::randomUUID;
        texting = new Texting(
                options(changes),
                new StoredTexts(database.database(), ids, clock),
                new StoredSent(database.database(), clock),
                new StoredSpending(database.database()),
                clock);
        context.getPropertiesComponent().setInitialProperties(properties(smsc, changes));
        context.addComponent("smpp", new SmsComponent(texting));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:out").process(texting::prepare).to("smpp:main?messageReceiverRouteId=in");
                from("direct:in").routeId("in").process(Line.this::receive);
                if (changes.containsKey("sms.backup.host")) {
                    from("direct:backup").process(texting::prepare).to("smpp:backup");
                }
            }
        });
        template = context.createProducerTemplate();
        context.start();
    }

    static SmsOptions options(Map<String, String> changes) {
        return new SmsOptions(
                "DE",
                Alphabet.Writing.GSM,
                6,
                Boolean.parseBoolean(changes.getOrDefault("hubbub.sms.sar", "false")),
                Duration.ofMinutes(10),
                "[…]",
                Duration.ofMinutes(1),
                CommaList.words(changes.getOrDefault("hubbub.sms.prefixes", "")),
                new Spending.Limits(
                        Integer.parseInt(changes.getOrDefault("hubbub.sms.per-number", "0")),
                        Integer.parseInt(changes.getOrDefault("hubbub.sms.per-day", "0"))),
                ZoneOffset.UTC);
    }

    private static Properties properties(Smsc smsc, Map<String, String> changes) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.sms.host", "127.0.0.1",
                "hubbub.sms.port", Integer.toString(smsc.port()),
                "hubbub.sms.tls", "false",
                "hubbub.sms.user", Smsc.USER,
                "hubbub.sms.password", Smsc.PASSWORD,
                "hubbub.sms.source", "+4915550000000",
                "hubbub.sms.rate", "0",
                "hubbub.sms.ping", "30s",
                "hubbub.sms.answer", "1s",
                "hubbub.sms.reconnect", "500ms"));
        properties.put("hubbub.sms.window", "10");
        properties.putAll(changes);
        return properties;
    }

    private void receive(Exchange exchange) {
        exchange.setProperty(Texting.LINE, "main");
        texting.receive(exchange);
        String arrived = exchange.getProperty(Texting.ARRIVED, String.class);
        if (arrived.equals("text")) {
            RuntimeException broken = failure;
            if (broken != null) {
                throw broken;
            }
            texts.add(taken(exchange));
            if (!forgets) {
                texting.passedOn(exchange);
            }
        } else if (arrived.equals("receipt")) {
            receipts.add(taken(exchange));
        }
    }

    private static Taken taken(Exchange exchange) {
        return new Taken(
                exchange.getMessage().getBody(String.class),
                new HashMap<>(exchange.getMessage().getHeaders()));
    }

    /** As the route for overdue texts does. */
    List<String> late() {
        Exchange exchange = context.getEndpoint("direct:out").createExchange();
        exchange.setProperty(Texting.LINE, "main");
        return texting.late(exchange).stream()
                .map(text -> {
                    try {
                        exchange.getMessage().setBody(text);
                        texting.sayLate(exchange);
                        texting.passedOn(exchange);
                        return exchange.getMessage().getBody(String.class);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** The hub takes nothing from now on, for this reason; null: it takes all again. */
    void fail(@Nullable RuntimeException with) {
        failure = with;
    }

    static RuntimeException refusal() {
        return new IntakeException.Refused("text", "too long");
    }

    /** The hub dies each time between taking a text and noting that it has. */
    void forgets(boolean whether) {
        forgets = whether;
    }

    /** Sends a text; the failure, or null if it was taken. */
    @Nullable
    Throwable send(String to, String text, Map<String, Object> headers) {
        return send("direct:out", to, text, headers);
    }

    /** Sends a text to the channel's recipients. */
    @Nullable
    Throwable sendToAll(String recipients, String text) {
        return template.send("direct:out", exchange -> {
                    exchange.getMessage().setBody(text);
                    exchange.setProperty(Texting.RECIPIENTS, recipients);
                    exchange.getMessage()
                            .setHeader(Headers.DELIVERY_ID, UUID.randomUUID().toString());
                })
                .getException();
    }

    /** Sends a text by the account {@code backup}. */
    @Nullable
    Throwable sendByBackup(String to, String text) {
        return send("direct:backup", to, text, Map.of());
    }

    private @Nullable Throwable send(String by, String to, String text, Map<String, Object> headers) {
        Exchange sent = template.send(by, exchange -> {
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader(Headers.RECIPIENT, to);
            exchange.getMessage()
                    .setHeader(Headers.DELIVERY_ID, UUID.randomUUID().toString());
            exchange.getMessage().setHeaders(merge(exchange.getMessage().getHeaders(), headers));
        });
        lastId = sent.getMessage().getHeader(Headers.EXTERNAL_ID, String.class);
        return sent.getException();
    }

    private volatile @Nullable String lastId;

    /** The SMSC's id of what was sent last. */
    @Nullable
    String lastId() {
        return lastId;
    }

    private static Map<String, Object> merge(Map<String, Object> before, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(before);
        all.putAll(more);
        return all;
    }

    @Nullable
    Throwable send(String to, String text) {
        return send(to, text, Map.of());
    }

    List<String> said() {
        return texts.stream().map(Taken::body).toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
