package dev.hubbub;

/** The way in. */
public final class Hubbub {
    private Hubbub() {}

    public static void main(String[] args) {}
}
