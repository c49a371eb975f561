package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.upscayl.image.Wire.Term;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

    private static final Wire WIRE = Wire.of(ApiOptions.LINK_FIELDS, Map.of());

    @ParameterizedTest
    @CsvSource({
        "ENHANCING, RUNNING",
        "PROCESSING, RUNNING",
        "PROCESSED, SUCCESS",
        "PROCESSING_FAILED, FAILURE",
        "pending, QUEUED",
        "processing, RUNNING",
        "completed, SUCCESS",
        "failed, FAILURE",
        "Processed, SUCCESS",
        "COMPLETED, SUCCESS",
        "polishing,",
        "'',"
    })
    void bothVocabulariesAreKnownWithoutRegardToCase(String word, @Nullable Term meaning) {
        assertThat(WIRE.meaning(word)).isEqualTo(meaning);
    }

    @Test
    void wordsCanBeReplaced() {
        Wire wire = Wire.of("", Map.of("success", "done, ready", "running", "busy"));

        assertThat(wire.meaning("READY")).isEqualTo(Term.SUCCESS);
        assertThat(wire.meaning("Busy")).isEqualTo(Term.RUNNING);
        assertThat(wire.meaning("PROCESSED")).isNull();
        assertThat(wire.meaning("failed")).isEqualTo(Term.FAILURE);
    }

    @ParameterizedTest
    @CsvSource({"success2", "link", "''"})
    void aWordForNothingIsRefusedByName(String option) {
        assertThatThrownBy(() -> Wire.of("", Map.of(option, "x"))).hasMessageContaining("wire." + option);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'downloadLink':'https://a/1'}                      | https://a/1",
                "{'downloadUrl':'https://a/2'}                       | https://a/2",
                "{'url':'http://a/3'}                                | http://a/3",
                "{'url':'https://a/3','downloadLink':'https://a/1'}  | https://a/1",
                "{'downloadLink':'users/u1/a.png','url':'HTTPS://a'} | HTTPS://a",
                "{'downloadLink':null,'path':'https://a'}            | ''",
                "{}                                                  | ''",
            })
    void theFirstFieldThatHoldsAUrlCounts(String json, String url) throws Exception {
        JsonNode file = new ObjectMapper().readTree(json.replace('\'', '"'));

        assertThat(WIRE.url(file, Term.LINK)).isEqualTo(url);
    }
}
