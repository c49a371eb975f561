package io.camelupscale.lupa.docs;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

// region route
public class LupaRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?readLock=changed&readLockMinAge=1s&move=.done&moveFailed=.failed")
                .routeId("lupa")
                .to("lupa:image?mode=precision&scale=2&publishTo=direct:publish&withdrawTo=direct:withdraw")
                .to("file:{{outbox}}");

        from("direct:publish")
                .setHeader(AWS2S3Constants.KEY, simple("lupa/${header.CamelFileName}"))
                .setHeader(AWS2S3Constants.CONTENT_TYPE, header("Content-Type"))
                .to("aws2-s3:{{bucket}}")
                .setHeader(AWS2S3Constants.DOWNLOAD_LINK_EXPIRATION_TIME, constant(10_800_000))
                .to("aws2-s3:{{bucket}}?operation=createDownloadLink");

        from("direct:withdraw")
                .setHeader(AWS2S3Constants.KEY, simple("lupa/${header.CamelFileName}"))
                .to("aws2-s3:{{bucket}}?operation=deleteObject");
    }
}
// endregion
