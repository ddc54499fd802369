package dev.hubbub.parser;

import com.google.re2j.Matcher;
import dev.hubbub.intake.Parser;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import dev.hubbub.message.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the ids of records in a message: those that exist become links, at every occurrence, and tags. An id stands on
 * its own: the eight digits in a number of nine are none.
 */
public final class RecordRecogniser implements Parser {
    /** Different ids looked up for one message at most; later ones stay text. */
    static final int MOST_CANDIDATES = 200;

    private static final int MOST_FINDS = 5000;

    private final Records records;
    private volatile List<Resource> resources = List.of();

    public RecordRecogniser(Records records) {
        this.records = records;
    }

    /** An id found in a text. */
    private record Find(Resource resource, Tag tag, int start, int end) {}

    /** Puts other resources in the place of those there are. */
    public void replace(List<Resource> known) {
        resources = List.copyOf(known);
    }

    /** The resources whose records it looks for. */
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public String name() {
        return "records";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public boolean wants(Draft draft) {
        String subject = draft.subject();
        return resources.stream()
                .anyMatch(resource -> resource.pattern().matcher(draft.text()).find()
                        || (subject != null
                                && resource.pattern().matcher(subject).find()));
    }

    @Override
    public Parsed parse(Draft draft) {
        List<Find> inText = finds(draft.text());
        String subject = draft.subject();
        Set<Tag> candidates = new LinkedHashSet<>();
        inText.forEach(find -> candidates.add(find.tag()));
        finds(subject == null ? "" : subject).forEach(find -> candidates.add(find.tag()));
        List<Tag> asked = candidates.stream().limit(MOST_CANDIDATES).toList();
        Set<Tag> existing = asked.isEmpty() ? Set.of() : records.existing(asked);
        if (existing.isEmpty()) {
            return new Parsed(draft, List.of());
        }
        Set<Tag> tags = new HashSet<>(draft.tags());
        tags.addAll(existing);
        List<Map<String, Object>> notes = existing.stream()
                .sorted()
                .<Map<String, Object>>map(tag -> Map.of("did", "recognised", "tag", tag.toString()))
                .toList();
        return new Parsed(
                draft.edit().tags(tags).links(links(draft, inText, existing)).build(), notes);
    }

    private List<Find> finds(String text) {
        List<Find> finds = new ArrayList<>();
        for (Resource resource : resources) {
            Matcher matcher = resource.pattern().matcher(text);
            int from = 0;
            for (int tries = 0; tries < MOST_FINDS && from <= text.length() && matcher.find(from); tries++) {
                int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
                int start = matcher.start(group);
                int end = matcher.end(group);
                boolean alone = end > start && end - start <= 128 && standsAlone(text, start, end);
                if (alone) {
                    finds.add(new Find(resource, new Tag(resource.name(), text.substring(start, end)), start, end));
                }
                from = alone ? Math.max(end, matcher.end()) : matcher.start() + 1;
            }
        }
        return finds;
    }

    private static boolean standsAlone(String text, int start, int end) {
        boolean begins = start == 0 || !(isWord(text.charAt(start - 1)) && isWord(text.charAt(start)));
        boolean ends = end == text.length() || !(isWord(text.charAt(end)) && isWord(text.charAt(end - 1)));
        return begins && ends;
    }

    /** Letters and digits of scripts that write spaces between words. */
    private static boolean isWord(char c) {
        return c == '_' || (Character.isLetterOrDigit(c) && !Character.isIdeographic(c) && !isKana(c));
    }

    private static boolean isKana(char c) {
        return c >= '\u3040' && c <= '\u30FF';
    }

    /** The links there were and those to records that exist; none over another. */
    private static List<Link> links(Draft draft, List<Find> finds, Set<Tag> existing) {
        List<Link> links = new ArrayList<>(draft.links());
        for (Find find : finds) {
            if (existing.contains(find.tag())
                    && links.stream().noneMatch(link -> link.start() < find.end() && find.start() < link.end())) {
                String id = String.valueOf(find.tag().record());
                links.add(new Link(find.start(), find.end(), find.resource().hrefOf(id)));
            }
        }
        links.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return links;
    }
}
