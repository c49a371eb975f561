package io.camelupscale.benchmarks.waiting;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** What a simple component does: everything in one call, asleep most of the time. */
final class BlockingRoute extends RouteBuilder {

    private final StubProvider provider;
    private final Path work;
    private final Processor end;

    BlockingRoute(StubProvider provider, Path work, Processor end) {
        this.provider = provider;
        this.work = work;
        this.end = end;
    }

    @Override
    public void configure() {
        from(Client.START).process(this::upscale).process(end);
    }

    private void upscale(Exchange exchange) throws InterruptedException {
        File source = exchange.getMessage().getBody(File.class);
        RemoteJob job = provider.submit(source.toPath(), source.getName());
        RemoteStatus status = new RemoteStatus.Queued();
        while (!(status instanceof RemoteStatus.Done)) {
            TimeUnit.MILLISECONDS.sleep(LoopRoute.INTERVAL_MILLIS);
            status = provider.check(job.id());
        }
        Path target = work.resolve(job.id() + ".png");
        provider.download(job, ((RemoteStatus.Done) status).result(), target);
        exchange.getMessage().setBody(target.toFile());
        exchange.getMessage().setHeader(UpscaleConstants.REMOTE_ID, job.id());
    }
}
