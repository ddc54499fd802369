package dev.hubbub.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML 1.2 text (JSON is such a text) into values that know their lines, whoever wrote it.
 *
 * <p>It is read from the parser's events, so that nothing is built that is not wanted: no types, no anchors and aliases
 * (and so no bombs of them), no second document, no key twice, at most {@value #MAX_DEPTH} levels and
 * {@value #MAX_VALUES} values.
 */
public final class YamlReader {
    static final int MAX_DEPTH = 32;
    static final int MAX_VALUES = 200_000;

    /** What is wrong where the parser itself stumbles over an escape: it throws the number it could not read. */
    public static final String NO_CHARACTER = "an escape (\\x, \\u or \\U) that stands for no character";

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setAllowDuplicateKeys(false).build();

    private final Iterator<Event> events;
    private int values;

    private YamlReader(StreamReader text) {
        events = new ParserImpl(SETTINGS, text);
    }

    /**
     * Reads a text of one document.
     *
     * @param problems takes what is wrong
     * @return the document, or null if something is wrong
     */
    public static @Nullable Yaml read(String text, Problems problems) {
        StreamReader reader = new StreamReader(SETTINGS, text);
        try {
            return new YamlReader(reader).document();
        } catch (Refused e) {
            problems.add(e.place, e.reason);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String reason = "is no YAML: " + e.getProblem();
            if (mark == null) {
                problems.add(reason);
            } else {
                problems.add(new Yaml.Place(mark.getLine() + 1, mark.getColumn() + 1, ""), reason);
            }
        } catch (YamlEngineException e) {
            problems.add("is no YAML: " + e.getMessage());
        } catch (NumberFormatException e) {
            problems.add(
                    new Yaml.Place(reader.getLine() + 1, reader.getColumn() + 1, ""), "is no YAML: " + NO_CHARACTER);
        }
        return null;
    }

    private Yaml document() {
        next();
        Event start = next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw new Refused(new Yaml.Place(1, 1, ""), "is empty");
        }
        Yaml value = value(next(), "", 0);
        next();
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(place(end, ""), "has a second document ('---'); write one");
        }
        return value;
    }

    private Yaml value(Event event, String path, int depth) {
        Yaml.Place place = place(event, path);
        if (depth > MAX_DEPTH) {
            throw new Refused(place, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (++values > MAX_VALUES) {
            throw new Refused(place, "the text has more than " + MAX_VALUES + " values");
        }
        refuseReferences(event, place);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, place);
        }
        if (event instanceof SequenceStartEvent) {
            return items(place, depth);
        }
        return fields(place, depth);
    }

    private static void refuseReferences(Event event, Yaml.Place place) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw new Refused(place, "uses an anchor or alias (& or *); write the value out, or put it in quotes");
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof SequenceStartEvent list && list.getTag().isPresent())
                || (event instanceof MappingStartEvent map && map.getTag().isPresent());
        if (tagged) {
            throw new Refused(place, "uses a type (!…); write a plain value, or put it in quotes");
        }
    }

    private static Yaml.Scalar scalar(ScalarEvent event, Yaml.Place place) {
        Tag tag = SETTINGS.getSchema().getScalarResolver().resolve(event.getValue(), event.isPlain());
        Yaml.Kind kind = Yaml.Kind.TEXT;
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            kind = Yaml.Kind.NUMBER;
        } else if (tag.equals(Tag.BOOL)) {
            kind = Yaml.Kind.FLAG;
        } else if (tag.equals(Tag.NULL)) {
            kind = Yaml.Kind.NOTHING;
        }
        return new Yaml.Scalar(place, event.getValue(), kind);
    }

    private Yaml items(Yaml.Place place, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(value(event, place.path() + "[" + items.size() + "]", depth + 1));
        }
        return new Yaml.Items(place, items);
    }

    private Yaml fields(Yaml.Place place, int depth) {
        Map<String, Yaml.Field> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Yaml.Place keyPlace = place(event, place.path());
            refuseReferences(event, keyPlace);
            if (!(event instanceof ScalarEvent key)) {
                throw new Refused(keyPlace, "a key is a word, no list and no map");
            }
            String name = key.getValue();
            String path = place.path().isEmpty() ? name : place.path() + "." + name;
            if (entries.containsKey(name)) {
                throw new Refused(keyPlace, "key '" + name + "' is there twice");
            }
            entries.put(name, new Yaml.Field(keyPlace, value(next(), path, depth + 1)));
        }
        return new Yaml.Fields(place, entries);
    }

    private Event next() {
        return events.next();
    }

    private static Yaml.Place place(Event event, String path) {
        return event.getStartMark()
                .map(mark -> new Yaml.Place(mark.getLine() + 1, mark.getColumn() + 1, path))
                .orElseGet(() -> new Yaml.Place(1, 1, path));
    }

    /** Well-formed YAML that is not wanted here. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Yaml.Place place;
        private final String reason;

        Refused(Yaml.Place place, String reason) {
            super(reason, null, false, false);
            this.place = place;
            this.reason = reason;
        }
    }
}
