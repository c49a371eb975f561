package io.camelupscale.job;

import io.camelupscale.media.MediaFormat;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sources are spooled and results wait to be taken. What belongs to a job ({@code sources}, {@code results}) outlives the
 * process. For what does not, each process has a folder of its own, held by a file lock, so that several may share one work
 * directory and what a killed one left behind is cleared by the next that starts.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final String LOCK = ".lock";
    private static final String PREFIX = "run-";
    private static final int ATTEMPTS = 10;
    private static final String REJECTED = ".rejected";

    private final Path root;
    private final Path sources;
    private final Path results;
    private final Path folder;
    private final FileChannel lock;
    private final AtomicLong files = new AtomicLong();

    private WorkDirectory(Path root, Path folder, FileChannel lock) throws IOException {
        this.root = root;
        this.sources = Files.createDirectories(root.resolve("sources"));
        this.results = Files.createDirectories(root.resolve("results"));
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes a folder for this process, after clearing those of processes that are gone. */
    public static WorkDirectory open(Path directory) throws IOException {
        Path root = Files.createDirectories(directory).toAbsolutePath();
        clearAbandoned(root);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path folder = Files.createDirectory(root.resolve(ownPrefix() + UUID.randomUUID()));
            FileChannel lock = lock(folder);
            // a process that starts at the same time may have cleared the folder before it was locked
            if (lock != null && Files.exists(folder.resolve(LOCK))) {
                return new WorkDirectory(root, folder, lock);
            }
        }
        throw new IOException("cannot lock a folder in work directory " + root);
    }

    /** A path for a new file; nothing is there yet. */
    public Path newFile(String suffix) {
        return folder.resolve(files.incrementAndGet() + suffix);
    }

    /** The work directory itself. */
    public Path root() {
        return root;
    }

    /** A detached job has a source of its own, see {@link #keepSource}; any other is read where it is. */
    JobOrder withOwnSource(JobOrder order) {
        UpscaleRequest request = order.request();
        return order.detached() && request.file() != null ? order.with(request.at(ownSource(order))) : order;
    }

    /** Copies the source of a detached job, since whoever asked for it will not keep it. */
    void keepSource(JobOrder order, UpscaleRequest asked) throws IOException {
        Path own = order.request().file();
        Path original = asked.file();
        if (order.detached() && own != null && original != null && !own.equals(original)) {
            Path copy = newFile(".source");
            Files.copy(original, copy);
            Files.move(copy, own, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Nothing will be sent for this job any more. */
    void deleteSource(JobOrder order) {
        Path file = order.request().file();
        if (file != null && file.startsWith(sources) && file.equals(ownSource(order))) {
            delete(file);
        }
    }

    /** Keeps a verified result until it is delivered. It is on the disk when this returns. */
    Path keepResult(Job job, Path file, MediaFormat format) {
        return keep(file, results.resolve(name(job.order()) + "." + format.extension()));
    }

    /** Names a verified result by its format. It goes when this process goes. */
    Path hold(Path file, MediaFormat format) {
        return move(file, newFile("." + format.extension()));
    }

    /** Keeps what a provider delivered although it is not what was asked for. */
    Path keepRejected(Job job, Path file) {
        return keep(file, results.resolve(name(job.order()) + REJECTED));
    }

    /** Deletes what providers delivered in vain longer ago than that. */
    public void purge(Duration retention) {
        FileTime latest = FileTime.from(Instant.now().minus(retention));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "*" + REJECTED)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(latest) < 0) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("Could not clear {}", results, e);
        }
    }

    /** Deletes a file that nobody needs any more, if it is there. */
    public void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", file, e.getMessage());
        }
    }

    private static Path keep(Path file, Path target) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return move(file, target);
    }

    private static Path move(Path file, Path target) {
        try {
            return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ownSource(JobOrder order) {
        return sources.resolve(name(order));
    }

    /** A key may hold anything. */
    private static String name(JobOrder order) {
        return JobKey.digest(order.account() + "\n" + order.key());
    }

    @Override
    public void close() {
        try {
            lock.close();
            deleteAll(folder);
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
                        deleteAll(folder);
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

    private static void deleteAll(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
