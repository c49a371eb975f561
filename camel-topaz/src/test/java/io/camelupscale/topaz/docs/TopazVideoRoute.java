package io.camelupscale.topaz.docs;

import org.apache.camel.builder.RouteBuilder;

// region route
public class TopazVideoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{films}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("films")
                .to("topaz:video?scale=2&videoEncoder=PRORES&maxCredits=500&jobTimeout=8h&transferTimeout=12h"
                        + "&filter.1.model=prob-4&filter.1.auto=Relative&filter.1.noise=0.3"
                        + "&filter.2.model=apo-8&filter.2.fps=60")
                .to("file:{{outbox}}");
    }
}
// endregion
