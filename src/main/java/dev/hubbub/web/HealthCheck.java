package dev.hubbub.web;

/** Something the hub needs to do its work, looked at whenever somebody asks for its health. Must not wait. */
public interface HealthCheck {
    /** One word: {@code database}. */
    String name();

    /** Whether it is there and works. */
    boolean isUp();
}
