package dev.hubbub.bot;

/** What was asked for is not done; the message is one line for the person who asked. Trying again cannot help. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
