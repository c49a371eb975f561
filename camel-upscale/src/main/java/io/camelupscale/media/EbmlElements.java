package io.camelupscale.media;

import java.io.IOException;

/** The elements of an EBML file (RFC 8794), and their values. */
final class EbmlElements {

    private static final int MAX_TEXT = 100;

    private final HeaderBytes bytes;

    EbmlElements(HeaderBytes bytes) {
        this.bytes = bytes;
    }

    /** An element's content, from {@code start} to before {@code end}: the file's end where its length is unknown. */
    record Element(int id, long start, long end) {

        long length() {
            return end - start;
        }
    }

    /** The element whose header is at this byte. */
    Element at(long at) throws IOException {
        int idLength = variableLength(at, 4);
        int id = (int) bytes.number(at, idLength);
        int lengthLength = variableLength(at + idLength, 8);
        long start = at + idLength + lengthLength;
        long unknown = (1L << 7 * lengthLength) - 1;
        long length = bytes.number(at + idLength, lengthLength) & unknown;
        if (length == unknown) {
            return new Element(id, start, bytes.size());
        }
        if (length > bytes.size() - start) {
            throw new UnreadableVideoException("the file is cut short: it has " + bytes.size()
                    + " bytes, and element 0x" + Integer.toHexString(id) + " at byte " + at + " needs " + length);
        }
        return new Element(id, start, start + length);
    }

    /** How many bytes a number of variable length has, by its leading zeros. */
    private int variableLength(long at, int max) throws IOException {
        int length = Long.numberOfLeadingZeros(bytes.number(at, 1)) - (Long.SIZE - Byte.SIZE) + 1;
        if (length > max) {
            throw new UnreadableVideoException("damaged header: no element at byte " + at);
        }
        return length;
    }

    /** A whole number; one from 2^63 is none that any header has, and comes out negative. */
    long whole(Element element) throws IOException {
        if (element.length() > 8) {
            throw new UnreadableVideoException("damaged header: a number of " + element.length() + " bytes");
        }
        return bytes.number(element.start, (int) element.length());
    }

    double real(Element element) throws IOException {
        long bits = whole(element);
        return switch ((int) element.length()) {
            case 0 -> 0;
            case 4 -> Float.intBitsToFloat((int) bits);
            case 8 -> Double.longBitsToDouble(bits);
            default -> throw new UnreadableVideoException("damaged header: a fraction of neither 4 nor 8 bytes");
        };
    }

    /** The beginning of a text, without the zeros that may follow it. */
    String text(Element element) throws IOException {
        String text = bytes.text(element.start, (int) Math.min(element.length(), MAX_TEXT));
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }
}
