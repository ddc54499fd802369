package dev.hubbub.parser;

import com.google.re2j.Pattern;
import dev.hubbub.message.Tag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something the hub knows records of.
 *
 * @param name the resource a tag names
 * @param pattern finds the ids of its records in a text: the first group if there is one, else all of it
 * @param href where a record is shown, with {@code {id}} in the id's place: a path on this hub or an http(s) URL
 */
public record Resource(String name, Pattern pattern, String href) {
    /** The place of the id in {@link #href}. */
    public static final String ID = "{id}";

    public Resource {
        new Tag(name, null);
        boolean path = href.startsWith("/") && !href.startsWith("//");
        if (!path && !href.startsWith("https://") && !href.startsWith("http://")) {
            throw new IllegalArgumentException("'" + href + "' is no path (/…) and no http(s) URL");
        }
        if (!href.contains(ID)) {
            throw new IllegalArgumentException("'" + href + "' has no {id} in it");
        }
    }

    /** Where that record is shown; the id's characters cannot change the URL's shape. */
    public String hrefOf(String id) {
        return href.replace(ID, URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
