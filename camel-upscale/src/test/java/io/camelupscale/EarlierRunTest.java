package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.spi.RemoteStatus;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Jobs that an earlier run submitted, from the database in the work directory. */
class EarlierRunTest extends ScriptedRoutes {

    @Test
    void aJobOfAnEarlierRunIsConsumedWithWhatWasCarriedAlong() throws Exception {
        provider.otherwise(new RemoteStatus.Running(0.5));
        context.getComponent("upscale", UpscaleComponent.class).setJobStore(JobStoreType.DATABASE);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("upscale:scripted?operation=submit&scale=2&jobKey=order-${header.order}"
                                + "&carryHeaders=order,urgent,price,customer");
            }
        });
        assertThat(send(
                                "direct:in",
                                picture("é ☕.png", 4),
                                Map.of("order", 7, "urgent", true, "price", 2.5, "customer", "Zoë ☕"))
                        .getException())
                .isNull();
        context.stop();
        provider.otherwise(null);

        try (DefaultCamelContext next = new DefaultCamelContext()) {
            prepare(next, JobStoreType.DATABASE);
            next.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("upscale:scripted?initialDelay=0&delay=20").to("mock:result");
                    from("direct:status").to("upscale:scripted?operation=status&jobKey=order-7");
                }
            });
            MockEndpoint result = next.getEndpoint("mock:result", MockEndpoint.class);
            result.expectedMessageCount(1);
            next.start();
            result.assertIsSatisfied();

            Exchange exchange = result.getExchanges().get(0);
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("order", 7)
                    .containsEntry("urgent", true)
                    .containsEntry("price", 2.5)
                    .containsEntry("customer", "Zoë ☕")
                    .containsEntry("CamelUpscaleJobKey", "order-7")
                    .containsEntry("CamelFileName", "é ☕.png")
                    .containsEntry("CamelUpscaleResultWidth", 8);
        }
        assertThat(provider.submits).hasSize(1);
    }
}
