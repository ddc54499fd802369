package dev.hubbub.api;

import dev.hubbub.Asking;
import dev.hubbub.Asking.Answered;
import dev.hubbub.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who asks.
 *
 * @param person whether they have a session instead of a token
 * @param headers what proves who they are, besides a token
 */
record Seat(String name, Role role, boolean person, Asking asking, List<String> headers) {
    static final String PASSWORD = "a long enough password";

    static Seat client(Asking admin, String name, Role role) {
        String body = "{\"id\":\"" + name + "\",\"roles\":[\"" + role.word() + "\"]}";
        String secret = admin.post("/clients", body).json().get("secret").asText();
        return new Seat(name, role, false, admin.as(admin.token(name, secret)), List.of());
    }

    static Seat person(Asking admin, String name, Role role) {
        admin.post(
                "/users",
                "{\"name\":\"" + name + "\",\"roles\":[\"" + role.word() + "\"],\"password\":\"" + PASSWORD + "\"}");
        Answered in = admin.as("").post("!/session", "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        String cookie = in.header("Set-Cookie").split(";", 2)[0];
        return new Seat(name, role, true, admin.as(""), List.of("Cookie", cookie, "Origin", admin.base()));
    }

    Answered ask(String method, Recipe.Wish wish) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(wish.headers()));
        return asking.send(method, wish.path(), wish.body(), all.toArray(String[]::new));
    }

    /** The status of a stream's answer; the stream is closed again. */
    int open(String path) {
        HttpResponse<InputStream> stream = asking.open(path, headers.toArray(String[]::new));
        try {
            stream.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream.statusCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
