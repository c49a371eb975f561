package io.camelupscale.test.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A piece of a file under construction; numbers are big-endian. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u8(int... numbers) {
        for (int number : numbers) {
            out.write(number);
        }
        return this;
    }

    Bytes u16(int... numbers) {
        for (int number : numbers) {
            u8(number >> 8, number);
        }
        return this;
    }

    Bytes u32(long... numbers) {
        for (long number : numbers) {
            u16((int) (number >> 16), (int) number);
        }
        return this;
    }

    Bytes u64(long number) {
        return u32(number >> 32, number);
    }

    Bytes real(double number) {
        return u64(Double.doubleToLongBits(number));
    }

    Bytes text(String text) {
        return add(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes zeros(int count) {
        return add(new byte[count]);
    }

    Bytes add(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Bytes add(Bytes other) {
        return add(other.out.toByteArray());
    }

    int length() {
        return out.size();
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(out.toByteArray());
    }
}
