package dev.hubbub.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Libraries of the page, from WebJars on the class path, reached without their versions: {@code /webjars/lit/index.js}.
 * Only those listed here are served.
 */
final class WebJars {
    private static final List<Jar> JARS = List.of(
            new Jar("lit", "org.webjars.npm/lit", "lit"),
            new Jar("lit-html", "org.webjars.npm/lit-html", "lit-html"),
            new Jar("lit-element", "org.webjars.npm/lit-element", "lit-element"),
            new Jar("@lit/reactive-element", "org.webjars.npm/lit__reactive-element", "lit__reactive-element"),
            new Jar("swagger-ui", "org.webjars/swagger-ui", "swagger-ui"));

    private record Jar(String name, String maven, String folder) {}

    private final Map<String, String> roots = new TreeMap<>();

    /**
     * Finds the versions.
     *
     * @throws IllegalStateException if a library is not on the class path
     */
    WebJars() {
        for (Jar jar : JARS) {
            roots.put(jar.name(), "META-INF/resources/webjars/" + jar.folder() + "/" + version(jar) + "/");
        }
    }

    /** The resource behind a path below {@code /webjars/}. */
    Optional<String> resource(String path) {
        return roots.entrySet().stream()
                .filter(root -> path.startsWith(root.getKey() + "/"))
                .map(root -> root.getValue() + path.substring(root.getKey().length() + 1))
                .findFirst();
    }

    private static String version(Jar jar) {
        String path = "/META-INF/maven/" + jar.maven() + "/pom.properties";
        try (InputStream in = WebJars.class.getResourceAsStream(path)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            @Nullable String version = properties.getProperty("version");
            if (version != null) {
                return version;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the page's library " + jar.name() + " cannot be read", e);
        }
        throw new IllegalStateException("the page's library " + jar.name() + " is not on the class path");
    }
}
