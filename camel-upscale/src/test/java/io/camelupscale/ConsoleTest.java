package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.jdbc.CuttableDataSource;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

class ConsoleTest extends ScriptedRoutes {

    private static final Path EXAMPLE = Path.of("src/test/resources/examples/console.txt");

    @Test
    void lookingDoesNotStartTheComponent() {
        assertThat(text()).isEmpty();
        assertThat(json().toJson()).isEqualTo("{}");
        assertThat(context.getComponent("upscale", UpscaleComponent.class).hasEngines())
                .isFalse();
    }

    @Test
    void itShowsWhereTheJobsAreAndWhatHoldsThemUp() throws Exception {
        context.getComponent("upscale", UpscaleComponent.class).setJobStore(JobStoreType.DATABASE);
        provider.otherwise(new RemoteStatus.Running(0.25));
        route("&submitRate=2/1h");
        for (int width = 4; width < 7; width++) {
            template.sendBody("seda:in", picture(width + ".png", width));
        }
        await().until(() -> provider.checks.size() == 2 && text().contains("1 waiting, rate"));

        assertThat(text().replaceFirst("Node: .*", "Node: 7421-1795000000000-0f7c1c1e-5d44-4f8e-9c56-6a3f2a7d0b11")
                        .replaceFirst("closed until .*", "closed until 2026-11-22T10:15:30.123Z"))
                .isEqualTo(Files.readString(EXAMPLE));
    }

    @Test
    void programsReadItAsJson() throws Exception {
        provider.refuseSubmits(new ProviderException(Kind.UNAUTHORIZED, "key revoked"));
        route("&submitRate=2/1h");
        template.sendBody("seda:in", picture());
        await().until(() -> text().contains("Refused since"));
        assertThat(text()).contains(": key revoked");
        provider.otherwise(null);
        template.sendBody("seda:in", picture());
        await().until(() -> text().contains("delivered=1"));

        JsonObject json = json();

        assertThat(json)
                .containsEntry("waiting", 0)
                .containsEntry("maxWaiting", 10_000)
                .containsKey("node");
        assertThat(Jsoner.serialize(json.get("accounts")))
                .contains("\"account\":\"scripted\",\"jobs\":{},\"stored\":{\"delivered\":1}")
                .contains("{\"name\":\"checks\",\"underWay\":0,\"parallel\":4,\"waiting\":0}")
                .contains("\"rate\":\"2\\/1h\"")
                .contains("\"closedUntil\":\"");
    }

    @Test
    void aJobStoreThatIsOutOfOrderIsNotAsked() throws Exception {
        CuttableDataSource database = new CuttableDataSource(UUID.randomUUID().toString());
        UpscaleComponent component = context.getComponent("upscale", UpscaleComponent.class);
        component.setJobStore(JobStoreType.DATABASE);
        component.setDataSource(database);
        component.setNodeLease(300);
        route("");
        template.sendBody("seda:in", picture());
        await().until(() -> text().contains("Jobs in the store: delivered=1"));

        database.cut();
        assertThat(text()).doesNotContain("Jobs in the store");
        await().until(() -> text().contains("Job store: dataSource, out of order: "));
        assertThat(json()).containsKey("outage");
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT);
    }

    private JsonObject json() {
        return (JsonObject) console().call(DevConsole.MediaType.JSON);
    }

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("upscale");
    }

    private void route(String options) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in?concurrentConsumers=1").to("upscale:scripted?scale=2" + options);
            }
        });
    }
}
