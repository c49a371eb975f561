package io.camelupscale.examples.upscaleservice;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.examples.upscaleservice.Job.Size;
import io.camelupscale.examples.upscaleservice.Job.State;
import io.camelupscale.localupscale.engine.PictureTooLargeException;
import io.camelupscale.localupscale.engine.SizeLimits;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Makes jobs of uploads. What can be seen to be wrong is refused here: by the form, and by the picture's header. */
final class Submissions {

    /** The endpoint that takes the job. */
    static final String ENGINE = "engine";

    private static final String JOB = "job";

    private final Jobs jobs;
    private final JobFiles files;
    private final long maxUploadBytes;

    Submissions(Jobs jobs, JobFiles files, long maxUploadBytes) {
        this.jobs = jobs;
        this.files = files;
        this.maxUploadBytes = maxUploadBytes;
    }

    /** Stores the job of an upload, and makes the message that starts it. */
    void store(Exchange exchange) throws IOException {
        DataHandler part = exchange.getMessage(AttachmentMessage.class).getAttachment("image");
        if (part == null || !(part.getDataSource() instanceof FileDataSource image)) {
            throw new ApiException(400, "no image provided");
        }
        UploadForm form = UploadForm.of(
                image.getName(),
                exchange.getMessage(HttpMessage.class).getRequest().formAttributes());
        Path upload = image.getFile().toPath();
        ImageInfo info = info(upload);
        checkSize(info, form);
        Job job = job(form, info);
        jobs.add(job, upload);
        start(exchange, job);
    }

    /** Makes the message that starts a job, or joins it where the engine has it already. */
    void start(Exchange exchange, Job job) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(files.source(job));
        message.setHeader(JOB, job.id());
        message.setHeader(
                ENGINE,
                "upscale:localupscale?operation=submit&jobKey=${header." + JOB + "}"
                        + (job.tileSize() == 0 ? "" : "&tileSize=" + job.tileSize()));
        message.setHeader(UpscaleConstants.FILE_NAME, job.fileName());
        message.setHeader(UpscaleConstants.SCALE, job.scale());
        message.setHeader(UpscaleConstants.OUTPUT_FORMAT, job.format());
        message.setHeader(UpscaleConstants.MODEL, Models.engineName(job.model()));
    }

    /** The job that a message has started. */
    Job job(Exchange exchange) {
        return jobs.find(exchange.getMessage().getHeader(JOB, String.class)).orElseThrow();
    }

    /** The engine does not want it: whoever sent it is told so, and there is no job. */
    void refused(Exchange exchange) {
        jobs.remove(exchange.getMessage().getHeader(JOB, String.class));
    }

    private ImageInfo info(Path upload) throws IOException {
        long length = Files.size(upload);
        if (length == 0) {
            throw new ApiException(400, "image is empty");
        }
        if (length > maxUploadBytes) {
            throw ApiException.tooLarge(maxUploadBytes);
        }
        try {
            return ImageInfo.read(upload);
        } catch (UnreadableImageException e) {
            throw new ApiException(422, "not a picture: " + e.getMessage());
        }
    }

    private static void checkSize(ImageInfo info, UploadForm form) {
        try {
            SizeLimits.check(info, UpscaleOptions.of(form.scale(), form.format()));
        } catch (PictureTooLargeException e) {
            throw new ApiException(422, "picture too large: " + e.getMessage());
        }
    }

    private Job job(UploadForm form, ImageInfo info) {
        ImageFormat type = info.format();
        return new Job(
                jobs.newId(),
                form.fileName(),
                form.model(),
                form.scale(),
                form.tileSize(),
                form.format().name().toLowerCase(Locale.ROOT),
                "source." + type.extension(),
                type.mediaType(),
                new Size(info.displayWidth(), info.displayHeight()),
                State.QUEUED,
                0,
                jobs.now(),
                null,
                null,
                null,
                null,
                false);
    }
}
