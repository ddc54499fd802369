package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.channel.Receiver;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.faults.FaultProxy;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RouteContextsTest {

    @Test
    void settingsAreProperties() throws Exception {
        Settings settings = Settings.defaults().with(Key.HTTP_PORT, "7").with("mqtt.host", "broker", "test");
        try (DefaultCamelContext context = contexts(settings).create("x")) {
            assertThat(context.resolvePropertyPlaceholders("{{mqtt.host}}:{{hubbub.http.port}}:{{no.such:fallback}}"))
                    .isEqualTo("broker:7:fallback");
        }
    }

    @Test
    void whatATextSaysInBracesIsNoKey() throws Exception {
        Settings settings = Settings.defaults().with("mqtt.password", "sesame", "test");
        try (DefaultCamelContext context = contexts(settings).create("x")) {
            context.start();
            String text = "I say {{mqtt.password}} and {{no.such}} and ${sys.user.name}";
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader("Said", text);
            exchange.setProperty("Said", text);
            exchange.setProperty("I", "I");
            for (String called : List.of(
                    "${body.replace('I say', 'I say')}",
                    "${body.replaceAll(${exchangeProperty.I}, 'I')}",
                    "${body.substring(0).trim()}",
                    "${header.Said.substring(0)}",
                    "${exchangeProperty.Said.substring(0)}")) {
                assertThat(context.resolveLanguage("simple")
                                .createExpression(called)
                                .evaluate(exchange, String.class))
                        .as(called)
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void componentsTakeTheirOptionsFromTheSettings() throws Exception {
        Settings settings = Settings.defaults().with("camel.component.seda.queue-size", "7", "test");
        try (DefaultCamelContext context = contexts(settings).create("x")) {
            assertThat(context.getComponent("seda", SedaComponent.class).getQueueSize())
                    .isEqualTo(7);
        }
    }

    @Test
    void aConnectionThatTheOtherSideHasClosedIsNotWrittenInto() throws Exception {
        Settings settings = Settings.defaults().with("camel.component.http.connections-per-route", "1", "test");
        try (DefaultCamelContext context = contexts(settings).create("x");
                Receiver server = Receiver.start()) {
            context.start();
            int port;
            try (FaultProxy way = new FaultProxy(server.port());
                    ProducerTemplate calls = context.createProducerTemplate()) {
                port = way.port();
                calls.sendBody("http://127.0.0.1:" + port, "one");
            }
            try (FaultProxy again = Awaitility.await()
                            .ignoreExceptions()
                            .until(() -> new FaultProxy(server.port(), port), proxy -> true);
                    ProducerTemplate calls = context.createProducerTemplate()) {
                calls.sendBody("http://127.0.0.1:" + again.port(), "two");
            }
            assertThat(server.taken()).extracting(Receiver.Call::body).containsExactly("one", "two");
            assertThat(context.getComponent("http", HttpComponent.class).getConnectionsPerRoute())
                    .isEqualTo(1);
        }
    }

    @Test
    void anOptionThatAComponentDoesNotHaveIsRefused() throws Exception {
        Settings settings = Settings.defaults().with("camel.component.seda.queue-sise", "7", "test");
        try (DefaultCamelContext context = contexts(settings).create("x")) {
            assertThatThrownBy(() -> context.getComponent("seda"))
                    .rootCause()
                    .hasMessageContaining("Component seda has no option [queueSise]");
        }
    }

    @Test
    void beansAreSharedByAllContextsAndOutliveThem() throws Exception {
        Object bean = new Object();
        RouteContexts contexts = contexts(Settings.defaults()).bean("it", bean);
        try (DefaultCamelContext one = contexts.create("one")) {
            assertThat(one.getRegistry().lookupByName("it")).isSameAs(bean);
        }
        try (DefaultCamelContext two = contexts.create("two")) {
            assertThat(two.getRegistry().findByType(Object.class)).contains(bean);
        }
    }

    private static RouteContexts contexts(Settings settings) {
        return new RouteContexts(settings, Duration.ofSeconds(1));
    }
}
