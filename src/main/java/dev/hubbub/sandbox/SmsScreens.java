package dev.hubbub.sandbox;

/** Phones that are looked at and written with by hand: what route files know as the bean {@code phones}. */
public interface SmsScreens {
    /** A phone sends a text to the hub. */
    void say(String from, String text);

    /** What a phone shows, a line for each text. */
    String screen(String number);
}
