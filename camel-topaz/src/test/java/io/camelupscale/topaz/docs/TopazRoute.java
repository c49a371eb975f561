package io.camelupscale.topaz.docs;

import org.apache.camel.builder.RouteBuilder;

// region route
public class TopazRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("topaz")
                .to("topaz:image?scale=2&model=High Fidelity V2")
                .to("file:{{outbox}}");
    }
}
// endregion
