package io.camelupscale.test.torture;

import io.camelupscale.UpscaleException;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;

/** Pictures in a folder come out enlarged in another one; of those that fail, the reason. */
final class NodeRoutes extends RouteBuilder {

    private final Path folder;
    private final Halt halt;

    NodeRoutes(Path folder, Halt halt) {
        this.folder = folder;
        this.halt = halt;
    }

    @Override
    public void configure() {
        onException(UpscaleException.class)
                .setBody(simple("${exception.message}"))
                .toF("file:%s?fileName=${header.CamelFileName}.txt", Workplace.reasons(folder));

        fromF(
                        "file:%s?readLock=changed&readLockMinAge=200&readLockCheckInterval=100&initialDelay=0&delay=100"
                                + "&move=.done&moveFailed=.failed",
                        Workplace.inbox(folder))
                .routeId("one shot")
                .to("upscale:neutral?scale=2")
                .toF("file:%s?tempPrefix=.writing-", Workplace.outbox(folder))
                .process(halt);
    }
}
