package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More than a thousand spellings of guarded paths, sent as they are: the guard is past by none of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePathsTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");

    /** How a request may be answered that must not get in; {@code 100} is no answer yet. */
    private static final Set<String> REFUSALS =
            Set.of("100", "400", "401", "403", "404", "405", "411", "413", "414", "415", "431", "501", "505");

    /** Guarded from everybody without credentials. */
    private static final List<String> GUARDED = List.of(
            "/api/v1/users",
            "/api/v1/channels/shoutbox/team",
            "/observe/metrics",
            "/hooks/test",
            "/session",
            "/observe/env");

    /** Guarded from members. */
    private static final List<String> ABOVE = List.of("/api/v1/users", "/api/v1/jobs", "/observe/metrics");

    /** Files that the class path has beside those that browsers get, and files of the machine. */
    private static final List<String> FILES = List.of(
            "/logback.xml",
            "/rules.schema.json",
            "/db/migration/V1__messages.sql",
            "/META-INF/MANIFEST.MF",
            "/openapi.yaml",
            "/dev/hubbub/Hubbub.class",
            "/etc/passwd");

    private final TestServer server = new TestServer(Settings.defaults().with(Key.HTTP_METRICS, "token"));

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void opensNothingToWhoShowsNothing() throws IOException {
        Set<String> requests = HostilePaths.of(GUARDED, "");
        int served = server.served.get();

        assertThat(requests).hasSizeGreaterThan(1000);
        assertThat(answeredWell(requests)).isEmpty();
        assertThat(server.served).hasValue(served);
    }

    @Test
    void opensNothingMoreToAMember() throws IOException {
        String token = server.client("paths-member", Role.MEMBER).headers().get("Authorization");
        int served = server.served.get();

        assertThat(answeredWell(HostilePaths.of(ABOVE, "Authorization: " + token + "\r\n")))
                .isEmpty();
        assertThat(server.served).hasValue(served);
    }

    @Test
    void givesAwayNoFileBesideThoseMeantForBrowsers() throws IOException {
        assertThat(answeredWell(HostilePaths.of(FILES.subList(0, 4), ""))).isEmpty();
        assertThat(answeredWell(HostilePaths.of(FILES.subList(5, 7), ""))).isEmpty();
        List<String> below = new ArrayList<>();
        for (String file : FILES) {
            for (String open :
                    List.of("/assets", "/docs", "/webjars/lit", "/webjars/swagger-ui", "/assets/app", "/webjars")) {
                for (String up : List.of(
                        "",
                        "/..",
                        "/../..",
                        "/../../../../..",
                        "/%2e%2e",
                        "//",
                        "/./",
                        "/file:",
                        "/classpath:",
                        "/%2f",
                        "/C:")) {
                    below.add("GET " + open + up + file + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                }
            }
        }
        assertThat(answeredWell(below)).isEmpty();
    }

    @Test
    void takesWhatFollowsARequestForARequestOfItsOwn() throws IOException {
        String inner = "GET /api/v1/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        List<String> smuggled = List.of(
                "GET /docs HTTP/1.1\r\nHost: x\r\n\r\n" + inner,
                "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" + inner,
                "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: " + inner.length()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
                "POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n"
                        + inner,
                "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\n" + inner);

        for (String request : smuggled) {
            assertThat(ask(request)).doesNotContain("\"operation\"").doesNotContain("\"items\"");
        }
    }

    /** The requests that were answered as if they were let in. */
    private List<String> answeredWell(Iterable<String> requests) throws IOException {
        List<String> well = new ArrayList<>();
        for (String request : requests) {
            Matcher status = STATUS.matcher(ask(request));
            while (status.find()) {
                if (!REFUSALS.contains(status.group(1))) {
                    well.add(status.group(1) + ": " + request.substring(0, Math.min(150, request.length())));
                }
            }
        }
        return well;
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    /** All that comes until the server closes, or says nothing more for a while. */
    private static String read(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] some = new byte[8192];
        try {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                read.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException | SocketTimeoutException e) {
            // cut off, or left waiting: what was said counts
            return read.toString();
        }
        return read.toString();
    }
}
