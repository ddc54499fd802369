package dev.hubbub.api;

import static dev.hubbub.api.SharedHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.Asking.Answered;
import dev.hubbub.api.Recipe.Wish;
import dev.hubbub.security.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of the contract, asked for by everybody: by nobody, by a program and by a person of each role; for what
 * is theirs, what is others' and what is not there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    private final Map<String, Listed> operations =
            Listed.all().stream().collect(Collectors.toMap(Listed::id, Function.identity()));
    private final List<Recipe> recipes = new Recipes().all();
    private final List<Seat> seats = new ArrayList<>();

    @BeforeAll
    void sit() {
        for (Role role : Role.values()) {
            seats.add(Seat.client(HUB.admin(), "matrix-program-" + role.word(), role));
            seats.add(Seat.person(HUB.admin(), "matrix-person-" + role.word(), role));
        }
    }

    @AfterAll
    void leaveThingsAsTheyWere() {
        HUB.admin().send("POST", "/channels/shoutbox/ops/resume", null);
    }

    @Test
    void hasARecipeForEveryOperationOfTheContract() {
        List<String> inside = operations.values().stream()
                .filter(operation -> operation.role().isPresent())
                .map(Listed::id)
                .toList();

        assertThat(recipes).extracting(Recipe::operation).containsAll(inside);
        assertThat(inside).containsAll(recipes.stream().map(Recipe::operation).toList());
    }

    @TestFactory
    Stream<DynamicTest> letsEverybodyDoWhatIsTheirsAndNothingElse() {
        return recipes.stream()
                .flatMap(recipe -> Stream.concat(
                        Stream.of(DynamicTest.dynamicTest(recipe.operation() + " by nobody", () -> nobody(recipe))),
                        seats.stream()
                                .map(seat -> DynamicTest.dynamicTest(
                                        recipe.operation() + " by " + seat, () -> check(recipe, seat)))));
    }

    private void nobody(Recipe recipe) {
        Seat nobody = new Seat("nobody", Role.MEMBER, false, HUB.nobody(), List.of());
        for (Wish wish : wishes(recipe)) {
            assertThat(nobody.ask(method(recipe), wish).status()).isEqualTo(401);
        }
    }

    private List<Wish> wishes(Recipe recipe) {
        List<Wish> wishes = new ArrayList<>(List.of(recipe.own().apply(seats.get(0))));
        wishes.addAll(Stream.of(recipe.foreign(), recipe.absent())
                .filter(wish -> wish != null)
                .toList());
        return wishes;
    }

    private void check(Recipe recipe, Seat seat) {
        Role least = operation(recipe).role().orElseThrow();
        if (!seat.role().holds(least)) {
            refused(recipe, seat);
            return;
        }
        own(recipe, seat);
        Wish absent = recipe.absent();
        if (absent == null) {
            return;
        }
        Answered missing = seat.ask(method(recipe), absent);
        assertThat(missing.status()).as(missing.body()).isEqualTo(recipe.absentStatus());
        foreign(recipe.foreign(), recipe, seat, missing);
    }

    /** Whose role does not suffice learns nothing of what is there. */
    private void refused(Recipe recipe, Seat seat) {
        List<Object> answers = wishes(recipe).stream()
                .<Object>map(wish -> told(seat.ask(method(recipe), wish)))
                .distinct()
                .toList();
        assertThat(answers).singleElement().asString().startsWith("{status=403");
    }

    private void own(Recipe recipe, Seat seat) {
        Wish wish = recipe.own().apply(seat);
        if (recipe.operation().equals("streamEvents")) {
            assertThat(seat.open(wish.path())).isEqualTo(200);
            return;
        }
        Answered answered = seat.ask(method(recipe), wish);
        boolean hasNoPassword = recipe.operation().equals("changeMyPassword") && !seat.person();
        if (hasNoPassword) {
            assertThat(answered.status()).isEqualTo(409);
        } else {
            assertThat(answered.status()).as(answered.body()).isBetween(200, 204);
        }
    }

    private void foreign(@Nullable Wish wish, Recipe recipe, Seat seat, Answered missing) {
        if (wish == null) {
            return;
        }
        Answered answered = seat.ask(method(recipe), wish);
        if (seat.role().holds(Role.OPERATOR)) {
            assertThat(answered.status()).as(answered.body()).isBetween(200, 204);
        } else {
            assertThat(told(answered)).isEqualTo(told(missing));
        }
    }

    /** All that an answer tells, but for what differs each time. */
    private static Map<String, Object> told(Answered answered) {
        Map<String, List<String>> headers =
                new TreeMap<>(answered.response().headers().map());
        headers.keySet().removeAll(List.of("date", "x-request-id"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", answered.status());
        told.put("headers", headers);
        told.put("body", answered.json() instanceof ObjectNode body ? body.without("instance") : answered.body());
        return told;
    }

    private String method(Recipe recipe) {
        return operation(recipe).method();
    }

    private Listed operation(Recipe recipe) {
        Listed found = operations.get(recipe.operation());
        if (found == null) {
            throw new IllegalStateException(recipe.operation() + " is not in the contract");
        }
        return found;
    }
}
