package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.outbox.DeliveryException;
import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Camel context with the component and routes of a chatbot, as account {@code ben} with the nick {@code bot}. */
final class Bot implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * What a route took over.
     *
     * @param externalId the key by which a repeat would be told
     */
    record Taken(
            String text,
            String sender,
            String name,
            @Nullable String replyTo,
            String externalId) {}

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> receipts = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final List<String> files = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final ProducerTemplate template;
    private volatile @Nullable String refusal;

    /**
     * Starts it; the server need not be there.
     *
     * @param memory folder of what it remembers over restarts
     * @param room name of its room
     */
    Bot(XmppServer server, Path memory, String room, String hello) throws Exception {
        this(server, (Object) new FileXmppMemory(memory), room, Map.of("hubbub.xmpp.hello", hello));
    }

    /** Starts it on connections it shares with others. */
    Bot(XmppServer server, XmppConnections shared, String room, String hello) throws Exception {
        this(server, (Object) shared, room, Map.of("hubbub.xmpp.hello", hello));
    }

    /** Starts it with other settings than those that lead to the server. */
    Bot(XmppServer server, Path memory, String room, Map<String, String> settings) throws Exception {
        this(server, (Object) new FileXmppMemory(memory), room, settings);
    }

    /** Starts it with the routes of a file beside this class; what its routes take for the hub gives back all it gets. */
    Bot(XmppServer server, Path memory, String file, String hub, Map<String, String> settings) throws Exception {
        this.template = context.createProducerTemplate();
        configure(server, new FileXmppMemory(memory), settings);
        context.addComponent(hub, new SedaComponent());
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, ServerFiles.read(file)));
        context.start();
    }

    private Bot(XmppServer server, Object bean, String room, Map<String, String> settings) throws Exception {
        configure(server, bean, settings);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("xmpp:room/" + room).routeId("room-in").process(Bot.this::take);
                from("xmpp:direct").process(Bot.this::take);
                from("direct:room").to("xmpp:room/" + room);
                from("direct:direct").to("xmpp:direct");
                from("xmpp:direct?hears=receipts").process(Bot.this::receipt);
                from("xmpp:direct?hears=presence").process(Bot.this::notice);
                from("xmpp:room/" + room + "?hears=presence").process(Bot.this::notice);
                from("direct:presence").to("xmpp:direct?operation=presence");
                from("direct:raw").to("xmpp:direct?operation=raw");
                from("direct:who").to("xmpp:room/" + room + "?operation=occupants");
            }
        });
        template = context.createProducerTemplate();
        context.start();
    }

    private void configure(XmppServer server, Object bean, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.xmpp.host",
                "127.0.0.1",
                "hubbub.xmpp.port",
                Integer.toString(server.port()),
                "hubbub.xmpp.domain",
                XmppServer.DOMAIN,
                "hubbub.xmpp.user",
                "ben",
                "hubbub.xmpp.password",
                "ben",
                "hubbub.xmpp.nick",
                "bot",
                "hubbub.xmpp.trust",
                server.certificate().toString()));
        properties.putAll(settings);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("bean", bean);
    }

    private void take(Exchange exchange) {
        String reason = refusal;
        if (reason != null) {
            throw new IntakeException.Refused("text", reason);
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the hub is busy");
        }
        var message = exchange.getMessage();
        Map<String, Object> all = new TreeMap<>(message.getHeaders());
        exchange.getAllProperties().forEach((name, value) -> all.put("property " + name, value));
        exchange.getVariables().forEach((name, value) -> all.put("variable " + name, value));
        seen.add(all);
        new DefaultAttachmentMessage(message)
                .getAttachments()
                .forEach((name, data) -> files.add(
                        name + ": " + context.getTypeConverter().convertTo(String.class, exchange, input(data))));
        taken.add(new Taken(
                message.getBody(String.class),
                message.getHeader(Headers.SENDER, String.class),
                message.getHeader(Headers.SENDER_NAME, String.class),
                message.getHeader(Headers.REPLY_TO, String.class),
                message.getHeader(Headers.EXTERNAL_ID, String.class)));
    }

    private static InputStream input(DataHandler data) {
        try {
            return data.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that were taken over, each as its name and what is in it. */
    List<String> files() {
        return files;
    }

    /** Says something in the room with files, and waits until the room has it. */
    void saysWithFiles(String id, String text, Map<String, String> attached) {
        Exchange exchange = template.send("direct:room", one -> {
            fill(one, id, text, 1, null);
            one.getMessage().setHeader(Headers.ATTACHMENTS, String.join("\n", attached.keySet()));
            attached.forEach((name, content) -> new DefaultAttachmentMessage(one.getMessage())
                    .addAttachment(
                            name,
                            new DataHandler(
                                    new ByteArrayDataSource(content.getBytes(StandardCharsets.UTF_8), "text/plain"))));
        });
        assertThat(exchange.getException()).isNull();
    }

    private void notice(Exchange exchange) {
        List<String> words = Stream.of(Headers.SENDER, Headers.SHOW, Headers.CHAT_STATE, Headers.STATUS)
                .map(name -> exchange.getMessage().getHeader(name, String.class))
                .filter(Objects::nonNull)
                .toList();
        notices.add(String.join(" ", words));
    }

    private void receipt(Exchange exchange) {
        receipts.add(exchange.getMessage().getHeader(Headers.EXTERNAL_ID) + " "
                + exchange.getMessage().getHeader(Headers.RECEIPT));
    }

    /** What was told of messages sent, each as its id and what became of it. */
    List<String> receipts() {
        return receipts;
    }

    /** What was noticed of people, each as who and what. */
    List<String> notices() {
        return notices;
    }

    void awaitNotices(String... some) {
        Awaitility.await().untilAsserted(() -> assertThat(notices).contains(some));
    }

    /** Shows itself as the headers say. */
    void shows(Map<String, String> headers) {
        Exchange exchange = template.send("direct:presence", one -> headers.forEach(one.getMessage()::setHeader));
        assertThat(exchange.getException()).isNull();
    }

    /** Sends a stanza as it is. @return the answer, or how it failed */
    Object sendsRaw(String xml) {
        Exchange exchange = template.send("direct:raw", one -> one.getMessage().setBody(xml));
        return exchange.getException() != null
                ? exchange.getException()
                : exchange.getMessage().getBody(String.class);
    }

    /** Lets the next exchanges fail. */
    void fail(int times) {
        failures.set(times);
    }

    /** Refuses all from now on for this reason; null takes them again. */
    void refuse(@Nullable String reason) {
        refusal = reason;
    }

    void stopHearing() throws Exception {
        context.getRouteController().stopRoute("room-in");
    }

    void hearAgain() throws Exception {
        context.getRouteController().startRoute("room-in");
    }

    List<Taken> taken() {
        return taken;
    }

    /** All that a route saw beside the text: headers under their names, properties and variables. */
    List<Map<String, Object>> seen() {
        return seen;
    }

    List<String> texts() {
        return taken.stream().map(Taken::text).toList();
    }

    /** Waits until exactly these were taken, in this order. */
    void awaitTexts(String... texts) {
        Awaitility.await().untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    Bot awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            List<PlaceState> states = states();
            return states.size() == 2 && states.stream().allMatch(PlaceState::ready);
        });
        return this;
    }

    List<PlaceState> states() {
        return context.getComponent("xmpp", XmppComponent.class).connections().states();
    }

    XmppConnections connections() {
        return context.getComponent("xmpp", XmppComponent.class).connections();
    }

    /** Sends once. @return how it failed, or null */
    @Nullable
    Exception say(String text) {
        return attempt("direct:room", UUID.randomUUID().toString(), text, 1, null);
    }

    /** Says something in the room with more headers, and waits until the room has it. */
    Exchange says(String id, String text, Map<String, String> headers) {
        Exchange exchange = template.send("direct:room", one -> {
            fill(one, id, text, 1, null);
            headers.forEach(one.getMessage()::setHeader);
        });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @Nullable
    Exception tell(String recipient, String text) {
        return attempt("direct:direct", UUID.randomUUID().toString(), text, 1, recipient);
    }

    @Nullable
    Exception attempt(String route, String id, String text, int attempt, @Nullable String recipient) {
        return template.send(route, exchange -> fill(exchange, id, text, attempt, recipient))
                .getException();
    }

    CompletableFuture<Exchange> sayLater(String id, String text) {
        return template.asyncSend("direct:room", exchange -> fill(exchange, id, text, 1, null));
    }

    private static void fill(Exchange exchange, String id, String text, int attempt, @Nullable String recipient) {
        exchange.getMessage().setBody(text);
        exchange.getMessage().setHeader(Headers.DELIVERY_ID, id);
        exchange.getMessage().setHeader(Headers.ATTEMPT, attempt);
        exchange.getMessage().setHeader("Secret", "must stay here");
        if (recipient != null) {
            exchange.getMessage().setHeader(Headers.RECIPIENT, recipient);
        }
    }

    /** Sends as the outbox does: again and again, under the same id, until it is taken. */
    void sayForCertain(String id, String text) {
        AtomicInteger attempt = new AtomicInteger();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            Exception failure = attempt("direct:room", id, text, attempt.incrementAndGet(), null);
            if (failure != null && !(failure instanceof DeliveryException.Temporary)) {
                throw failure;
            }
            return failure == null;
        });
    }

    List<?> occupants() {
        return template.requestBody("direct:who", "", List.class);
    }

    @Override
    public void close() {
        context.stop();
    }
}
