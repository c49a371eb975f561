package io.camelupscale.topaz.docs;

import org.apache.camel.builder.RouteBuilder;

// region route
public class TopazWebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("topaz-webhook")
                .to("topaz:image?scale=2&webhookUrl={{public-url}}/topaz/moved")
                .to("file:{{outbox}}");

        from("platform-http:/topaz/moved?httpMethodRestrict=POST")
                .routeId("topaz-moved")
                .to("topaz:image?operation=hint");
    }
}
// endregion
