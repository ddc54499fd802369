package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.faults.Fault;
import dev.hubbub.faults.FaultProxy;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.sandbox.XmppSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The component against the sandbox's server, in process. */
@Tag("long")
final class VysperXmppTest extends XmppContract {
    @RegisterExtension
    static final Running<VysperServer> SERVER = new Running<>(VysperServer::new);

    @Override
    public XmppServer server() {
        return SERVER.server();
    }

    @Test
    void whoVanishesIsNoLongerInTheRoom() throws Exception {
        try (Bot bot = bot().awaitReady()) {
            Person ana = ana();
            await().until(() -> List.of("ana", "bot").equals(bot.occupants()));
            ana.vanish();
            await().until(() -> List.of("bot").equals(bot.occupants()));
        }
    }

    @Test
    void doesNotLogInWhereTheCertificateIsNotTrusted(@TempDir Path other) throws Exception {
        XmppSandbox.start(other, 0, "ops").close();
        XmppServer impostor = new VysperServer(SERVER.server(), other.resolve("sandbox.pem"));
        try (Bot bot = new Bot(impostor, memory, "ops", "")) {
            await().until(() -> bot.states().stream()
                    .allMatch(state -> String.valueOf(state.lastError()).contains("certificat")));
            assertThat(bot.states()).noneMatch(PlaceState::connected);
        }
    }

    @Test
    void contextsShareTheConnection() throws Exception {
        try (XmppConnections shared = new XmppConnections(new FileXmppMemory(memory))) {
            try (Bot one = new Bot(SERVER.server(), shared, "one", "");
                    Bot other = new Bot(SERVER.server(), shared, "other", "")) {
                await().until(() ->
                        shared.states().size() == 3 && shared.states().stream().allMatch(PlaceState::ready));
                assertThat(one.connections()).isSameAs(other.connections());
            }
            assertThat(shared.states()).isEmpty();
        }
    }

    @Test
    void comesBackByItselfWhenTheLineWasBad() throws Exception {
        try (FaultProxy line = new FaultProxy(SERVER.server().port());
                Bot bot = impatientBot(line)) {
            for (Fault fault : List.of(Fault.DROP, Fault.STALL, Fault.RESET)) {
                bot.awaitReady();
                line.set(fault);
                await(fault.toString()).until(() -> bot.states().stream().noneMatch(PlaceState::ready));
                line.set(Fault.NONE);
                bot.awaitReady();
                assertThat(bot.say("here again after " + fault)).isNull();
            }
        }
    }

    @Test
    void comesBackAlsoFromTheMiddleOfWritingToAServerThatReadsNoMore() throws Exception {
        // more than all buffers on the way hold, so that whoever writes is stuck
        String much = "much ".repeat(16_000);
        try (FaultProxy line = new FaultProxy(SERVER.server().port());
                Bot bot = impatientBot(line).awaitReady()) {
            line.set(Fault.STALL);
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, 300)
                    .mapToObj(n -> bot.sayLater("much-" + n, much))
                    .toList();
            assertThat(sent)
                    .allSatisfy(exchange ->
                            assertThat(exchange.get().getException()).isInstanceOf(DeliveryException.Temporary.class));
            await().until(() -> bot.states().stream().noneMatch(PlaceState::ready));
            int before = line.accepted();
            await().atMost(Bot.PATIENCE).until(() -> line.accepted() > before);
        }
    }

    private Bot impatientBot(FaultProxy line) throws Exception {
        Map<String, String> settings = Map.of(
                "hubbub.xmpp.port", Integer.toString(line.port()),
                "hubbub.xmpp.ping", "1s",
                "hubbub.xmpp.answer", "2s");
        return new Bot(SERVER.server(), memory, "ops", settings);
    }

    @Test
    void writesAsPeopleDoWithCamelXmpp() throws Exception {
        String account =
                "127.0.0.1:" + SERVER.server().port() + "/%s?user=ben@localhost&password=ben&nickname=bot&trust="
                        + SERVER.server().certificate();
        try (DefaultCamelContext context = new DefaultCamelContext();
                Person ana = ana()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            context.getRegistry().bind("memory", new FileXmppMemory(memory));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("xmpp://" + account.formatted("") + "&room=" + roomAddress())
                            .process(exchange -> heard.add(exchange.getMessage().getBody(String.class)));
                    from("direct:ana").to("xmpp://" + account.formatted("ana@localhost"));
                }
            });
            context.start();
            XmppConnections connections =
                    context.getComponent("xmpp", XmppComponent.class).connections();
            await().until(() -> connections.states().size() == 2
                    && connections.states().stream().allMatch(PlaceState::ready));
            assertThat(ana.say(roomAddress(), "u1", "hello")).isTrue();
            await().until(() -> heard.equals(List.of("hello")));
            context.createProducerTemplate().sendBody("direct:ana", "hello yourself");
            await().until(() -> ana.heardFrom("ben").equals(List.of("hello yourself")));
        }
    }
}
