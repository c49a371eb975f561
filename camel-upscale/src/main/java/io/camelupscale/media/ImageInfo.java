package io.camelupscale.media;

import com.drew.imaging.FileType;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.twelvemonkeys.imageio.util.IIOUtil;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * What a picture file's header says. Nothing is decoded, so that a picture of any size costs the same.
 *
 * @param format      by the file's first bytes
 * @param width       stored width in pixels, before {@code orientation} is applied
 * @param height      stored height in pixels, before {@code orientation} is applied
 * @param orientation the EXIF orientation, 1 to 8; 1 where none is given
 */
public record ImageInfo(ImageFormat format, int width, int height, int orientation) implements MediaInfo {

    private static final int NORMAL = 1;
    private static final String TWELVE_MONKEYS = "com.twelvemonkeys";
    private static final Map<ImageFormat, FileType> MAY_HOLD_EXIF = Map.of(
            ImageFormat.JPEG, FileType.Jpeg,
            ImageFormat.PNG, FileType.Png,
            ImageFormat.WEBP, FileType.WebP,
            ImageFormat.TIFF, FileType.Tiff);

    @Override
    public int displayWidth() {
        return swapsSides() ? height : width;
    }

    @Override
    public int displayHeight() {
        return swapsSides() ? width : height;
    }

    /** Number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    private boolean swapsSides() {
        return orientation >= 5;
    }

    /**
     * Reads a picture's header.
     *
     * @throws UnreadableImageException if the file is empty, no picture, or its header is damaged
     * @throws IOException              if the file cannot be read at all
     */
    public static ImageInfo read(Path file) throws IOException {
        return inspect(file, (input, format) -> {
            int orientation = orientation(input, format); // first: a reader lets go of what it has read
            input.seek(0);
            return header(
                    input,
                    format,
                    reader -> new ImageInfo(format, reader.getWidth(0), reader.getHeight(0), orientation));
        });
    }

    /**
     * Whether a picture's pixels may be transparent, by its header.
     *
     * @throws UnreadableImageException as {@link #read(Path)}
     * @throws IOException              if the file cannot be read at all
     */
    public static boolean hasAlpha(Path file) throws IOException {
        return inspect(file, (input, format) -> header(input, format, ImageInfo::hasAlpha));
    }

    private static boolean hasAlpha(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        boolean alpha = false;
        while (types.hasNext() && !alpha) {
            alpha = types.next().getColorModel().hasAlpha();
        }
        return alpha;
    }

    private static <T> T inspect(Path file, Inspection<T> inspection) throws IOException {
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            ImageFormat format = detect(input);
            try {
                return inspection.of(input, format);
            } catch (IIOException | RuntimeException e) {
                // plug-ins answer damaged headers with whatever exception they stumble over
                throw new UnreadableImageException("damaged " + format + " header: " + reason(e), e);
            }
        }
    }

    private static <T> T header(ImageInputStream input, ImageFormat format, Header<T> header) throws IOException {
        ImageReader reader = reader(format);
        try {
            reader.setInput(input, true, true);
            return header.of(reader);
        } finally {
            reader.dispose();
        }
    }

    private interface Inspection<T> {
        T of(ImageInputStream input, ImageFormat format) throws IOException;
    }

    private interface Header<T> {
        T of(ImageReader reader) throws IOException;
    }

    /**
     * A new reader for the format, the same for every caller whatever else is on the class path. The TwelveMonkeys
     * plug-ins come first where they exist: pure Java, and they know CMYK and damaged colour profiles.
     */
    public static ImageReader reader(ImageFormat format) {
        ImageReader first = null;
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(TWELVE_MONKEYS)) {
                return reader;
            }
            first = first == null ? reader : first;
        }
        if (first == null) {
            throw new IllegalStateException("no ImageIO plug-in on the class path reads " + format);
        }
        return first;
    }

    private static ImageFormat detect(ImageInputStream input) throws IOException {
        byte[] head = new byte[(int) Math.min(input.length(), ImageFormat.MAGIC_LENGTH)];
        input.readFully(head);
        input.seek(0);
        if (head.length == 0) {
            throw new UnreadableImageException("the file is empty");
        }
        return ImageFormat.detect(head)
                .orElseThrow(() -> new UnreadableImageException(
                        "not a picture in a known format (JPEG, PNG, WebP, TIFF, GIF, BMP)"));
    }

    private static int orientation(ImageInputStream input, ImageFormat format) throws IOException {
        FileType type = MAY_HOLD_EXIF.get(format);
        if (type == null) {
            return NORMAL;
        }
        InputStream bytes = new BufferedInputStream(IIOUtil.createStreamAdapter(input));
        try {
            for (Directory directory : ImageMetadataReader.readMetadata(bytes, input.length(), type)
                    .getDirectories()) {
                Integer orientation = directory instanceof ExifIFD0Directory
                        ? directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION)
                        : null;
                if (orientation != null && orientation >= 1 && orientation <= 8) {
                    return orientation;
                }
            }
        } catch (ImageProcessingException | EOFException | RuntimeException e) {
            // unreadable metadata does not make the pixels unreadable
            return NORMAL;
        }
        return NORMAL;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
