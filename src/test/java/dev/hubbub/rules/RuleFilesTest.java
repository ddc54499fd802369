package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFilesTest {
    private static final Validator SCHEMA = schema();

    @ParameterizedTest
    @MethodSource("dev.hubbub.rules.RuleSamples#good")
    void takesAsTheSchemaDoes(String yaml) throws Exception {
        assertThat(RuleFiles.parse("x.yaml", yaml).problems()).isEmpty();
        assertThat(schemaTakes(yaml)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.hubbub.rules.RuleSamples#bad")
    void refusesAsTheSchemaDoes(String yaml) throws Exception {
        RuleFiles.Parsed parsed = RuleFiles.parse("x.yaml", yaml);
        assertThat(parsed.problems()).isNotEmpty();
        assertThat(parsed.problems().get(0).line()).isNotNull();
        assertThat(parsed.rules()).isEmpty();
        assertThat(schemaTakes(yaml)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.hubbub.rules.RuleSamples#badBeyondSchema")
    void refusesWhatASchemaCannotSay(String yaml) {
        assertThat(RuleFiles.parse("x.yaml", yaml).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.hubbub.rules.RuleSamples#good")
    void writesARuleAsItReadsIt(String yaml) {
        for (Rule rule : RuleTable.parsed(yaml)) {
            RuleFiles.Parsed again =
                    RuleFiles.parseOne("7", RuleJson.write(rule).toString());
            assertThat(again.problems()).isEmpty();
            Rule made = again.rules().get(0);
            assertThat(made.origin()).isEqualTo(new Rule.Origin.Made("7"));
            assertThat(new Rule(made.name(), rule.origin(), made.when(), made.then(), made.enabled()))
                    .isEqualTo(rule);
        }
    }

    @Test
    void saysFileLineColumnPathAndReason() {
        String yaml = """
                rules:
                  - name: one
                    when: { chanel: sms/main }
                    then: [ { send: SMS } ]
                  - name: two
                    when: { text: 911 }
                    then:
                      - send: a/b
                        format: "{bodi}"
                """;
        assertThat(RuleFiles.parse("x.yaml", yaml).problems())
                .extracting(String::valueOf)
                .containsExactly(
                        "x.yaml:3:13: rules[0].when: unknown key 'chanel'; did you mean channel?",
                        "x.yaml:4:21: rules[0].then[0].send: 'SMS' is no channel: write kind/name",
                        "x.yaml:6:19: rules[1].when.text: 911 is a number here; put it in quotes",
                        "x.yaml:9:17: rules[1].then[0].format: unknown placeholder {bodi}; there are {attachments}"
                                + " {body} {channel} {quote} {sender} {senderAddress} {subject} {tags} {time}");
    }

    @Test
    void saysThatWebhooksAreNoAction() {
        assertThat(RuleFiles.parse("x.yaml", RuleSamples.then("{ webhook: \"http://x\" }"))
                        .problems())
                .extracting(problem -> problem.reason())
                .startsWith("unknown key 'webhook'");
    }

    @Test
    void refusesANameThatIsThereTwice() {
        String yaml = """
                rules:
                  - { name: a, when: {}, then: [ { tag: x } ] }
                  - { name: a, when: {}, then: [ { tag: y } ] }
                """;
        assertThat(RuleFiles.parse("x.yaml", yaml).problems())
                .extracting(String::valueOf)
                .containsExactly("x.yaml:3:5: rules[1]: a rule of the name 'a' begins in line 2 already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing but a comment",
                "rules: [ *a ]",
                "a: &a [ 1 ]\nrules: [ *a, *a ]",
                "rules: !!java.util.ArrayList []",
                "rules: []\nrules: []",
                "rules: []\n---\nrules: []",
                "rules: [",
                "? [ a ]\n: b",
                "\u0000",
                "rules: \u0007",
                "@",
                "- - - - -",
                "{{{{"
            })
    void refusesHostileYamlInOneSentence(String yaml) {
        assertThat(RuleFiles.parse("x.yaml", yaml).problems()).hasSize(1);
    }

    @Test
    void refusesHugeAndDeepYamlQuickly() {
        assertThat(RuleFiles.parse("x.yaml", "rules: " + "[".repeat(500_000)).problems())
                .hasSize(1);
        assertThat(RuleFiles.parse("x.yaml", "- ".repeat(500_000)).problems()).hasSize(1);
        assertThat(RuleFiles.parse("x.yaml", "rules: [" + "a,".repeat(400_000) + "a]")
                        .problems())
                .hasSize(1);
        assertThat(RuleFiles.parse("x.yaml", "{a: ".repeat(200_000)).problems()).hasSize(1);
    }

    @Test
    void tellsAtMostTwentyProblems() {
        String yaml = "rules: [ " + "{ x: y },".repeat(100) + "]";
        assertThat(RuleFiles.parse("x.yaml", yaml).problems()).hasSize(20);
    }

    @Test
    void readsJsonOfTheApi() throws Exception {
        String json = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "name",
                        "from \"the\" page \uD83D\uDE00\n",
                        "when",
                        Map.of("text", List.of("a/b\\c", "\u2028x")),
                        "then",
                        List.of(Map.of("reply", "tab\there"))));
        RuleFiles.Parsed parsed = RuleFiles.parseOne("7", json);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.rules().get(0).name()).isEqualTo("from \"the\" page \uD83D\uDE00\n");
    }

    private static boolean schemaTakes(String yaml) throws IOException {
        Object value = new YAMLMapper().readValue(yaml, Object.class);
        Object json =
                value instanceof Map<?, ?> map ? new JsonObject(new ObjectMapper().writeValueAsString(map)) : value;
        OutputUnit output = SCHEMA.validate(json);
        return Boolean.TRUE.equals(output.getValid());
    }

    private static Validator schema() {
        try (var in = RuleFiles.class.getResourceAsStream("/rules.schema.json")) {
            assertThat(in).isNotNull();
            JsonObject json = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return Validator.create(
                    JsonSchema.of(json),
                    new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("https://hubbub.dev/"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
