package dev.hubbub.channel.mail;

import dev.hubbub.component.Headers;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel context with a route that sends mail. */
final class Sender implements AutoCloseable {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    /** @param to recipients of what goes to nobody by name */
    Sender(int port, String to, Map<String, String> settings) throws Exception {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.mail.smtp.host", "127.0.0.1",
                "hubbub.mail.smtp.port", Integer.toString(port),
                "hubbub.mail.smtp.tls", "off",
                "hubbub.mail.timeout", "5s",
                "hubbub.mail.domain", "hub.example"));
        properties.putAll(settings);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:send").to("mail:send?to=" + to);
            }
        });
        template = context.createProducerTemplate();
        context.start();
    }

    /** The exchange after the attempt. */
    Exchange send(String text, Map<String, ?> headers) {
        return template.send("direct:send", exchange -> {
            exchange.getMessage().setBody(text);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** What became of an attempt to write to somebody: null if it was taken. */
    @Nullable
    Exception write(String recipient, String deliveryId) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.RECIPIENT, "mailto:" + recipient);
        headers.put(Headers.DELIVERY_ID, deliveryId);
        return send("hello", headers).getException();
    }

    @Override
    public void close() {
        context.stop();
    }
}
