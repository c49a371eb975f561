package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The ICC profile inside a PNG file, whose reader ignores it; the readers of other formats put it into the colour model. */
final class EmbeddedProfile {

    private static final int LARGEST = 16 << 20;
    private static final int PNG_SIGNATURE = 8;

    private EmbeddedProfile() {}

    /** The profile's bytes, unchecked; empty if there is none or the format's reader tells it. */
    static Optional<byte[]> read(Path file, ImageFormat format) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return switch (format) {
                case PNG -> png(in);
                default -> Optional.empty();
            };
        }
    }

    private static Optional<byte[]> png(DataInputStream in) throws IOException {
        in.skipNBytes(PNG_SIGNATURE);
        while (true) {
            int length = in.readInt();
            String type = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
            if (type.equals("iCCP") && length < LARGEST) {
                return Optional.of(inflate(in.readNBytes(length)));
            }
            // the profile must come before the palette and the pixels
            if (type.equals("IDAT") || type.equals("PLTE") || type.equals("IEND")) {
                return Optional.empty();
            }
            in.skipNBytes(length + 4L);
        }
    }

    /** A PNG chunk holds a name, zero, the compression method, and the deflated profile. */
    private static byte[] inflate(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        int start = Math.min(name + 2, chunk.length);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
            profile.writeBytes(in.readNBytes(LARGEST));
        } catch (IOException e) {
            // what is missing shows when the profile is parsed
            return profile.toByteArray();
        }
        return profile.toByteArray();
    }
}
