package dev.hubbub.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hubbub.config.Secret;
import dev.hubbub.security.audit.Act;
import dev.hubbub.security.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the hub makes for itself so that somebody can get in: the first admin, and a client for this machine's command line. */
public final class FirstStart {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Role> ADMIN = Set.of(Role.ADMIN);
    private static final Map<String, Object> ROLES = Map.of("roles", List.of(Role.ADMIN.word()));

    private final Users users;
    private final Clients clients;
    private final AuditLog audit;

    public FirstStart(Users users, Clients clients, AuditLog audit) {
        this.users = users;
        this.clients = clients;
        this.audit = audit;
    }

    /** Makes the user {@code admin} if there are no users at all; the password is to be shown to a person, this once. */
    public Optional<Secret> firstAdmin() {
        if (!users.all().isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> password = users.create("admin", ADMIN, null).flatMap(Users.Made::generated);
        password.ifPresent(made -> audit.done(Act.HUB, "", "user.create", "users/admin", ROLES));
        return password;
    }

    /**
     * Sees to it that the file holds an id and a secret that work, and where this hub is: {@code url}, {@code id},
     * {@code secret}. Whoever may read the file is an admin, so its mode is 0600.
     *
     * @param file {@code data/cli.json}
     * @param url where this hub is to be reached from this machine
     */
    public void localClient(Path file, String url) throws IOException {
        Map<String, String> kept = read(file);
        if (!works(kept)) {
            Clients.Made made = make();
            audit.done(Act.HUB, "", "client.create", "clients/" + made.client().id(), ROLES);
            kept = new TreeMap<>(
                    Map.of("id", made.client().id(), "secret", made.secret().reveal()));
        }
        if (!url.equals(kept.put("url", url))) {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n");
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        return Files.exists(file) ? new TreeMap<>(JSON.readValue(file.toFile(), TEXTS)) : new TreeMap<>();
    }

    private boolean works(Map<String, String> kept) {
        String id = kept.get("id");
        String secret = kept.get("secret");
        return id != null
                && secret != null
                && clients.check(id, new Secret(secret)).isPresent();
    }

    /** Another hub on the same database may have taken the plain name, or this one's folder was lost. */
    private Clients.Made make() {
        String title = "The command line on the hub's own machine";
        return clients.create("local", title, ADMIN)
                .or(() -> clients.create(
                        "local-" + Secrets.random().reveal().substring(0, 6).toLowerCase(java.util.Locale.ROOT),
                        title,
                        ADMIN))
                .orElseThrow(() -> new IllegalStateException("there is no name left for the local client"));
    }
}
