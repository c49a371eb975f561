package io.camelupscale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sources are spooled and results wait to be taken. Each process has a folder of its own in it, held by a file lock,
 * so that several may share one work directory and what a killed one left behind is cleared by the next that starts.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final String LOCK = ".lock";
    private static final String PREFIX = "run-";
    private static final int ATTEMPTS = 10;

    private final Path folder;
    private final FileChannel lock;

    private WorkDirectory(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes a folder for this process, after clearing those of processes that are gone. */
    public static WorkDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        clearAbandoned(root);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path folder = Files.createDirectory(root.resolve(ownPrefix() + UUID.randomUUID()));
            FileChannel lock = lock(folder);
            // a process that starts at the same time may have cleared the folder before it was locked
            if (lock != null && Files.exists(folder.resolve(LOCK))) {
                return new WorkDirectory(folder, lock);
            }
        }
        throw new IOException("cannot lock a folder in work directory " + root);
    }

    /** A path for a new file; nothing is there yet. */
    public Path newFile(String suffix) {
        return folder.resolve(UUID.randomUUID() + suffix);
    }

    @Override
    public void close() {
        try {
            lock.close();
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Could not clear {}: {}", folder, e.getMessage());
        }
    }

    private static void clearAbandoned(Path root) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path folder : folders) {
                if (folder.getFileName().toString().startsWith(ownPrefix())) {
                    continue; // closing a second channel on a lock file would release this process's own lock
                }
                try (FileChannel lock = lock(folder)) {
                    if (lock != null) {
                        delete(folder);
                    }
                } catch (IOException | UncheckedIOException e) {
                    LOG.warn("Could not clear {}, left by an earlier run: {}", folder, e.getMessage());
                }
            }
        }
    }

    private static String ownPrefix() {
        ProcessHandle process = ProcessHandle.current();
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return PREFIX + process.pid() + '-' + started + '-';
    }

    /** The locked channel, or null where another process holds the folder or has just cleared it. */
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException cleared) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
