package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
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
