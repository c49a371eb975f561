package io.camelupscale.localupscale.engine;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Ends a decoder from inside: readers refuse to be aborted by another thread. */
final class AbortWhenCancelled implements IIOReadProgressListener {

    private final Cancellation cancellation;

    AbortWhenCancelled(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (cancellation.isCancelled()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
