package dev.hubbub.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a token says, read by type; anything of another type is refused. */
record Claims(Map<String, Object> all) {

    boolean has(String name) {
        return all.containsKey(name);
    }

    String text(String name) throws TokenException {
        if (all.get(name) instanceof String text && !text.isEmpty() && text.length() <= 1024) {
            return text;
        }
        throw new TokenException("the token's " + name + " is missing or no text");
    }

    /** NumericDate (RFC 7519 section 2): seconds, perhaps with a fraction. */
    Instant time(String name) throws TokenException {
        if (all.get(name) instanceof Number number) {
            double seconds = number.doubleValue();
            if (seconds >= 0 && seconds < 253_402_300_800d) {
                return Instant.ofEpochMilli((long) (seconds * 1000));
            }
        }
        throw new TokenException("the token's " + name + " is missing or no time");
    }

    /** One text or a list of texts. */
    List<?> audience() throws TokenException {
        Object audience = all.get("aud");
        if (audience instanceof String) {
            return List.of(audience);
        }
        if (audience instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list;
        }
        throw new TokenException("the token's aud is missing or no text");
    }
}
