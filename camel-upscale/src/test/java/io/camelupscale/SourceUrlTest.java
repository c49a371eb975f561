package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.RemoteStatus;
import java.io.File;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that the provider fetches itself. */
class SourceUrlTest extends ScriptedRoutes {

    private static final String URL = "https://bucket.example.org/holiday/beach.jpg?signature=secret";

    @Test
    void theProviderGetsTheUrlAndTheResultItsName() throws Exception {
        provider.takesUrls();
        routes("scripted:image?allowSourceUrl=true");

        Exchange done = send(URL);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isInstanceOf(File.class);
        assertThat(done.getMessage().getHeaders()).containsEntry("CamelFileName", "beach.png");
        assertThat(provider.requests).singleElement().satisfies(request -> {
            assertThat(request.url()).isEqualTo(URI.create(URL));
            assertThat(request.file()).isNull();
        });
    }

    @Test
    void withoutTheOptionTheHeaderIsRefused() throws Exception {
        provider.takesUrls();
        routes("scripted:image");

        assertRefused(send(URL), "allowSourceUrl=true");
    }

    @Test
    void aProviderThatFetchesNothingSaysSo() throws Exception {
        routes("scripted:image?allowSourceUrl=true");

        assertRefused(send(URL), "scripted does not fetch sources from URLs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "/etc/passwd", "ftp://host/secret", "https:///secret", "https://a b/secret"
            })
    void whatIsNoHttpUrlIsRefusedAndNotShown(String url) throws Exception {
        provider.takesUrls();
        routes("scripted:image?allowSourceUrl=true");

        Exchange refused = send(url);

        assertRefused(refused, "no absolute http or https URL");
        assertThat(refused.getException()).hasMessageNotContaining("secret").hasMessageNotContaining("passwd");
    }

    @Test
    void theSameUrlIsTheSameJobAndAnotherOneIsNot() throws Exception {
        provider.takesUrls();
        routes("scripted:image?allowSourceUrl=true");

        send(URL);
        send(URL);
        send(URL + "2");

        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void jobKeyMakesOneJobOfUrlsThatDiffer() throws Exception {
        provider.takesUrls();
        routes("scripted:image?allowSourceUrl=true&jobKey=beach");

        send(URL);
        send(URL + "2");

        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aConsumerGetsTheResultOfAUrlToo() throws Exception {
        provider.takesUrls();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("scripted:image?initialDelay=0&delay=50").to("mock:out");
            }
        });
        routes("scripted:image?allowSourceUrl=true&operation=SUBMIT");
        mock("out").expectedHeaderReceived("CamelFileName", "beach.png");
        mock("out").expectedMessageCount(1);

        assertThat(send(URL).getException()).isNull();

        mock("out").assertIsSatisfied();
    }

    @Test
    void aRestartFindsTheJobOfAUrlAgain() throws Exception {
        provider.takesUrls().otherwise(new RemoteStatus.Running(0.5));
        try (DefaultCamelContext earlier = new DefaultCamelContext()) {
            prepare(earlier, JobStoreType.DATABASE);
            earlier.addRoutes(route("scripted:image?allowSourceUrl=true&operation=SUBMIT"));
            earlier.start();
            earlier.createProducerTemplate().sendBodyAndHeader("direct:in", null, UpscaleConstants.SOURCE_URL, URL);
        }
        assertThat(provider.submits).hasSize(1);
        provider.otherwise(null);

        try (DefaultCamelContext later = new DefaultCamelContext()) {
            prepare(later, JobStoreType.DATABASE);
            later.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("scripted:image?initialDelay=0&delay=50").to("mock:out");
                }
            });
            later.start();
            MockEndpoint out = later.getEndpoint("mock:out", MockEndpoint.class);
            await().until(() -> out.getReceivedCounter() == 1);
            assertThat(out.getReceivedExchanges().get(0).getMessage().getHeader("CamelFileName"))
                    .isEqualTo("beach.png");
        }
        assertThat(provider.submits).hasSize(1);
    }

    private Exchange send(String url) {
        return send("direct:in", null, Map.of(UpscaleConstants.SOURCE_URL, url));
    }

    private void assertRefused(Exchange exchange, String why) {
        assertThat(exchange.getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining(why);
        assertThat(provider.submits).isEmpty();
    }

    private void routes(String uri) throws Exception {
        start(route(uri));
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }
}
