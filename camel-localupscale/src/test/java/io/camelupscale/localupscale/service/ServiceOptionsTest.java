package io.camelupscale.localupscale.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.JobStoreType;
import io.camelupscale.UpscaleComponent;
import io.camelupscale.localupscale.LocalUpscaleEndpoint;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint with serviceUrl makes of its options. */
@TestInstance(Lifecycle.PER_CLASS)
class ServiceOptionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeAll
    void start(@TempDir Path folder) {
        UpscaleComponent upscale = context.getComponent("upscale", UpscaleComponent.class);
        upscale.setWorkDirectory(folder.toString());
        upscale.setJobStore(JobStoreType.MEMORY);
        context.start();
    }

    @AfterAll
    void close() throws Exception {
        context.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serviceUrl=gpu:8089 | serviceUrl must be http(s)://",
                "serviceUrl=http://gpu?x=1 | serviceUrl",
                "serviceUrl=http://gpu&device=cpu | device is for the engine in this JVM",
                "serviceUrl=http://gpu&threads=2 | threads is for the engine in this JVM",
                "serviceUrl=http://gpu&quality=80 | quality is for the engine in this JVM",
                "serviceUrl=http://gpu&compressionLevel=9 | compressionLevel is for the engine in this JVM",
                "serviceUrl=http://gpu&tileOverlap=9 | tileOverlap is for the engine in this JVM",
                "serviceUrl=http://gpu&maxResubmits=-1 | maxResubmits must be 0 to 100, not -1",
                "serviceUrl=http://gpu&scale=0 | scale must be 2, 3 or 4, not 0",
                "serviceUrl=http://gpu&scale=8 | scale must be 2, 3 or 4, not 8",
                "serviceUrl=http://gpu&tileSize=31 | tileSize must be 0 or 32 to 2048, not 31",
                "serviceUrl=http://gpu&outputFormat=tiff | outputFormat must be jpeg, png or webp",
                "serviceUrl=http://gpu&model=file:x.onnx | it must be one that the service has",
                "serviceUrl=http://gpu&maxCredits=3 | maxCredits",
                "serviceUrl=http://other&http.responseTimeout=soon | soon",
                "token=very-secret | serviceUrl, which is not set",
                "http.responseTimeout=5000 | serviceUrl, which is not set"
            })
    void wrongOptionsAreRefusedWhenTheRouteStarts(String options, String complaint) {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong").to("localupscale:image?" + options);
                    }
                }))
                .hasStackTraceContaining(complaint)
                .message()
                .doesNotContain("very-secret");
    }

    @Test
    void aServiceThatIsDownDoesNotKeepARouteFromStarting() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:down").routeId("down").to("localupscale:image?serviceUrl=http://127.0.0.1:1");
            }
        });

        assertThat(context.getRouteController().getRouteStatus("down").isStarted())
                .isTrue();
    }

    @Test
    void endpointsWithTheSameServicesAreOneAccountAndItsTokenIsNotShown() {
        LocalUpscaleEndpoint one = endpoint("serviceUrl=http://a,http://b&token=very-secret");

        assertThat(one.toString()).doesNotContain("very-secret");
        assertThat(one.isRemote()).isTrue();
        assertThat(endpoint("scale=2").isRemote()).isFalse();
        assertThat(endpoint("serviceUrl=http://a&http.responseTimeout=5000")
                        .getConfiguration()
                        .getHttpOptions())
                .isEqualTo(Map.of("responseTimeout", "5000"));
    }

    private LocalUpscaleEndpoint endpoint(String options) {
        return context.getEndpoint("localupscale:image?" + options, LocalUpscaleEndpoint.class);
    }
}
