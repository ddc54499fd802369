package dev.hubbub.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/** Reads the JSON parts of a token strictly: one object, no name twice, nothing after it, shallow. */
final class TokenJson {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenJson() {}

    static Map<String, Object> object(String base64url, String what) throws TokenException {
        try {
            Map<String, Object> object = MAPPER.readValue(Base64.getUrlDecoder().decode(base64url), OBJECT);
            if (object != null) {
                return object;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TokenException("the token's " + what + " is no plain JSON object");
        }
        throw new TokenException("the token's " + what + " is no plain JSON object");
    }
}
