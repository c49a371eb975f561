package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The MD5 of a source, worked out a bit at a time: beside an upload, or at once. */
final class SourceDigest implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final InputStream in;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER];
    private boolean done;

    SourceDigest(Path file) {
        this.file = file;
        try {
            this.digest = MessageDigest.getInstance("MD5");
            this.in = Files.newInputStream(file);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has MD5", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static String of(Path file) {
        try (SourceDigest whole = new SourceDigest(file)) {
            while (!whole.isDone()) {
                whole.goOn();
            }
            return whole.text();
        }
    }

    boolean isDone() {
        return done;
    }

    /** Reads a mebibyte more. */
    void goOn() {
        try {
            int read = in.read(buffer);
            done = read < 0;
            digest.update(buffer, 0, Math.max(read, 0));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** In hexadecimal; once it is done. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ProviderException unreadable(IOException e) {
        return new ProviderException(Kind.REJECTED, "Cannot read " + file + ": " + e.getMessage(), e);
    }
}
