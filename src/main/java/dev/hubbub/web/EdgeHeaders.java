package dev.hubbub.web;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What of a request becomes a header of an integrator's exchange: headers, query parameters and form fields, but for names
 * by which Camel's endpoints and the hub let themselves be steered. A name is taken as Camel finds it again, whatever the
 * case of its letters, and what is no letter, digit or dot does not hide it.
 */
public final class EdgeHeaders extends HttpHeaderFilterStrategy {
    /** How such names begin: Camel's own, the hub's, and those of components that do not keep to Camel's. */
    private static final List<String> STEERING = List.of(
            "camel",
            "org.apache.camel",
            "hubbub",
            "breadcrumbid",
            "jms",
            "kafka.",
            "mail.",
            "rabbitmq.",
            "websocket.",
            "operationname",
            "exchangeid");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, @Nullable Exchange exchange) {
        return isSteering(name) || super.applyFilterToExternalHeaders(name, value, exchange);
    }

    static boolean isSteering(String name) {
        // an escape within a name that was unescaped already is for somebody who unescapes once more
        return name.indexOf('%') >= 0 || STEERING.stream().anyMatch(folded(name)::startsWith);
    }

    /** As {@link String#CASE_INSENSITIVE_ORDER} compares, for which a Kelvin sign is a k and a long s an s. */
    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(Character.toUpperCase(name.charAt(i)));
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
                folded.append(c);
            }
        }
        return folded.toString();
    }
}
