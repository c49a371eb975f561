package io.camelupscale.examples.watchfolder;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Header;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * What of the inbox is there to be upscaled: every visible file but those that other programs write while they copy or
 * download, and those that file managers leave behind.
 */
public final class Inbox implements GenericFileFilter<File> {

    private static final Set<String> UNFINISHED =
            Set.of("part", "partial", "tmp", "crdownload", "filepart", "download");
    private static final Set<String> NOT_MEANT = Set.of("thumbs.db", "desktop.ini");

    private final Path folder;

    Inbox(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return file.isDirectory() || isMeant(file.getFileNameOnly());
    }

    /** What an original is called in {@code .done}: as it was, or numbered where an earlier one has that name. */
    public String doneName(@Header(FileConstants.FILE_NAME_CONSUMED) String name) {
        return freeName(".done", name);
    }

    /** What a bad file is called in {@code .failed}: as it was, or numbered where an earlier one has that name. */
    public String failedName(@Header(FileConstants.FILE_NAME_CONSUMED) String name) {
        return freeName(".failed", name);
    }

    private String freeName(String subfolder, String name) {
        Path target = folder.resolve(subfolder);
        String free = name;
        for (int number = 2; Files.exists(target.resolve(free)); number++) {
            int dot = name.lastIndexOf('.');
            int end = dot > name.lastIndexOf(File.separatorChar) ? dot : name.length();
            free = name.substring(0, end) + " (" + number + ")" + name.substring(end);
        }
        return free;
    }

    /** Whether nothing is left to be upscaled. */
    boolean isEmpty() throws IOException {
        AtomicBoolean empty = new AtomicBoolean(true);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean hidden = !directory.equals(folder) && isHidden(directory);
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isHidden(file) || !isMeant(file.getFileName().toString())) {
                    return FileVisitResult.CONTINUE;
                }
                empty.set(false);
                return FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return empty.get();
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean isMeant(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !NOT_MEANT.contains(lower) && !UNFINISHED.contains(lower.substring(lower.lastIndexOf('.') + 1));
    }
}
