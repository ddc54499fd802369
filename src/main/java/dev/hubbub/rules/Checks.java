package dev.hubbub.rules;

import dev.hubbub.message.Tag;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes checks of conditions. */
final class Checks {
    private static final int SHOWN = 5;

    private final Needles needles;

    /** @param needles takes the phrases to look for */
    Checks(Needles needles) {
        this.needles = needles;
    }

    Check of(Condition condition) {
        // pattern switch is not in Java 17; a sealed type makes the ladder complete
        if (condition instanceof Condition.Channel c) {
            return new OneOf<>(
                    "channel", 1, c.patterns(), (facts, glob) -> glob.matches(facts.channel()), Facts::channel);
        } else if (condition instanceof Condition.Sender c) {
            return new OneOf<>(
                    "sender",
                    4,
                    c.patterns(),
                    (facts, glob) -> glob.matches(facts.sender()),
                    facts -> facts.draft().sender().uri());
        } else if (condition instanceof Condition.Words c) {
            List<Needle> all = c.phrases().stream()
                    .map(phrase -> needles.of(phrase, c.in()))
                    .toList();
            return new HasWords(c.in(), all.toArray(Needle[]::new), c.phrases());
        } else if (condition instanceof Condition.Matches c) {
            return new Finds(c);
        } else if (condition instanceof Condition.HasTag c) {
            return new Tagged(c.patterns());
        } else if (condition instanceof Condition.AtLeast c) {
            return new Simple(
                    0,
                    facts -> facts.priority().compareTo(c.priority()) >= 0,
                    facts -> "priority is " + Vocabulary.shown(facts.priority()) + " (" + Vocabulary.shown(c.priority())
                            + " or more is asked for)");
        } else if (condition instanceof Condition.Verified c) {
            return new Simple(
                    0,
                    facts -> facts.draft().verified() == c.wanted(),
                    facts -> "sender is " + (facts.draft().verified() ? "verified" : "not verified"));
        } else if (condition instanceof Condition.HasAttachment c) {
            return new Simple(
                    0,
                    facts -> facts.draft().attachments().isEmpty() != c.wanted(),
                    facts -> facts.draft().attachments().isEmpty() ? "has no attachment" : "has attachments");
        } else if (condition instanceof Condition.Time c) {
            return new At(c);
        } else if (condition instanceof Condition.Not c) {
            return new Negated(of(c.condition()));
        } else if (condition instanceof Condition.Any c) {
            return new AnyOf(sorted(c.conditions()));
        } else if (condition instanceof Condition.All c) {
            return new AllOf(sorted(c.conditions()));
        }
        throw new IllegalStateException(condition.toString());
    }

    /** The cheap ones first; otherwise in the order of writing. */
    Check[] sorted(List<Condition> conditions) {
        return conditions.stream()
                .map(this::of)
                .sorted(Comparator.comparingInt(Check::cost))
                .toArray(Check[]::new);
    }

    /** The first few of several values. */
    private static String listed(List<?> values) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < values.size() && i < SHOWN; i++) {
            shown.append(i == 0 ? "" : ", ").append(values.get(i));
        }
        return values.size() <= SHOWN
                ? shown.toString()
                : shown.append(", … (").append(values.size()).append(')').toString();
    }

    private static boolean all(Check[] checks, Facts facts) {
        for (Check check : checks) {
            if (!check.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value of a message is as a pattern wants it. */
    private interface Fits<P> {
        boolean test(Facts facts, P pattern);
    }

    /** A value is as one of several patterns wants it. */
    private record OneOf<P>(String what, int cost, List<P> patterns, Fits<P> fits, Function<Facts, String> value)
            implements Check {
        @Override
        public boolean holds(Facts facts) {
            return first(facts) != null;
        }

        private @Nullable P first(Facts facts) {
            for (P pattern : patterns) {
                if (fits.test(facts, pattern)) {
                    return pattern;
                }
            }
            return null;
        }

        @Override
        public String why(Facts facts) {
            String actual = value.apply(facts);
            String pattern = String.valueOf(first(facts));
            return what + " is " + actual + (pattern.equals(actual) ? "" : " (" + pattern + ")");
        }

        @Override
        public String whyNot(Facts facts) {
            return what + " is " + value.apply(facts) + ", not " + listed(patterns);
        }
    }

    private record HasWords(Condition.In in, Needle[] needles, List<Phrase> phrases) implements Check {
        @Override
        public boolean holds(Facts facts) {
            for (Needle needle : needles) {
                if (facts.contains(needle)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String why(Facts facts) {
            List<String> found = new ArrayList<>(2);
            for (int i = 0; i < needles.length; i++) {
                if (facts.contains(needles[i])) {
                    found.add(quoted(phrases.get(i)));
                }
            }
            return what() + " has " + listed(found);
        }

        @Override
        public String whyNot(Facts facts) {
            return what() + " has none of "
                    + listed(phrases.stream().map(HasWords::quoted).toList());
        }

        private String what() {
            return in == Condition.In.SUBJECT ? "subject" : "text";
        }

        private static String quoted(Phrase phrase) {
            return "\"" + phrase.shown() + "\"";
        }

        @Override
        public int cost() {
            return 5;
        }
    }

    /** A regular expression is found in the subject or the text. */
    private record Finds(Condition.Matches condition) implements Check {
        @Override
        public boolean holds(Facts facts) {
            return condition.patterns().stream().anyMatch(pattern -> found(pattern, facts));
        }

        private static boolean found(com.google.re2j.Pattern pattern, Facts facts) {
            String subject = facts.draft().subject();
            return (subject != null && pattern.matcher(subject).find())
                    || pattern.matcher(facts.draft().text()).find();
        }

        @Override
        public String why(Facts facts) {
            return "text matches "
                    + listed(condition.patterns().stream()
                            .filter(pattern -> found(pattern, facts))
                            .toList());
        }

        @Override
        public String whyNot(Facts facts) {
            return "text matches none of " + listed(condition.patterns());
        }

        @Override
        public int cost() {
            return 9;
        }
    }

    private record Tagged(List<TagPattern> patterns) implements Check {
        @Override
        public boolean holds(Facts facts) {
            return !facts.tags().isEmpty() && first(facts) != null;
        }

        private @Nullable Tag first(Facts facts) {
            for (TagPattern pattern : patterns) {
                Tag tag = pattern.firstOf(facts.tags());
                if (tag != null) {
                    return tag;
                }
            }
            return null;
        }

        @Override
        public String why(Facts facts) {
            return "tagged " + first(facts);
        }

        @Override
        public String whyNot(Facts facts) {
            return "not tagged " + listed(patterns);
        }

        @Override
        public int cost() {
            return 2;
        }
    }

    private record At(Condition.Time condition) implements Check {
        @Override
        public boolean holds(Facts facts) {
            ZonedDateTime now = facts.now().atZone(condition.zone());
            LocalTime time = now.toLocalTime();
            DayOfWeek day = now.getDayOfWeek();
            LocalTime to = condition.to();
            boolean begun = !time.isBefore(condition.from());
            if (to == null || to.isAfter(condition.from())) {
                return begun
                        && (to == null || time.isBefore(to))
                        && condition.days().contains(day);
            }
            return (begun && condition.days().contains(day))
                    || (time.isBefore(to) && condition.days().contains(day.minus(1)));
        }

        private String shown(Facts facts) {
            ZonedDateTime now = facts.now().atZone(condition.zone());
            return "it is " + Vocabulary.shown(now.getDayOfWeek()).substring(0, 3) + " "
                    + now.toLocalTime().withSecond(0).withNano(0) + " in " + condition.zone();
        }

        @Override
        public String why(Facts facts) {
            return shown(facts);
        }

        @Override
        public String whyNot(Facts facts) {
            return shown(facts);
        }

        @Override
        public int cost() {
            return 6;
        }
    }

    /** A test that says the same of itself whether it holds or not. */
    private record Simple(int cost, java.util.function.Predicate<Facts> test, Function<Facts, String> said)
            implements Check {
        @Override
        public boolean holds(Facts facts) {
            return test.test(facts);
        }

        @Override
        public String why(Facts facts) {
            return said.apply(facts);
        }

        @Override
        public String whyNot(Facts facts) {
            return said.apply(facts);
        }
    }

    private record Negated(Check check) implements Check {
        @Override
        public boolean holds(Facts facts) {
            return !check.holds(facts);
        }

        @Override
        public String why(Facts facts) {
            return check.whyNot(facts);
        }

        @Override
        public String whyNot(Facts facts) {
            return check.why(facts);
        }

        @Override
        public int cost() {
            return check.cost();
        }
    }

    private record AnyOf(Check[] checks) implements Check {
        @Override
        public boolean holds(Facts facts) {
            return first(facts) != null;
        }

        private @Nullable Check first(Facts facts) {
            for (Check check : checks) {
                if (check.holds(facts)) {
                    return check;
                }
            }
            return null;
        }

        @Override
        public String why(Facts facts) {
            Check first = first(facts);
            return first == null ? "" : first.why(facts);
        }

        @Override
        public String whyNot(Facts facts) {
            return Arrays.stream(checks).map(check -> check.whyNot(facts)).collect(Collectors.joining("; "));
        }

        @Override
        public int cost() {
            return 8;
        }
    }

    private record AllOf(Check[] checks) implements Check {
        @Override
        public boolean holds(Facts facts) {
            return all(checks, facts);
        }

        @Override
        public String why(Facts facts) {
            return Arrays.stream(checks).map(check -> check.why(facts)).collect(Collectors.joining(", "));
        }

        @Override
        public String whyNot(Facts facts) {
            for (Check check : checks) {
                if (!check.holds(facts)) {
                    return check.whyNot(facts);
                }
            }
            return "";
        }

        @Override
        public int cost() {
            return Arrays.stream(checks).mapToInt(Check::cost).max().orElse(0);
        }
    }
}
