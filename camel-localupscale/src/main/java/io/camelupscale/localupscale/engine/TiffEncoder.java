package io.camelupscale.localupscale.engine;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;

/** Writes deflated TIFF in strips. */
final class TiffEncoder implements PictureEncoder {

    /** Deflate starts anew with each strip; the writer's own 8 KB would cost size. */
    private static final int STRIP_BYTES = 1 << 18;
    /** Offsets in a TIFF file have 32 bits. How far deflate shrinks the samples is known too late. */
    private static final long MOST_BYTES = 0xffff_ffffL - (64 << 20);

    private final int level;

    TiffEncoder(int level) {
        this.level = level;
    }

    @Override
    public void encode(BandStream bands, Path target) throws IOException {
        long bytes = (long) bands.width() * bands.height() * bands.layout().bytesPerPixel();
        if (bytes > MOST_BYTES) {
            throw new PictureTooLargeException("the result would have %d x %d pixels in %d MB, and TIFF ends at 4 GB"
                    .formatted(bands.width(), bands.height(), bytes >> 20));
        }
        ImageWriter writer = Writers.named("tiff", "com.sun.imageio.plugins.tiff.TIFFImageWriter");
        BandedImage image = new BandedImage(bands);
        ImageWriteParam param =
                level == 0 ? writer.getDefaultWriteParam() : Writers.parameters(writer, "ZLib", level / 9f);
        TIFFDirectory directory =
                TIFFDirectory.createFromMetadata(writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param));
        TIFFTag rowsPerStrip = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ROWS_PER_STRIP);
        int rows = Math.max(1, STRIP_BYTES / (bands.width() * bands.layout().bytesPerPixel()));
        directory.addTIFFField(new TIFFField(rowsPerStrip, Math.min(rows, bands.height())));
        IIOMetadata metadata = directory.getAsMetadata();
        Writers.write(writer, image, metadata, param, target);
    }
}
