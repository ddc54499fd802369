package dev.hubbub.config;

/**
 * One value as it is shown to people: {@code hubbub config}, the API.
 *
 * @param key as it is written in the file
 * @param value as given, {@code ***} if it is secret
 * @param origin where it came from: {@code environment HUBBUB_HTTP_PORT}, {@code config/application.properties:12},
 *     {@code default}
 * @param meaning what it does, empty for a key of your own
 */
public record Setting(String key, String value, String origin, String meaning) {}
