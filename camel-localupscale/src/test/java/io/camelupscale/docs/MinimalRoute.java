package io.camelupscale.docs;

import org.apache.camel.builder.RouteBuilder;

// region route
public class MinimalRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("minimal")
                .to("upscale:localupscale")
                .to("file:{{outbox}}");
    }
}
// endregion
