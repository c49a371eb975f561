package io.camelupscale.test.node;

import io.camelupscale.UpscaleException;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;

/** Pictures in a folder come out enlarged in another one, by either way; of those that fail, the reason. */
public final class NodeRoutes extends RouteBuilder {

    private final Workplace place;
    private final String provider;
    private final Halt halt;

    NodeRoutes(NodeOptions options, Halt halt) {
        this.place = options.place();
        this.provider = options.provider();
        this.halt = halt;
    }

    @Override
    public void configure() {
        onException(UpscaleException.class)
                .setBody(simple("${exception.message}"))
                .toF("file:%s?fileName=${header.CamelFileName}.txt", place.reasons());

        from(inbox(Way.WAIT)).toF("upscale:%s?scale=2", provider).to(outbox()).process(halt);

        from(inbox(Way.SUBMIT)).toF("upscale:%s?scale=2&operation=SUBMIT", provider);
        fromF("upscale:%s?initialDelay=0&delay=200", provider).to(outbox()).process(halt);
    }

    private String inbox(Way way) {
        Path folder = place.inbox(way);
        return "file:%s?readLock=changed&readLockMinAge=200&readLockCheckInterval=100&initialDelay=0&delay=100&move=.done&moveFailed=.failed"
                .formatted(folder);
    }

    private String outbox() {
        return "file:%s?tempPrefix=%s".formatted(place.outbox(), Workplace.HALF);
    }
}
