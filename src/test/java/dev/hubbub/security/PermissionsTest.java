package dev.hubbub.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.ChannelId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read and write which channel. */
class PermissionsTest {
    private static final Map<String, Set<String>> READERS = Map.of(
            "shoutbox/team", Set.of("member"), "shoutbox/ops", Set.of("operator"), "sms/main", Set.of("user:ana"));
    private static final Map<String, Set<String>> WRITERS =
            Map.of("shoutbox/team", Set.of("user:ana", "client:bell"), "sms/main", Set.of("admin"));

    private final Permissions permissions = new Permissions(new ChannelGrants() {
        @Override
        public Set<String> readers(ChannelId channel) {
            return READERS.getOrDefault(channel.toString(), Set.of());
        }

        @Override
        public Set<String> writers(ChannelId channel) {
            return WRITERS.getOrDefault(channel.toString(), Set.of());
        }
    });

    @ParameterizedTest(name = "{0} ({1}) on {2}: read {3}, write {4}")
    @CsvSource({
        "user:ana,    member,   shoutbox/team, true,  true",
        "user:bob,    member,   shoutbox/team, true,  false",
        "client:ana,  member,   shoutbox/team, true,  false",
        "client:bell, member,   shoutbox/team, true,  true",
        "user:ana,    member,   shoutbox/ops,  false, false",
        "user:ana,    member,   sms/main,      true,  false",
        "client:ana,  member,   sms/main,      false, false",
        "user:ana,    member,   email/support, false, false",
        "user:olga,   operator, email/support, true,  true",
        "user:olga,   operator, sms/main,      true,  true",
        "user:root,   admin,    shoutbox/ops,  true,  true",
        "user:root,   admin,    email/support, true,  true",
    })
    void grants(String principal, String role, String channel, boolean read, boolean write) {
        String[] parts = principal.split(":", 2);
        Caller caller = new Caller(
                parts[0].equals("user") ? Caller.Kind.USER : Caller.Kind.CLIENT, parts[1], Set.of(Role.parse(role)));

        assertThat(permissions.mayRead(caller, ChannelId.parse(channel))).isEqualTo(read);
        assertThat(permissions.mayWrite(caller, ChannelId.parse(channel))).isEqualTo(write);
        assertThat(permissions.maySee(caller, ChannelId.parse(channel))).isEqualTo(read || write);
    }
}
