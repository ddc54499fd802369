package dev.hubbub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.time.Duration;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
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
