package io.camelupscale.examples.upscaleservice;

import io.camelupscale.test.localservice.contract.Sources;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG files that are not what they claim. */
final class Pngs {

    private static final int SIGNATURE = 8;
    private static final int HEADER = 25; // length, name, 13 bytes, checksum

    private Pngs() {}

    /** A header that claims a size, and next to nothing behind it. */
    static byte[] claiming(int width, int height) {
        byte[] png = Sources.picture("png", 8, 6);
        ByteBuffer header = ByteBuffer.wrap(png, SIGNATURE + 8, 13).slice();
        byte[] fields = new byte[13];
        header.get(fields);
        ByteBuffer.wrap(fields).putInt(width).putInt(height);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(png, 0, SIGNATURE);
        file.writeBytes(chunk("IHDR", fields));
        file.write(png, SIGNATURE + HEADER, png.length - SIGNATURE - HEADER);
        return file.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) checksum.getValue())
                .array();
    }
}
