package io.camelupscale.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    @ParameterizedTest
    @CsvSource({
        "https://host/moved, https://host/moved?jobKey=a%2Fb%20%26c",
        "https://host/moved?token=x%20y, https://host/moved?token=x%20y&jobKey=a%2Fb%20%26c",
        "http://host:8080/moved#top, http://host:8080/moved?jobKey=a%2Fb%20%26c"
    })
    void theKeyIsAParameter(String url, String address) {
        assertThat(Webhook.of(url).address("a/b &c")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/moved", "ftp://host/secret", "https:///secret", "https://a b/secret"})
    void whatIsNoHttpUrlIsRefusedAndNotShown(String url) {
        assertThatThrownBy(() -> Webhook.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("webhookUrl is no absolute http or https URL");
    }

    @Test
    void anEmptyQueryIsAQuery() {
        assertThat(Webhook.of("https://host/moved?").address("1")).isEqualTo("https://host/moved?&jobKey=1");
    }
}
