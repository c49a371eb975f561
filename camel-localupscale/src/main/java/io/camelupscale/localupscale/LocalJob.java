package io.camelupscale.localupscale;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.PictureTooLargeException;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.UnreadableImageException;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One picture that the embedded engine was given. */
final class LocalJob implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);

    private final ImageUpscaler upscaler;
    private final Path source;
    private final Path result;
    private final UpscaleOptions options;
    private final SubmitContext context;
    private final Cancellation cancellation = new Cancellation();

    private volatile RemoteStatus status = new RemoteStatus.Queued();

    LocalJob(ImageUpscaler upscaler, Path source, Path result, UpscaleOptions options, SubmitContext context) {
        this.upscaler = upscaler;
        this.source = source;
        this.result = result;
        this.options = options;
        this.context = context;
    }

    @Override
    public void run() {
        move(new RemoteStatus.Running(0));
        move(upscale());
    }

    RemoteStatus status() {
        return status;
    }

    Path result() {
        return result;
    }

    void cancel() {
        cancellation.cancel();
    }

    private RemoteStatus upscale() {
        try {
            upscaler.upscale(
                    source,
                    result,
                    options,
                    (done, total) -> move(new RemoteStatus.Running((double) done / total)),
                    cancellation);
            return new RemoteStatus.Done(new RemoteResult(result.toString()));
        } catch (CancellationException e) {
            return new RemoteStatus.Cancelled();
        } catch (UnreadableImageException | PictureTooLargeException e) {
            return failed(e, true);
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            return failed(e, false);
        }
    }

    private RemoteStatus failed(Throwable e, boolean inputFault) {
        LOG.debug("Upscaling {} failed", source, e);
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return new RemoteStatus.Failed(e.getClass().getSimpleName(), text, inputFault);
    }

    private void move(RemoteStatus next) {
        status = next;
        context.changed();
    }
}
