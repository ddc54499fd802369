package dev.hubbub.channel.xmpp;

import dev.hubbub.sandbox.XmppSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** What servers of the machine find in their folders. */
final class ServerFiles {
    private ServerFiles() {}

    /** A template beside this class. */
    static String read(String name) throws IOException {
        try (InputStream in = ServerFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Makes the sandbox's certificate, {@code sandbox.pem}, and its key as servers want it. */
    static Path key(Path folder) throws IOException, GeneralSecurityException {
        XmppSandbox.start(folder, 0, "ops").close();
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = "sandbox".toCharArray();
        try (InputStream in = Files.newInputStream(folder.resolve("sandbox.p12"))) {
            store.load(in, password);
        }
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getKey("sandbox", password).getEncoded());
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }
}
