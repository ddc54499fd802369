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
record HostileFile(String name, Maker maker, @Nullable Integer line, String reason) {

    /** Puts the file there. */
    interface Maker {
        void make(Path file) throws IOException;
    }

    static final List<HostileFile> ALL = List.of(
            text("bad-yaml", 3, "This is not YAML: expected <block end>, but found '<block mapping start>'.", """
                    - route:
                        id: a1
                       from: [
                    """),
            text("unclosed", 4, "This is not YAML: found unexpected end of stream.", """
                    - route:
                        id: a2
                        from: "timer:x
                    """),
            text("escape", 3, "This is not YAML: found an escape (\\x, \\u or \\U) that stands for no character.", """
                    - route:
                        id: a2
                        from: "timer:\\UFFFFFFFF"
                    """),
            text(
                    "tab",
                    2,
                    "This is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation).",
                    "- route:\n\tid: a\n"),
            text("no-component", 4, "There is no component 'nosuch'.", """
                    - route:
                        id: a3
                        from:
                          uri: nosuch:thing?a=b
                          steps:
                            - to: log:a
                    """),
            text("no-component-to", 6, "There is no component 'nosuch'.", """
                    - route:
                        id: a4
                        from:
                          uri: timer:a
                          steps:
                            - to: nosuch:thing?a=b
                    """),
            text("unknown-eip", 6, "'shout' is not known here.", """
                    - route:
                        id: a5
                        from:
                          uri: timer:a
                          steps:
                            - shout: loudly
                    """),
            text("unknown-root", 1, "'channel' is not known here.", "- channel:\n    id: a\n"),
            text("map-root", 1, "The file is no list of routes: it has to begin with '- route:'.", "route:\n  id: a\n"),
            text(
                    "scalar-root",
                    1,
                    "The file is no list of routes: it has to begin with '- route:'.",
                    "just some words"),
            text("unknown-key", 3, "'form' is not known here.", """
                    - route:
                        id: a6
                        form:
                          uri: timer:a
                    """),
            text("no-bean", 6, "There is no bean 'nobody'.", """
                    - route:
                        id: a7
                        from:
                          uri: timer:a
                          steps:
                            - to: bean:nobody
                    """),
            text("no-bean-eip", 7, "There is no bean 'nobody'.", """
                    - route:
                        id: a8
                        from:
                          uri: timer:a
                          steps:
                            - bean:
                                ref: nobody
                    """),
            text("no-bean-ref", 6, "There is no bean 'nobody'.", """
                    - route:
                        id: a9
                        from:
                          uri: timer:a
                          steps:
                            - to: log:x?exchangeFormatter=#nobody
                    """),
            text("no-class", 4, "There is no class 'com.example.Nobody'.", """
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
            text("no-property", 4, "The key 'not.set' is not set.", """
                    - route:
                        id: a11
                        from:
                          uri: timer:{{not.set}}
                          steps:
                            - to: log:a
                    """),
            text("wrong-option", 4, "The endpoint timer has no option perod=5.", """
                    - route:
                        id: a12
                        from:
                          uri: timer:a?perod=5
                          steps:
                            - to: log:a
                    """),
            text(
                    "wrong-value",
                    4,
                    "Cannot convert the String value: perhaps to type: boolean as the value is not true or false.",
                    """
                    - route:
                        id: a13
                        from:
                          uri: timer:a?fixedRate=perhaps
                          steps:
                            - to: log:a
                    """),
            text("wrong-param", 4, "The endpoint timer has no option perod=5.", """
                    - route:
                        id: a14
                        from:
                          uri: timer:a
                          parameters:
                            perod: 5
                          steps:
                            - to: log:a
                    """),
            text(
                    "bad-simple",
                    7,
                    "'${bdy' is no simple expression: expected symbol functionEnd but was eol at location 4.",
                    """
                    - route:
                        id: a15
                        from:
                          uri: timer:a
                          steps:
                            - setBody:
                                simple: "${bdy"
                    """),
            text(
                    "bad-simple2",
                    7,
                    "'${nofunction}' is no simple expression: Unknown function: nofunction at location 0.",
                    """
                    - route:
                        id: a16
                        from:
                          uri: timer:a
                          steps:
                            - setBody:
                                simple: "${nofunction}"
                    """),
            text("same-id-twice", 8, "Route id 'a17' stands already in line 2 of this file.", """
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
            text("two-direct", 8, "Multiple consumers for the same endpoint is not allowed: direct://a.", """
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
            text("no-direct", 6, "No route of this file is 'from: direct:nowhere'; files meet only in hub:.", """
                    - route:
                        id: a20
                        from:
                          uri: timer:a
                          steps:
                            - to: direct:nowhere
                    """),
            text("no-from", 2, "The route has no 'from'.", "- route:\n    id: a21\n"),
            text(
                    "no-steps",
                    2,
                    "Route a22 has no output processors. You need to add outputs to the route such as to(\"log:foo\").",
                    "- route:\n    id: a22\n    from:\n      uri: timer:a\n"),
            text("bad-hub", 4, "'Team' is no channel: write kind/name.", from("hub:Team")),
            text("bad-hub2", 4, "The endpoint hub has no option rat=5.", from("hub:shoutbox/team?rat=5")),
            text("empty", null, "The file is empty: there is no route in it.", ""),
            text("comments", null, "The file is empty: there is no route in it.", "# - route:\n#    id: a\n"),
            text("two-docs", 2, "This is not YAML: but found another document.", "- a\n---\n- b\n"),
            text("deep", null, "The file is nested too deeply.", "[".repeat(200_000)),
            text(
                    "bomb",
                    null,
                    "The file's aliases unfold to more than 100000 values.",
                    "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"),
            text("self", 1, "This value holds itself.", "a: &a [*a]\n"),
            text("huge", null, "The file is larger than 1048576 bytes.", "# " + "x".repeat(2_000_000)),
            new HostileFile(
                    "binary.yaml", file -> Files.write(file, noise()), null, "The file is no text file in UTF-8."),
            new HostileFile(
                    "latin.yaml",
                    file -> Files.write(file, "# \u00fc\n".getBytes(StandardCharsets.ISO_8859_1)),
                    null,
                    "The file is no text file in UTF-8."),
            new HostileFile(
                    "link.yaml",
                    file -> Files.createSymbolicLink(file, Path.of("nowhere.yaml")),
                    null,
                    "The file is gone, or a link to nothing."),
            new HostileFile(
                    "loop.yaml",
                    file -> Files.createSymbolicLink(file, Path.of("loop.yaml")),
                    null,
                    "The file is gone, or a link to nothing."),
            new HostileFile(
                    "dev.yaml",
                    file -> Files.createSymbolicLink(file, Path.of("/dev/zero")),
                    null,
                    "The file is no regular file (a pipe or a device?)."),
            new HostileFile(
                    "pipe.yaml", HostileFile::pipe, null, "The file is no regular file (a pipe or a device?)."));

    @Override
    public String toString() {
        return name;
    }

    void make(Path dir) throws IOException {
        maker.make(dir.resolve(name));
    }

    private static HostileFile text(String name, @Nullable Integer line, String reason, String text) {
        return new HostileFile(name + ".yaml", file -> Files.writeString(file, text), line, reason);
    }

    private static String from(String uri) {
        return "- route:\n    id: from\n    from:\n      uri: " + uri + "\n      steps:\n        - to: log:a\n";
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
