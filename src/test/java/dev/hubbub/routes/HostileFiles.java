package dev.hubbub.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot run.
 *
 * @param line where it is wrong, null if nowhere in particular
 * @param reason what its state must say
 */
record HostileFiles(String name, Maker maker, @Nullable Integer line, String reason) {

    /** Puts the file there. */
    interface Maker {
        void make(Path file) throws IOException;
    }

    static final List<HostileFiles> ALL = List.of(
            text("bad-yaml", 3, "x", """
                    - route:
                        id: a1
                       from: [
                    """),
            text("unclosed", 3, "x", """
                    - route:
                        id: a2
                        from: "timer:x
                    """),
            text("tab", 2, "x", "- route:\n\tid: a\n"),
            text("no-component", 4, "x", """
                    - route:
                        id: a3
                        from:
                          uri: nosuch:thing?a=b
                          steps:
                            - to: log:a
                    """),
            text("no-component-to", 6, "x", """
                    - route:
                        id: a4
                        from:
                          uri: timer:a
                          steps:
                            - to: nosuch:thing?a=b
                    """),
            text("unknown-eip", 6, "x", """
                    - route:
                        id: a5
                        from:
                          uri: timer:a
                          steps:
                            - shout: loudly
                    """),
            text("unknown-root", 1, "x", "- channel:\n    id: a\n"),
            text("map-root", 1, "x", "route:\n  id: a\n"),
            text("scalar-root", 1, "x", "just some words"),
            text("unknown-key", 3, "x", """
                    - route:
                        id: a6
                        form:
                          uri: timer:a
                    """),
            text("no-bean", 6, "x", """
                    - route:
                        id: a7
                        from:
                          uri: timer:a
                          steps:
                            - to: bean:nobody
                    """),
            text("no-bean-eip", 7, "x", """
                    - route:
                        id: a8
                        from:
                          uri: timer:a
                          steps:
                            - bean:
                                ref: nobody
                    """),
            text("no-bean-ref", 6, "x", """
                    - route:
                        id: a9
                        from:
                          uri: timer:a
                          steps:
                            - to: log:x?exchangeFormatter=#nobody
                    """),
            text("no-class", 4, "x", """
                    - beans:
                        - name: it
                          # comment
                          type: com.example.Nobody
                    - route:
                        id: a10
                        from:
                          uri: timer:a
                          steps:
                            - to: bean:it
                    """),
            text("no-property", 4, "x", """
                    - route:
                        id: a11
                        from:
                          uri: timer:{{not.set}}
                          steps:
                            - to: log:a
                    """),
            text("wrong-option", 4, "x", """
                    - route:
                        id: a12
                        from:
                          uri: timer:a?perod=5
                          steps:
                            - to: log:a
                    """),
            text("wrong-value", 4, "x", """
                    - route:
                        id: a13
                        from:
                          uri: timer:a?period=often
                          steps:
                            - to: log:a
                    """),
            text("wrong-param", 6, "x", """
                    - route:
                        id: a14
                        from:
                          uri: timer:a
                          parameters:
                            perod: 5
                          steps:
                            - to: log:a
                    """),
            text("bad-simple", 7, "x", """
                    - route:
                        id: a15
                        from:
                          uri: timer:a
                          steps:
                            - setBody:
                                simple: "${bdy"
                    """),
            text("bad-simple2", 7, "x", """
                    - route:
                        id: a16
                        from:
                          uri: timer:a
                          steps:
                            - setBody:
                                simple: "${nofunction}"
                    """),
            text("same-id-twice", 8, "x", """
                    - route:
                        id: a17
                        from:
                          uri: timer:a
                          steps:
                            - to: log:a
                    - route:
                        id: a17
                        from:
                          uri: timer:b
                          steps:
                            - to: log:a
                    """),
            text("two-direct", 8, "x", """
                    - route:
                        id: a18
                        from:
                          uri: direct:a
                          steps:
                            - to: log:a
                    - route:
                        id: a19
                        from:
                          uri: direct:a
                          steps:
                            - to: log:a
                    """),
            text("no-direct", 6, "x", """
                    - route:
                        id: a20
                        from:
                          uri: timer:a
                          steps:
                            - to: direct:nowhere
                    """),
            text("no-from", 1, "x", "- route:\n    id: a21\n"),
            text("no-steps", 1, "x", "- route:\n    id: a22\n    from:\n      uri: timer:a\n"),
            text("empty", null, "x", ""),
            text("comments", null, "x", "# - route:\n#    id: a\n"),
            text("two-docs", 2, "x", "- a\n---\n- b\n"),
            text("deep", null, "x", "[".repeat(200_000)),
            text(
                    "bomb",
                    null,
                    "x",
                    "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"),
            text("self", 1, "x", "a: &a [*a]\n"),
            text("huge", null, "x", "# " + "x".repeat(2_000_000)),
            new HostileFiles("binary.yaml", file -> Files.write(file, noise()), null, "x"),
            new HostileFiles(
                    "latin.yaml",
                    file -> Files.write(file, "# \u00fc\n".getBytes(StandardCharsets.ISO_8859_1)),
                    null,
                    "x"),
            new HostileFiles("folder.yaml", Files::createDirectory, null, "x"),
            new HostileFiles("link.yaml", file -> Files.createSymbolicLink(file, Path.of("nowhere.yaml")), null, "x"),
            new HostileFiles("loop.yaml", file -> Files.createSymbolicLink(file, Path.of("loop.yaml")), null, "x"),
            new HostileFiles("dev.yaml", file -> Files.createSymbolicLink(file, Path.of("/dev/zero")), null, "x"),
            new HostileFiles("pipe.yaml", HostileFiles::pipe, null, "x"));

    void make(Path dir) throws IOException {
        maker.make(dir.resolve(name));
    }

    private static HostileFiles text(String name, @Nullable Integer line, String reason, String text) {
        return new HostileFiles(name + ".yaml", file -> Files.writeString(file, text), line, reason);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[5000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void pipe(Path file) throws IOException {
        try {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
