package dev.hubbub.routes;

import dev.hubbub.message.ChannelId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.util.URISupport;

/** Reads from a route which channels of the hub it names. */
final class RouteChannels {

    private static final Pattern CHANNEL =
            Pattern.compile("hub:/*([a-z][a-z0-9-]{0,30})/([a-z0-9][a-z0-9._-]{0,62})(?:\\?.*)?");
    private static final Set<String> NO_CHANNELS = Set.of("parser", "form", "events", "receipt", "presence", "raw");

    private RouteChannels() {}

    static RouteInfo of(DefaultCamelContext context, RouteDefinition route) {
        Set<ChannelId> in = new LinkedHashSet<>();
        for (String uri : targets(context, route)) {
            channel(context, uri).ifPresent(in::add);
        }
        String from = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
        Set<ChannelId> out = new LinkedHashSet<>();
        channel(context, from).ifPresent(out::add);
        if (isOff(context, route)) {
            Set<ChannelId> off = new LinkedHashSet<>(in);
            off.addAll(out);
            return new RouteInfo(route.getRouteId(), URISupport.sanitizeUri(from), Set.of(), Set.of(), off);
        }
        return new RouteInfo(route.getRouteId(), URISupport.sanitizeUri(from), in, out, Set.of());
    }

    /** A route that is not configured does not start, and serves no channel. */
    private static boolean isOff(CamelContext context, RouteDefinition route) {
        String autoStartup = route.getAutoStartup();
        return autoStartup != null
                && context.resolvePropertyPlaceholders(autoStartup).equals("false");
    }

    /** The {@code direct:} names that are sent to and that no route starts from. */
    static Set<String> directToNowhere(DefaultCamelContext context) {
        Set<String> lost = new LinkedHashSet<>();
        context.getRouteDefinitions()
                .forEach(route -> targets(context, route).stream()
                        .map(uri -> bare(context.resolvePropertyPlaceholders(uri)))
                        .filter(uri -> uri.startsWith("direct:") && !uri.contains("${"))
                        .forEach(lost::add));
        context.getRouteDefinitions()
                .forEach(route -> lost.remove(bare(
                        context.resolvePropertyPlaceholders(route.getInput().getEndpointUri()))));
        return lost;
    }

    private static String bare(String uri) {
        return uri.replaceFirst("\\?.*", "").replaceFirst(":/+", ":");
    }

    private static Set<String> targets(CamelContext context, RouteDefinition route) {
        Set<String> uris =
                new LinkedHashSet<>(RouteDefinitionHelper.gatherAllStaticEndpointUris(context, route, false, true));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class)
                .forEach(dynamic -> uris.add(String.valueOf(dynamic.getUri())));
        return uris;
    }

    private static Optional<ChannelId> channel(CamelContext context, String uri) {
        return channel(context.resolvePropertyPlaceholders(uri));
    }

    /** {@code hub:sms/main?verified=true} is {@code sms/main}; parsers, forms, events, receipts and the like are no channels. */
    static Optional<ChannelId> channel(String uri) {
        Matcher channel = CHANNEL.matcher(uri);
        return channel.matches() && !NO_CHANNELS.contains(channel.group(1))
                ? Optional.of(new ChannelId(channel.group(1), channel.group(2)))
                : Optional.empty();
    }
}
