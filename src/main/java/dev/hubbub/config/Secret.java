package dev.hubbub.config;

/**
 * A value that must never be seen in logs, answers or error texts.
 *
 * @param reveal the value itself; call it only where the value is used
 */
public record Secret(String reveal) {

    /** What is shown in place of any secret. */
    public static final String MASK = "***";

    /** Whether there is anything to keep. */
    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
