package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStatusTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'data':{'status':'ENHANCING','progress':'40'}} | ENHANCING | 0.4",
                "{'status':'success','data':{'status':'x','progress':40}} | x | 0.4",
                "{'status':'processing','progress':'0'} | processing | 0",
                "{'status':'processing','progress':'120'} | processing | 1",
                "{'status':'processing'} | processing | -1",
                "{'status':'processing','progress':'a lot'} | processing | -1",
                "{} | '' | -1",
            })
    void wrappedOrBareItTellsItsWordAndProgress(String json, String word, double progress) throws Exception {
        TaskStatus task = task(json);

        assertThat(task.word()).isEqualTo(word);
        assertThat(task.progress()).isEqualTo(progress);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'files':[{'expiresAt':1767229200}]}      | 2026-01-01T01:00:00Z",
                "{'files':[{'expiresAt':1767229200000}]}   | 2026-01-01T01:00:00Z",
                "{'files':[{'expiresAt':'1767229200000'}]} | 2026-01-01T01:00:00Z",
                "{'files':[{'expiresAt':1640995200}]}      |",
                "{'files':[{}]}                            |",
            })
    void expiryIsInSecondsOrMillisecondsAndSaysNothingWhenItIsPast(String json, @Nullable Instant expires)
            throws Exception {
        assertThat(task(json).expires(NOW)).isEqualTo(expires);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'creditsDeducted':true,'deductedCredits':10}     | true  | 10",
                "{'creditsDeducted':'true','deductedCredits':'10'} | true  | 10",
                "{'creditsDeducted':false,'deductedCredits':0}     | false | 0",
                "{'creditsDeducted':true}                          | true  |",
            })
    void creditsMayBeText(String json, boolean isCharged, @Nullable Double charged) throws Exception {
        assertThat(task(json).isCharged()).isEqualTo(isCharged);
        assertThat(task(json).charged()).isEqualTo(charged);
    }

    @Test
    void theRecordIsShownWithoutSecrets() throws Exception {
        TaskStatus task = task(
                """
                {'files':[{'fileName':'a.png','path':'users/u1/a.png','thumbnailLink':'https://host/t.png?X-Sig=abc#d',
                'accessToken':'abc','dimensions':{'width':8,'note':'see http://h/p?sig=abc now'}}]}""");

        assertThat(task.record())
                .contains(
                        "\"fileName\":\"a.png\"",
                        "users/u1/a.png",
                        "https://host/t.png",
                        "http://h/p now",
                        "\"width\":8")
                .doesNotContain("abc");
    }

    private static TaskStatus task(String json) throws Exception {
        return TaskStatus.of(
                new ObjectMapper().readTree(json.replace('\'', '"')), Wire.of(ApiOptions.LINK_FIELDS, Map.of()));
    }
}
