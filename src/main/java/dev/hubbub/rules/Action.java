package dev.hubbub.rules;

import dev.hubbub.message.Address;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import java.util.Set;

/** What follows when a rule's conditions hold. */
public sealed interface Action {
    /** It is owed to that target. */
    record Send(Target target) implements Action {}

    /** It is tied to those resources or records. */
    record AddTags(Set<Tag> tags) implements Action {
        public AddTags {
            tags = Set.copyOf(tags);
        }
    }

    /** It presses as much as that from here on. */
    record Prioritise(Priority priority) implements Action {}

    /** Those are to see to it: users ({@code acct:}), groups ({@code group:}) or any address. */
    record Assign(Set<Address> assignees) implements Action {
        public Assign {
            assignees = Set.copyOf(assignees);
        }
    }

    /** Somebody is to do something about it, or nobody. */
    record Actionable(boolean wanted) implements Action {}

    /** Its sender gets an answer, on the channel it came from. */
    record Reply(Format text) implements Action {}

    /** It is kept as a story of that title. */
    record Story(Format title) implements Action {}

    /** No later rule is asked. */
    record Stop() implements Action {}
}
