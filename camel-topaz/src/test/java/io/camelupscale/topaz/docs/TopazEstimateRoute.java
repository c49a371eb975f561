package io.camelupscale.topaz.docs;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;

// region route
public class TopazEstimateRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?noop=true")
                .routeId("topaz-estimate")
                .aggregate(constant("all"), new GroupedBodyAggregationStrategy())
                .completionFromBatchConsumer()
                .to("topaz:image?operation=estimate&scale=2")
                .convertBodyTo(String.class)
                .to("file:{{outbox}}?fileName=estimate.json");
    }
}
// endregion
