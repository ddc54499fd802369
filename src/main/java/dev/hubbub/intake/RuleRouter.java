package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import dev.hubbub.rules.RuleBook;
import dev.hubbub.rules.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Routes by the rules in force. */
public final class RuleRouter implements Router {
    /** Where a message goes that a rule makes a story of: a route saves it. */
    public static final ChannelId STORIES = new ChannelId("story", "main");

    private final RuleBook book;

    public RuleRouter(RuleBook book) {
        this.book = book;
    }

    @Override
    public Plan plan(Draft draft, Instant now) {
        Verdict verdict = book.current().match(draft, now);
        List<Target> targets = new ArrayList<>(verdict.targets());
        verdict.stories().forEach(story -> targets.add(story(story)));
        return new Plan(
                verdict.apply(draft),
                verdict.assignees(),
                Boolean.TRUE.equals(verdict.actionable()),
                targets,
                verdict.replies().stream()
                        .map(reply -> new Reply(reply.rule(), reply.text()))
                        .toList(),
                verdict.steps());
    }

    /** The title goes before the text, on a line of its own; braces in it are text. */
    private static Target story(Verdict.Story story) {
        String title = story.title().replace("{", "{{").replace("}", "}}");
        return new Target(STORIES, null, title + "\n\n{body}");
    }
}
