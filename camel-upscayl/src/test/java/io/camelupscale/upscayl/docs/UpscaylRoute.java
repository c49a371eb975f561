package io.camelupscale.upscayl.docs;

import org.apache.camel.builder.RouteBuilder;

// region route
public class UpscaylRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("upscayl")
                .to("upscayl:image?scale=2&model=natural-plus-4x")
                .to("file:{{outbox}}");
    }
}
// endregion
