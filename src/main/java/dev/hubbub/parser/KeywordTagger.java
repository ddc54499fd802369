package dev.hubbub.parser;

import dev.hubbub.config.Problems;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import dev.hubbub.config.YamlReader;
import dev.hubbub.intake.Parser;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Tag;
import dev.hubbub.rules.Action;
import dev.hubbub.rules.Condition;
import dev.hubbub.rules.Phrase;
import dev.hubbub.rules.Rule;
import dev.hubbub.rules.RuleSet;
import dev.hubbub.rules.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags messages in which keywords occur. A table of keywords is a set of small rules, so that words are found in the same
 * way, with one pass for all of them.
 */
public final class KeywordTagger implements Parser {
    private static final int MOST_WORDS = 1000;

    private volatile RuleSet keywords = RuleSet.EMPTY;

    /** Puts other keywords in the place of those there are. */
    public void replace(List<Rule> rules) {
        keywords = new RuleSet(rules);
    }

    /** Reads {@code tags: { incident: [ urgent, emergency ], booking: reservation }}. */
    public static List<Rule> read(String file, String text, Problems problems) {
        Yaml document = YamlReader.read(text, problems);
        YamlFields top =
                document == null ? null : YamlFields.of(document, problems, "a file of keywords", Set.of("tags"));
        Yaml tags = top == null ? null : top.required("tags");
        if (!(tags instanceof Yaml.Fields fields)) {
            if (tags != null) {
                problems.add(tags.place(), "must be a map of tags with their words");
            }
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        YamlFields words =
                YamlFields.of(tags, problems, "tags", fields.entries().keySet());
        fields.entries().forEach((tag, field) -> {
            if (words != null) {
                rules.add(rule(file, tag, field, words, problems));
            }
        });
        return problems.isEmpty() ? rules : List.of();
    }

    private static Rule rule(String file, String tag, Yaml.Field field, YamlFields in, Problems problems) {
        List<Phrase> phrases = new ArrayList<>();
        Set<Tag> tags = Set.of();
        try {
            tags = Set.of(Tag.parse(tag));
        } catch (IllegalArgumentException e) {
            problems.add(field.key(), String.valueOf(e.getMessage()));
        }
        for (Yaml.Scalar word : in.texts(tag, MOST_WORDS, Phrase.LONGEST)) {
            try {
                phrases.add(Phrase.parse(word.text()));
            } catch (IllegalArgumentException e) {
                problems.add(word.place(), String.valueOf(e.getMessage()));
            }
        }
        return new Rule(
                tag,
                new Rule.Origin.File(file, field.key().line()),
                new Condition.All(List.of(new Condition.Words(Condition.In.SUBJECT_OR_TEXT, phrases))),
                List.of(new Action.AddTags(tags)),
                true);
    }

    @Override
    public String name() {
        return "keywords";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public boolean wants(Draft draft) {
        return !match(draft).matches().isEmpty();
    }

    @Override
    public Parsed parse(Draft draft) {
        Verdict verdict = match(draft);
        List<Map<String, Object>> notes = verdict.matches().stream()
                .<Map<String, Object>>map(match -> Map.of("did", "tagged", "tag", match.rule(), "why", match.why()))
                .toList();
        return new Parsed(draft.edit().tags(verdict.tags()).build(), notes);
    }

    private Verdict match(Draft draft) {
        return keywords.match(draft, Instant.EPOCH);
    }
}
