package dev.hubbub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hubbub.config.Secret;
import dev.hubbub.message.Address;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Client;
import dev.hubbub.security.Clients;
import dev.hubbub.security.Role;
import dev.hubbub.security.Sessions;
import dev.hubbub.security.User;
import dev.hubbub.security.UserStore;
import dev.hubbub.security.Users;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Me;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users and clients, for admins; and what everybody may know and change of themselves. */
public final class IdentityOperations {
    private final Users users;
    private final Clients clients;

    public IdentityOperations(Users users, Clients clients) {
        this.users = users;
        this.clients = clients;
    }

    /** Adds these operations to the list of all. */
    public void register(Operations operations) {
        operations
                .waiting("getMe", call -> Answer.ok(Me.of(call.caller(), call.session())))
                .waiting("changeMyPassword", this::changeMyPassword)
                .waiting(
                        "listUsers",
                        call -> items(users.all().stream().map(UserView::of).toList()))
                .waiting("createUser", this::createUser)
                .waiting("changeUser", this::changeUser)
                .waiting("deleteUser", call -> done(users.delete(call.text("user"))))
                .waiting(
                        "listClients",
                        call -> items(clients.all().stream().map(ClientView::of).toList()))
                .waiting("createClient", this::createClient)
                .waiting("deleteClient", this::deleteClient);
    }

    private Answer changeMyPassword(Call call) {
        NewPassword wish = call.body(NewPassword.class);
        Sessions.Active session = call.session()
                .orElseThrow(() -> new ProblemException(Problem.of(409, "Only a user with a session has a password.")));
        Caller caller = call.caller();
        boolean changed = users.changeOwnPassword(
                caller.name(),
                new Secret(wish.current()),
                new Secret(wish.password()),
                session.digest(),
                call.address());
        if (!changed) {
            throw new ProblemException(Problem.forbidden("The present password is wrong."));
        }
        return Answer.nothing();
    }

    private Answer createUser(Call call) {
        NewUser wish = call.body(NewUser.class);
        requireFree(wish.name(), clients.find(wish.name()).isPresent());
        Users.Made made = users.create(wish.name(), roles(wish.roles()), secret(wish.password()))
                .orElseThrow(() -> new ProblemException(Problem.of(409, "There is a user of that name.")));
        UserView view =
                UserView.of(made.user(), made.generated().map(Secret::reveal).orElse(null));
        return Answer.created("/api/v1/users/" + wish.name(), view);
    }

    private Answer changeUser(Call call) {
        String name = call.text("user");
        UserChange wish = call.body(UserChange.class);
        Collection<String> roles = wish.roles();
        done(users.change(name, roles == null ? null : roles(roles), secret(wish.password()), wish.disabled()));
        return users.find(name)
                .map(user -> Answer.ok(UserView.of(user)))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private Answer createClient(Call call) {
        NewClient wish = call.body(NewClient.class);
        requireFree(wish.id(), users.find(wish.id()).isPresent());
        String title = wish.title();
        Clients.Made made = clients.create(wish.id(), title == null ? "" : title, roles(wish.roles()))
                .orElseThrow(() -> new ProblemException(Problem.of(409, "There is a client of that id.")));
        ClientView view = ClientView.of(made.client(), made.secret().reveal());
        return Answer.created("/api/v1/clients/" + wish.id(), view);
    }

    private Answer deleteClient(Call call) {
        if (!clients.delete(call.text("client"))) {
            throw new ProblemException(Problem.notFound());
        }
        return Answer.nothing();
    }

    /** Users, clients and the bot speak under one kind of address ({@code acct:NAME@hub}), so no two share a name. */
    private static void requireFree(String name, boolean taken) {
        if (taken || Address.ofUser(name).equals(Address.BOT)) {
            throw new ProblemException(Problem.of(409, "Somebody else speaks under that name."));
        }
    }

    private static Answer done(UserStore.Change change) {
        return switch (change) {
            case DONE -> Answer.nothing();
            case ABSENT -> throw new ProblemException(Problem.notFound());
            case LAST_ADMIN ->
                throw new ProblemException(Problem.of(409, "This is the last admin: nobody could let anybody in."));
        };
    }

    private static Answer items(List<?> items) {
        return Answer.ok(Map.of("items", items));
    }

    private static Set<Role> roles(Collection<String> words) {
        return words.stream().map(Role::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).toList();
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : new Secret(text);
    }

    private record NewPassword(String current, String password) {}

    private record NewUser(
            String name, List<String> roles, @Nullable String password) {}

    private record UserChange(
            @Nullable List<String> roles,
            @Nullable String password,
            @Nullable Boolean disabled) {}

    private record NewClient(
            String id, List<String> roles, @Nullable String title) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record UserView(
            String name,
            List<String> roles,
            boolean disabled,
            Instant createdAt,
            @Nullable Instant lastLoginAt,
            @Nullable String password) {
        static UserView of(User user) {
            return of(user, null);
        }

        static UserView of(User user, @Nullable String password) {
            return new UserView(
                    user.name(), words(user.roles()), user.disabled(), user.createdAt(), user.lastLoginAt(), password);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ClientView(
            String id,
            String title,
            List<String> roles,
            Instant createdAt,
            @Nullable String secret) {
        static ClientView of(Client client) {
            return of(client, null);
        }

        static ClientView of(Client client, @Nullable String secret) {
            return new ClientView(client.id(), client.title(), words(client.roles()), client.createdAt(), secret);
        }
    }
}
