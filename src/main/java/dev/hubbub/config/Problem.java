package dev.hubbub.config;

import org.jspecify.annotations.Nullable;

/**
 * Something in a file that stands in the way of using it.
 *
 * @param file the file's name
 * @param line counted from 1, or null if it is the file as a whole
 * @param column counted from 1, or null
 * @param path which value, as {@code rules[0].when.channel}; empty for the file as a whole
 * @param reason one sentence a person can act on
 */
public record Problem(
        String file, @Nullable Integer line, @Nullable Integer column, String path, String reason) {
    /** As compilers say it: {@code cross-post.yaml:3:5: rules[0].when: unknown key 'chanel' …}. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(file);
        if (line != null) {
            shown.append(':').append(line);
        }
        if (column != null) {
            shown.append(':').append(column);
        }
        shown.append(": ");
        if (!path.isEmpty()) {
            shown.append(path).append(": ");
        }
        return shown.append(reason).toString();
    }
}
