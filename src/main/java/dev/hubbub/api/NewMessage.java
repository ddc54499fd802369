package dev.hubbub.api;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import dev.hubbub.parser.PlainHtml;
import dev.hubbub.security.Caller;
import dev.hubbub.web.Json;
import dev.hubbub.web.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schema {@code NewMessage}: what a caller wants to say, the shape already checked by the contract.
 *
 * @param key names the request, so that it can be repeated safely
 */
record NewMessage(
        String text,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String inReplyTo,
        @Nullable String priority,
        @Nullable List<String> tags,
        @Nullable List<To> to,
        @Nullable List<File> attachments,
        @Nullable String key) {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** A target the caller names. */
    record To(String channel, @Nullable String recipient) {}

    /** An attached file; {@code content} is Base64. */
    record File(String name, String mediaType, String content) {}

    /** Reads a body. What is only a text, as most are, needs no mapper. */
    static NewMessage read(Map<String, Object> body) {
        return body.size() == 1 && body.get("text") instanceof String text
                ? new NewMessage(text, null, null, null, null, null, null, null, null)
                : Json.MAPPER.convertValue(body, NewMessage.class);
    }

    /** SHA-256 in hex of what is said, whatever the order of its fields; the key itself does not count. */
    static String fingerprint(Map<String, Object> body) {
        Map<String, Object> said = new HashMap<>(body);
        said.remove("key");
        try {
            byte[] json = CANONICAL.writeValueAsString(said).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (com.fasterxml.jackson.core.JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a body of JSON cannot be written as JSON", e);
        }
    }

    /** The channels that the caller wants it sent to whatever the rules say. */
    List<ChannelId> targets() {
        return to == null
                ? List.of()
                : to.stream().map(one -> ChannelId.parse(one.channel())).toList();
    }

    /**
     * What goes to intake.
     *
     * @param body what this was read from
     * @param idempotencyKey goes before the body's own key
     * @param at where in the request's body this stands, as a JSON pointer, for errors
     * @param errors takes what makes no sense
     */
    Submission submission(
            ChannelId channel,
            Caller caller,
            Map<String, Object> body,
            @Nullable String idempotencyKey,
            Ids ids,
            String at,
            List<FieldError> errors) {
        String named = idempotencyKey != null ? idempotencyKey : key;
        List<Attachment> files = files(ids, at, errors);
        if (text.isBlank() && files.isEmpty()) {
            errors.add(new FieldError(at + "/text", "a message needs a text or an attachment"));
        }
        Draft draft = Draft.builder(channel, caller.address(), text)
                .senderName(caller.name())
                .subject(subject)
                .html(PlainHtml.clean(html))
                .attachments(files)
                .tags(tagged(at, errors))
                .externalId(named == null ? null : Draft.KEY + caller.principal() + ":" + named)
                .inReplyTo(inReplyTo == null ? null : MessageId.parse(inReplyTo))
                .priority(priority == null ? Priority.NORMAL : Priority.valueOf(priority.toUpperCase(Locale.ROOT)))
                .verified(true)
                .explicitTargets(explicit(at, errors))
                .build();
        return new Submission(draft, named == null ? null : fingerprint(body));
    }

    private List<Attachment> files(Ids ids, String at, List<FieldError> errors) {
        List<Attachment> files = new ArrayList<>();
        for (File file : attachments == null ? List.<File>of() : attachments) {
            try {
                byte[] content = Base64.getDecoder().decode(file.content());
                files.add(new Attachment(ids.next(), file.name(), file.mediaType(), content));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(at + "/attachments/" + files.size() + "/content", "is no Base64"));
                return files;
            }
        }
        return files;
    }

    private Set<Tag> tagged(String at, List<FieldError> errors) {
        Set<Tag> read = new LinkedHashSet<>();
        for (String tag : tags == null ? List.<String>of() : tags) {
            try {
                read.add(Tag.parse(tag));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(at + "/tags", "one of them is no tag: write resource or resource/record"));
            }
        }
        return read;
    }

    private List<Target> explicit(String at, List<FieldError> errors) {
        List<Target> targets = new ArrayList<>();
        for (To one : to == null ? List.<To>of() : to) {
            try {
                Address recipient = one.recipient() == null ? null : new Address(one.recipient());
                targets.add(new Target(ChannelId.parse(one.channel()), recipient, null));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(at + "/to/" + targets.size() + "/recipient", "is no address"));
                return targets;
            }
        }
        return targets.stream().distinct().toList();
    }
}
