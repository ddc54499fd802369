package dev.hubbub.api;

import dev.hubbub.AskedHub;
import dev.hubbub.Asking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One hub for all tests of this package; each says things of its own and looks only at them. */
final class SharedHub {
    static final AskedHub HUB = start();
    static final Asking ADMIN = HUB.admin();
    static final Asking OPERATOR = HUB.client("test-operator", "operator");
    static final Asking MEMBER = HUB.client("test-member", "member");

    static final String TEAM = "/channels/shoutbox/team/messages";
    static final String OPS = "/channels/shoutbox/ops/messages";

    private SharedHub() {}

    private static AskedHub start() {
        try {
            AskedHub hub = AskedHub.start(
                    Files.createTempDirectory(Path.of("target"), "api-hub"), Map.of("HUBBUB_SANDBOX", "on"));
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "shared-hub-stop"));
            return hub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A body of a message. */
    static String says(String text) {
        return "{\"text\":\"" + text + "\"}";
    }
}
