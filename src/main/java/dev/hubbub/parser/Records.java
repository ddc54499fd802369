package dev.hubbub.parser;

import dev.hubbub.message.Tag;
import java.util.Collection;
import java.util.Set;

/** The records the hub was told of. */
public interface Records {
    /**
     * Which of those records there are.
     *
     * @param candidates tags with a record each, a few hundred at most
     */
    Set<Tag> existing(Collection<Tag> candidates);
}
