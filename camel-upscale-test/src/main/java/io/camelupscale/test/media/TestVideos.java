package io.camelupscale.test.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Makes video files of any length: real containers around a JPEG picture that is shown again and again, which players
 * play. They are made as long as wanted with a hole, so that a video of many gigabytes takes hardly any space where the
 * file system knows sparse files.
 *
 * <p>In all methods {@code fps} is the number of frames per second, where 29.97 means 30000/1001 and 23.976 means 24000/1001, and
 * {@code bytes} is the wanted length of the file, which is longer if its content is. A file of that name is replaced.
 */
public final class TestVideos {

    private static final int VERY_LAST = 1;

    private TestVideos() {}

    /** An MP4 file whose header comes first. */
    public static Path mp4(Path file, int width, int height, int frames, double fps, long bytes) throws IOException {
        Mp4Writer writer = new Mp4Writer(clip(width, height, frames, fps));
        return write(file, bytes, writer::mp4);
    }

    /** A QuickTime file whose header comes last. */
    public static Path mov(Path file, int width, int height, int frames, double fps, long bytes) throws IOException {
        Mp4Writer writer = new Mp4Writer(clip(width, height, frames, fps));
        return write(file, bytes, writer::mov);
    }

    /** A Matroska file. Each frame takes the space of a picture: some hundred bytes, and some kilobytes in HD. */
    public static Path mkv(Path file, int width, int height, int frames, double fps, long bytes) throws IOException {
        MatroskaWriter writer = new MatroskaWriter(clip(width, height, frames, fps), "matroska");
        return write(file, bytes, writer::write);
    }

    /** As {@link #mkv}, but says to be WebM; its pictures are still JPEG, which not every player takes in WebM. */
    public static Path webm(Path file, int width, int height, int frames, double fps, long bytes) throws IOException {
        MatroskaWriter writer = new MatroskaWriter(clip(width, height, frames, fps), "webm");
        return write(file, bytes, writer::write);
    }

    private interface Content {
        void write(SeekableByteChannel channel, long length) throws IOException;
    }

    private static Path write(Path file, long bytes, Content content) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options)) {
            content.write(channel, bytes);
            if (channel.size() < bytes) {
                channel.position(bytes - VERY_LAST).write(ByteBuffer.allocate(VERY_LAST));
            }
        }
        return file;
    }

    private static Clip clip(int width, int height, int frames, double fps) throws IOException {
        return Clip.of(width, height, frames, fps, picture(width, height));
    }

    private static byte[] picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }
}
