package io.camelupscale.test.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Stops at a given byte: for as long as a hold lasts, or for good. */
final class Cut extends FilterOutputStream {

    /** The byte is reached, and nobody may go on. */
    static final class Reached extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final @Nullable Hold hold;
    private long rest;
    private boolean passed;

    Cut(OutputStream out, long bytes, @Nullable Hold hold) {
        super(out);
        this.rest = bytes;
        this.hold = hold;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (passed || length <= rest) {
            out.write(bytes, offset, length);
            rest -= length;
            return;
        }
        int before = (int) rest;
        out.write(bytes, offset, before);
        out.flush();
        stop();
        passed = true;
        out.write(bytes, offset + before, length - before);
    }

    private void stop() throws IOException {
        if (hold == null) {
            throw new Reached();
        }
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while held");
        }
    }
}
