package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.hubbub.Asking;
import dev.hubbub.Asking.Answered;
import dev.hubbub.security.Forgeries;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every forged token against every operation of the contract: all are answered 401. */
class ForgedTokensTest {
    private static final Forgeries FORGERIES = forgeries();
    private static final String COUNT =
            "select (select count(*) from message) + (select count(*) from rule) + (select count(*) from hub_user)";

    private static Forgeries forgeries() {
        try {
            String issuer =
                    SignedJWT.parse(HUB.admin().token()).getJWTClaimsSet().getIssuer();
            return new Forgeries(HUB.issuerKey(), issuer, "local", Instant.now().plusSeconds(10));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTokenTheyDifferFromIsBelieved() {
        assertThat(HUB.admin().as(FORGERIES.honest()).get("/users").status()).isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> noForgeryPassesAnywhere() {
        Map<String, String> tokens = new LinkedHashMap<>(FORGERIES.all());
        // a header of that length is answered 431, whatever it says
        tokens.remove("too long");
        assertThat(tokens).hasSizeGreaterThan(30);
        return Listed.all().stream()
                .filter(operation ->
                        operation.role().isPresent() || operation.id().equals("logOut"))
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> refusesAll(operation, tokens)));
    }

    private static void refusesAll(Listed operation, Map<String, String> tokens) {
        long before = HUB.number(COUNT);
        Map<String, CompletableFuture<Answered>> asked = new LinkedHashMap<>();
        tokens.forEach((what, token) -> {
            String header = token.isEmpty() ? "Bearer" : "Bearer " + token;
            asked.put(what, ask(operation, header));
        });
        String good = HUB.admin().token();
        asked.put("another scheme", ask(operation, "Basic " + good));
        asked.put("no scheme", ask(operation, good));
        asked.put("two tokens", ask(operation, "Bearer " + good + " " + good));
        asked.put("a comma list", ask(operation, "Bearer " + good + ", Bearer " + good));

        List<String> let = new ArrayList<>();
        asked.forEach((what, answer) -> {
            Answered answered = answer.join();
            if (answered.status() != 401 || !answered.header("WWW-Authenticate").startsWith("Bearer ")) {
                let.add(what + ": " + answered.status());
            }
        });
        assertThat(let).isEmpty();
        assertThat(HUB.number(COUNT)).isEqualTo(before);
    }

    private static CompletableFuture<Answered> ask(Listed operation, String authorization) {
        Asking nobody = HUB.nobody();
        return nobody.sendAsync(
                operation.method(), operation.filled("team"), body(operation), "Authorization", authorization);
    }

    private static @Nullable String body(Listed operation) {
        return operation.method().matches("POST|PUT|PATCH") ? "{\"text\":\"forged\"}" : null;
    }
}
