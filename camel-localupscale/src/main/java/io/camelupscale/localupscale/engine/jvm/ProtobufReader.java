package io.camelupscale.localupscale.engine.jvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message in the wire format of Protocol Buffers. Whatever the bytes say, it stays within the
 * message: what does not fit ends in an {@link IllegalArgumentException}.
 */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer bytes;
    private int field;
    private int type;

    ProtobufReader(ByteBuffer message) {
        this.bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field, whose value must then be read or skipped; false at the end. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = rawVarint();
        field = (int) (tag >>> 3);
        type = (int) tag & 7;
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** Whether the field holds one number, rather than bytes or packed numbers. */
    boolean isNumber() {
        return type != LENGTH_DELIMITED;
    }

    long varint() {
        require(type == VARINT);
        return rawVarint();
    }

    float float32() {
        require(type == FIXED32 && bytes.remaining() >= Float.BYTES);
        return bytes.getFloat();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    ProtobufReader message() {
        return new ProtobufReader(content());
    }

    /** The content of a length-delimited field, in little-endian order; nothing is copied. */
    ByteBuffer content() {
        require(type == LENGTH_DELIMITED);
        long length = rawVarint();
        require(length >= 0 && length <= bytes.remaining());
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    /** The next of packed numbers; the reader must have been made of their {@link #content()}. */
    long packedVarint() {
        return rawVarint();
    }

    boolean hasRemaining() {
        return bytes.hasRemaining();
    }

    void skip() {
        switch (type) {
            case VARINT -> rawVarint();
            case FIXED64 -> skip(Long.BYTES);
            case LENGTH_DELIMITED -> content();
            case FIXED32 -> skip(Integer.BYTES);
            default -> require(false);
        }
    }

    private void skip(int count) {
        require(bytes.remaining() >= count);
        bytes.position(bytes.position() + count);
    }

    private long rawVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(bytes.hasRemaining());
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the file is damaged, cut short, or no ONNX file");
    }
}
