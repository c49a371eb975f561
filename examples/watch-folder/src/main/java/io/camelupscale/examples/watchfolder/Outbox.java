package io.camelupscale.examples.watchfolder;

import io.camelupscale.media.ImageInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Knows which results are there, and what they are called. */
public final class Outbox {

    private final Path inbox;
    private final Path folder;
    private final int scale;

    Outbox(Path inbox, Path folder, int scale) {
        this.inbox = inbox;
        this.folder = folder;
        this.scale = scale;
    }

    /**
     * Whether the file's result is there: the same name but for the extension, the same time of last change, and exactly
     * the size that is wanted. So a run that was killed between storing a result and moving its original does not upscale
     * it again, and neither is a file done twice that is dropped twice.
     */
    public boolean has(@Body File source, @Header("CamelFileName") String name) throws IOException {
        Path beside = folder.resolve(name).getParent();
        if (!Files.isDirectory(beside)) {
            return false;
        }
        String start = withoutExtension(source.getName()) + '.';
        try (DirectoryStream<Path> results = Files.newDirectoryStream(
                beside, file -> file.getFileName().toString().startsWith(start))) {
            for (Path result : results) {
                if (seconds(result) == seconds(source.toPath()) && isUpscaled(source.toPath(), result)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The name of a result. Where its extension had to be exchanged and the inbox has, or had, another file of the new name
     * (a.gif beside a.png), both are kept apart: a.gif.png.
     */
    public String nameFor(
            @Header("CamelFileNameConsumed") String sourceName, @Header("CamelFileName") String resultName) {
        boolean taken = !resultName.equals(sourceName)
                && (Files.exists(inbox.resolve(resultName))
                        || Files.exists(inbox.resolve(".done").resolve(resultName)));
        return taken ? sourceName + resultName.substring(resultName.lastIndexOf('.')) : resultName;
    }

    private boolean isUpscaled(Path source, Path result) {
        try {
            ImageInfo small = ImageInfo.read(source);
            ImageInfo large = ImageInfo.read(result);
            return large.displayWidth() == small.displayWidth() * scale
                    && large.displayHeight() == small.displayHeight() * scale;
        } catch (IOException notAPicture) {
            return false; // whatever is wrong with the source is found out, and said, by upscaling it
        }
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static long seconds(Path file) throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
    }
}
