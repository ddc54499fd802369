package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a token ({@code HUBBUB_TOKEN}), a client ({@code HUBBUB_CLIENT_ID}, {@code HUBBUB_CLIENT_SECRET}), or the
 * client that the hub made for whoever can read its data folder ({@code cli.json}).
 */
final class Credentials {
    private final Map<String, String> environment;
    private final Path data;

    Credentials(Map<String, String> environment, Path data) {
        this.environment = environment;
        this.data = data;
    }

    /** A client's id and secret. */
    record Pair(String id, String secret) {
        /** As of RFC 6749, 2.3.1. */
        String basic() {
            String both = HubClient.segment(id) + ":" + HubClient.segment(secret);
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return id + ":***";
        }
    }

    String token(Function<Pair, String> exchange) {
        String token = environment.get("HUBBUB_TOKEN");
        return token != null && !token.isBlank() ? token.strip() : exchange.apply(pair());
    }

    private Pair pair() {
        @Nullable String id = environment.get("HUBBUB_CLIENT_ID");
        @Nullable String secret = environment.get("HUBBUB_CLIENT_SECRET");
        if (id != null && secret != null) {
            return new Pair(id, secret);
        }
        Path file = data.resolve("cli.json");
        try {
            JsonNode read = HubClient.JSON.readTree(Files.readString(file));
            return new Pair(read.path("id").asText(), read.path("secret").asText());
        } catch (IOException e) {
            throw new CliException(
                    ExitCodes.NOT_PERMITTED,
                    "who are you? Set HUBBUB_CLIENT_ID and HUBBUB_CLIENT_SECRET (or HUBBUB_TOKEN), or run this where"
                            + " the hub's data folder is: " + file + " cannot be read");
        }
    }
}
