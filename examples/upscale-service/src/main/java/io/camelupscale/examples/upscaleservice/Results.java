package io.camelupscale.examples.upscaleservice;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.UpscaleEvent;
import io.camelupscale.UpscaleException;
import io.camelupscale.examples.upscaleservice.Job.Result;
import io.camelupscale.examples.upscaleservice.Job.Size;
import io.camelupscale.job.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Follows what the engine makes of the jobs. */
final class Results extends EventNotifierSupport {

    private final Jobs jobs;
    private final JobFiles files;

    Results(Jobs jobs, JobFiles files) {
        this.jobs = jobs;
        this.files = files;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof UpscaleEvent upscale
                && upscale.getProgress() >= 0
                && upscale.getJob().state() == JobState.RUNNING) {
            jobs.working(upscale.getJob().key(), upscale.getProgress());
        }
    }

    /** The result is stored before the engine lets go of it. One that comes again replaces itself. */
    void completed(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String id = message.getHeader(UpscaleConstants.JOB_KEY, String.class);
        Job job = jobs.find(id).orElse(null);
        if (job == null || job.isOver()) {
            return; // cancelled in the meantime
        }
        Path made = message.getBody(Path.class);
        String name = made.getFileName().toString();
        Path kept = files.result(job, "result" + name.substring(name.lastIndexOf('.')));
        Files.move(made, kept, StandardCopyOption.REPLACE_EXISTING);
        Result result = new Result(
                kept.getFileName().toString(),
                message.getHeader(UpscaleConstants.CONTENT_TYPE, String.class),
                Files.size(kept),
                sha256(kept),
                new Size(
                        message.getHeader(UpscaleConstants.RESULT_WIDTH, Integer.class),
                        message.getHeader(UpscaleConstants.RESULT_HEIGHT, Integer.class)));
        if (!jobs.end(id, running -> running.completed(result, jobs.now()))) {
            Files.deleteIfExists(kept);
        }
    }

    void failed(Exchange exchange) {
        UpscaleException why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, UpscaleException.class);
        String id = why.getJobKey();
        if (id != null) {
            String text = String.valueOf(why.getMessage());
            jobs.end(id, job -> job.failed("upscale failed: " + withoutName(text, job.fileName()), jobs.now()));
        }
    }

    private static String withoutName(String text, String fileName) {
        return text.startsWith(fileName + ": ") ? text.substring(fileName.length() + 2) : text;
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
