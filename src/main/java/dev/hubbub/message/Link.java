package dev.hubbub.message;

/**
 * A stretch of a message's text that leads somewhere.
 *
 * @param start first character (UTF-16 index into the text)
 * @param end one past the last
 * @param href where it leads, an absolute http(s) URL or a path on this hub
 */
public record Link(int start, int end, String href) {
    public Link {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a link covers at least one character");
        }
    }
}
