package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for each job: the upload, the result, and {@code job.json}, which is replaced as a whole. */
final class JobFiles {

    private static final Logger LOG = LoggerFactory.getLogger(JobFiles.class);
    private static final String RECORD = "job.json";

    private final Path root;
    private final ObjectMapper json = new ObjectMapper();

    JobFiles(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    Path source(Job job) {
        return folder(job).resolve(job.source());
    }

    Path result(Job job, String name) {
        return folder(job).resolve(name);
    }

    /** Takes the upload over, and returns when the job is on the disk. */
    void add(Job job, Path upload) throws IOException {
        Files.createDirectory(folder(job));
        Files.move(upload, source(job));
        force(source(job));
        write(job);
    }

    void write(Job job) throws IOException {
        Path draft = folder(job).resolve(RECORD + ".new");
        Files.write(draft, json.writeValueAsBytes(job));
        force(draft);
        Files.move(draft, folder(job).resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    void deletePictures(Job job) throws IOException {
        Files.deleteIfExists(source(job));
        if (job.result() != null) {
            Files.deleteIfExists(result(job, job.result().file()));
        }
    }

    void delete(Job job) throws IOException {
        deleteFolder(folder(job));
    }

    /** All jobs of earlier runs. A folder without a record belongs to an upload that was never answered. */
    List<Job> readAll() throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                try {
                    jobs.add(json.readValue(Files.readAllBytes(folder.resolve(RECORD)), Job.class));
                } catch (NoSuchFileException e) {
                    deleteFolder(folder);
                } catch (IOException e) {
                    LOG.warn("{} cannot be read and is left alone: {}", folder, e.getMessage());
                }
            }
        }
        return jobs;
    }

    private Path folder(Job job) {
        return root.resolve(job.id());
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
