package dev.hubbub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hubbub.config.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** The channels that a caller may name, for who has named another one. */
final class KnownChannels {
    private KnownChannels() {}

    /**
     * Says which channels there are, the likely one first.
     *
     * @param may {@code read} or {@code write}: what is to be done with the channel
     */
    static CliException refusal(HubClient hub, String channel, String may) {
        List<String> known = new ArrayList<>();
        for (JsonNode entry : hub.get("/channels").path("items")) {
            if (entry.path("may").path(may).asBoolean()) {
                known.add(entry.path("id").asText());
            }
        }
        String list = known.isEmpty() ? "none that you may " + may : String.join(", ", known);
        return new CliException(
                ExitCodes.FAILED,
                "there is no channel " + channel + " for you" + Suggestion.didYouMean(channel, known)
                        + System.lineSeparator() + "  channels: " + list);
    }
}
