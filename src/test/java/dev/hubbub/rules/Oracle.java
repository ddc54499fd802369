package dev.hubbub.rules;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The meaning of rules, written down as plainly as can be: a loop without any index, by other means than the hub's. */
final class Oracle {
    private final Draft draft;
    private final Instant now;
    private final Set<Tag> tags;
    private Priority priority;

    private Oracle(Draft draft, Instant now) {
        this.draft = draft;
        this.now = now;
        this.tags = new HashSet<>(draft.tags());
        this.priority = draft.priority();
    }

    /** The names of the rules that match. */
    static List<String> matching(List<Rule> rules, Draft draft, Instant now) {
        Oracle oracle = new Oracle(draft, now);
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.enabled() && oracle.holds(rule.when())) {
                names.add(rule.name());
                if (oracle.stopsAfter(rule)) {
                    break;
                }
            }
        }
        return names;
    }

    private boolean stopsAfter(Rule rule) {
        boolean stops = false;
        for (Action action : rule.then()) {
            if (action instanceof Action.AddTags add) {
                tags.addAll(add.tags());
            } else if (action instanceof Action.Prioritise set) {
                priority = set.priority();
            }
            stops |= action instanceof Action.Stop;
        }
        return stops;
    }

    private boolean holds(Condition condition) {
        if (condition instanceof Condition.Channel c) {
            ChannelId channel = draft.channel();
            return c.patterns().stream().anyMatch(glob -> like(glob.toString(), channel.toString()));
        } else if (condition instanceof Condition.Sender c) {
            return c.patterns().stream()
                    .anyMatch(glob -> like(glob.toString(), draft.sender().uri()));
        } else if (condition instanceof Condition.Words c) {
            String subject = draft.subject() == null ? "" : draft.subject();
            return c.phrases().stream()
                    .anyMatch(phrase -> said(phrase.shown(), subject)
                            || (c.in() == Condition.In.SUBJECT_OR_TEXT && said(phrase.shown(), draft.text())));
        } else if (condition instanceof Condition.Matches c) {
            return c.patterns().stream()
                    .anyMatch(pattern -> Pattern.compile(pattern.pattern())
                                    .matcher(draft.subject() == null ? "" : draft.subject())
                                    .find()
                            || Pattern.compile(pattern.pattern())
                                    .matcher(draft.text())
                                    .find());
        } else if (condition instanceof Condition.HasTag c) {
            return c.patterns().stream()
                    .anyMatch(pattern -> tags.stream().anyMatch(tag -> tagged(pattern.toString(), tag.toString())));
        } else if (condition instanceof Condition.AtLeast c) {
            return priority.compareTo(c.priority()) >= 0;
        } else if (condition instanceof Condition.Verified c) {
            return draft.verified() == c.wanted();
        } else if (condition instanceof Condition.HasAttachment c) {
            return !draft.attachments().isEmpty() == c.wanted();
        } else if (condition instanceof Condition.Time c) {
            return inTime(c);
        } else if (condition instanceof Condition.Not c) {
            return !holds(c.condition());
        } else if (condition instanceof Condition.Any c) {
            return c.conditions().stream().anyMatch(this::holds);
        } else if (condition instanceof Condition.All c) {
            return c.conditions().stream().allMatch(this::holds);
        }
        throw new IllegalStateException();
    }

    private boolean inTime(Condition.Time time) {
        DayOfWeek day = now.atZone(time.zone()).getDayOfWeek();
        int minute = now.atZone(time.zone()).toLocalTime().toSecondOfDay();
        LocalTime end = time.to();
        int from = time.from().toSecondOfDay();
        int to = end == null ? 24 * 3600 : end.toSecondOfDay();
        return to > from
                ? minute >= from && minute < to && time.days().contains(day)
                : (minute >= from && time.days().contains(day))
                        || (minute < to && time.days().contains(day.minus(1)));
    }

    private static boolean tagged(String pattern, String tag) {
        return tag.equals(pattern)
                || (!pattern.contains("/") && tag.startsWith(pattern + "/"))
                || (pattern.endsWith("/*") && tag.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static boolean like(String glob, String text) {
        return Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .matches();
    }

    private static boolean said(String phrase, String text) {
        String core = phrase.replace("*", "").toLowerCase(Locale.ROOT);
        String before = phrase.startsWith("*") || !isWord(core.charAt(0)) ? "" : "(?<![\\p{L}\\p{N}\\p{M}_])";
        String after =
                phrase.endsWith("*") || !isWord(core.charAt(core.length() - 1)) ? "" : "(?![\\p{L}\\p{N}\\p{M}_])";
        return Pattern.compile(before + Pattern.quote(core) + after)
                .matcher(text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
                .find();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
