package dev.hubbub.rules;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verdict while it grows: what matching rules do to one message, and what the loop guard keeps them from. */
final class Decision {
    private final Facts facts;
    private final List<Verdict.Match> matches = new ArrayList<>(2);
    private final List<Verdict.Planned> planned = new ArrayList<>(2);
    private final Set<Address> assignees = new LinkedHashSet<>();
    private final List<Verdict.Reply> replies = new ArrayList<>(0);
    private final List<Verdict.Story> stories = new ArrayList<>(0);
    private final List<Verdict.Suppressed> suppressed = new ArrayList<>(0);
    private final Map<To, String> taken = new HashMap<>();
    private @Nullable Boolean actionable;
    private @Nullable String stopped;

    private record To(ChannelId channel, @Nullable Address recipient) {
        static To of(Target target) {
            return new To(target.channel(), target.recipient());
        }
    }

    Decision(Facts facts) {
        this.facts = facts;
    }

    /** Takes over what a matching rule says; answers whether to go on with the next. */
    boolean take(Rule rule, List<String> why) {
        List<String> did = new ArrayList<>(rule.then().size());
        for (Action action : rule.then()) {
            apply(action, rule.name(), did);
        }
        matches.add(new Verdict.Match(rule.name(), rule.origin(), why, did));
        return stopped == null;
    }

    Verdict verdict() {
        return new Verdict(
                matches,
                planned,
                facts.tags(),
                facts.priority(),
                assignees,
                actionable,
                replies,
                stories,
                suppressed,
                stopped);
    }

    private void apply(Action action, String rule, List<String> did) {
        if (action instanceof Action.Send send) {
            send(send.target(), rule);
        } else if (action instanceof Action.AddTags add) {
            facts.add(add.tags());
            did.add("tagged " + listed(add.tags()));
        } else if (action instanceof Action.Prioritise set) {
            facts.priority(set.priority());
            did.add("made its priority " + Vocabulary.shown(set.priority()));
        } else if (action instanceof Action.Assign assign) {
            assignees.addAll(assign.assignees());
            did.add("assigned to " + listed(assign.assignees()));
        } else if (action instanceof Action.Actionable set) {
            actionable = set.wanted();
            did.add(set.wanted() ? "made actionable" : "made not actionable");
        } else if (action instanceof Action.Reply reply) {
            reply(reply.text(), rule);
        } else if (action instanceof Action.Story story) {
            stories.add(new Verdict.Story(render(story.title()), rule));
            did.add("kept as a story");
        } else if (action instanceof Action.Stop) {
            stopped = rule;
            did.add("stopped");
        }
    }

    private static String listed(Set<?> values) {
        return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private void send(Target target, String rule) {
        String why = whyHeldBack(target);
        if (why != null) {
            suppressed.add(new Verdict.Suppressed(target, rule, why));
        } else {
            planned.add(new Verdict.Planned(target, rule));
            taken.put(To.of(target), rule);
        }
    }

    private @Nullable String whyHeldBack(Target target) {
        Draft draft = facts.draft();
        if (target.channel().equals(draft.channel())) {
            return "it came from there";
        }
        if (draft.visited().contains(target.channel())) {
            return "it has been there";
        }
        if (draft.hops() >= Draft.MOST_HOPS) {
            return "it has passed " + draft.hops() + " hubs or bridges";
        }
        String earlier = taken.get(To.of(target));
        return earlier == null ? null : "it goes there already, by the rule '" + earlier + "'";
    }

    private void reply(Format text, String rule) {
        Draft draft = facts.draft();
        Target target = new Target(draft.channel(), draft.replyTo(), null);
        if (draft.channel().equals(ChannelId.HUB) || draft.sender().equals(Address.BOT)) {
            suppressed.add(new Verdict.Suppressed(target, rule, "the hub does not answer itself"));
        } else if (draft.hops() >= Draft.MOST_HOPS) {
            suppressed.add(new Verdict.Suppressed(target, rule, "it has passed " + draft.hops() + " hubs or bridges"));
        } else if (replies.isEmpty()) {
            replies.add(new Verdict.Reply(target, render(text), rule));
        } else {
            suppressed.add(new Verdict.Suppressed(
                    target,
                    rule,
                    "it is answered already, by the rule '" + replies.get(0).rule() + "'"));
        }
    }

    private String render(Format format) {
        Draft draft = facts.draft().edit().tags(facts.tags()).build();
        return format.render(draft, facts.now());
    }
}
