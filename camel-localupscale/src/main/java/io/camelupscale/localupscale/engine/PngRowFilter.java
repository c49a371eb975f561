package io.camelupscale.localupscale.engine;

/** Filters PNG rows: of Sub, Up and Paeth the one with the smallest sum of magnitudes, which tends to deflate best. */
final class PngRowFilter {

    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int PAETH = 4;

    private final int bytesPerPixel;
    private byte[] previous;
    private byte[] current;
    // each starts with the filter's number; rows start with one pixel of zeros, so that no edge is special
    private final byte[] sub;
    private final byte[] up;
    private final byte[] paeth;

    PngRowFilter(int rowBytes, int bytesPerPixel) {
        this.bytesPerPixel = bytesPerPixel;
        this.previous = new byte[rowBytes + bytesPerPixel];
        this.current = new byte[rowBytes + bytesPerPixel];
        this.sub = filtered(SUB, rowBytes);
        this.up = filtered(UP, rowBytes);
        this.paeth = filtered(PAETH, rowBytes);
    }

    private static byte[] filtered(int type, int rowBytes) {
        byte[] row = new byte[rowBytes + 1];
        row[0] = (byte) type;
        return row;
    }

    /** The next row, with its filter's number in front; valid until the next call. */
    byte[] filter(Band band, int row) {
        byte[] swap = previous;
        previous = current;
        current = swap;
        band.copyRow(row, current, bytesPerPixel);
        int subSum = sub();
        int upSum = up();
        int paethSum = paeth();
        if (paethSum <= subSum && paethSum <= upSum) {
            return paeth;
        }
        return subSum < upSum ? sub : up;
    }

    private int sub() {
        int sum = 0;
        for (int i = bytesPerPixel; i < current.length; i++) {
            byte value = (byte) (current[i] - current[i - bytesPerPixel]);
            sub[i - bytesPerPixel + 1] = value;
            sum += Math.abs(value);
        }
        return sum;
    }

    private int up() {
        int sum = 0;
        for (int i = bytesPerPixel; i < current.length; i++) {
            byte value = (byte) (current[i] - previous[i]);
            up[i - bytesPerPixel + 1] = value;
            sum += Math.abs(value);
        }
        return sum;
    }

    private int paeth() {
        int sum = 0;
        for (int i = bytesPerPixel; i < current.length; i++) {
            int left = current[i - bytesPerPixel] & 0xff;
            int above = previous[i] & 0xff;
            int corner = previous[i - bytesPerPixel] & 0xff;
            int leftDistance = Math.abs(above - corner);
            int aboveDistance = Math.abs(left - corner);
            int cornerDistance = Math.abs(left + above - 2 * corner);
            int nearest = leftDistance <= aboveDistance && leftDistance <= cornerDistance
                    ? left
                    : aboveDistance <= cornerDistance ? above : corner;
            byte value = (byte) (current[i] - nearest);
            paeth[i - bytesPerPixel + 1] = value;
            sum += Math.abs(value);
        }
        return sum;
    }
}
