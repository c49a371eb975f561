package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobStatus;
import io.camelupscale.media.MediaFormat;
import io.camelupscale.media.MediaInfo;
import io.camelupscale.spi.UpscaleRequest;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;
import org.jspecify.annotations.Nullable;

/** How jobs appear in messages. */
final class JobMessages {

    private JobMessages() {}

    /** Hands a result to an exchange: it is released when the exchange completes. */
    static void result(Exchange exchange, String provider, JobResult result, UpscaleRequest request) {
        release(exchange, result);
        Message message = exchange.getMessage();
        MediaFormat format = result.format();
        MediaInfo info = result.info();
        String location = result.location() == null ? null : result.location().toString();
        message.setBody(result.file() == null ? location : result.file().toFile());
        message.setHeader(UpscaleConstants.FILE_NAME, format.fileName(request.sourceName()));
        message.setHeader(UpscaleConstants.CONTENT_TYPE, format.mediaType());
        job(message, provider, result.job());
        setOrRemove(message, UpscaleConstants.RESULT_LOCATION, location);
        setOrRemove(message, UpscaleConstants.RESULT_WIDTH, info == null ? null : info.displayWidth());
        setOrRemove(message, UpscaleConstants.RESULT_HEIGHT, info == null ? null : info.displayHeight());
        message.setHeader(UpscaleConstants.RESULT_FORMAT, format.name().toLowerCase(Locale.ROOT));
        int scale = request.spec().scale();
        setOrRemove(message, UpscaleConstants.RESULT_SCALE, scale == 0 ? null : scale);
        setOrRemove(message, UpscaleConstants.RESULT_MODEL, request.spec().model());
        setOrRemove(message, UpscaleConstants.CREDITS, result.job().credits());
        message.setHeader(UpscaleConstants.POLLS, result.polls());
        message.setHeader(UpscaleConstants.DURATION, result.took().toMillis());
    }

    /** Hands what became of the files of a list to their exchange: results are released when the exchange completes. */
    static void outcomes(Exchange exchange, String provider, List<UpscaleOutcome> outcomes, List<JobResult> results) {
        results.forEach(result -> release(exchange, result));
        Message message = exchange.getMessage();
        message.setBody(outcomes);
        message.setHeader(UpscaleConstants.PROVIDER, provider);
        message.setHeader(UpscaleConstants.FAILED_FILES, (int)
                outcomes.stream().filter(outcome -> !outcome.isSuccess()).count());
        setOrRemove(message, UpscaleConstants.CREDITS, BatchExchange.credits(outcomes));
    }

    private static void release(Exchange exchange, JobResult result) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                result.release(true);
            }

            @Override
            public void onFailure(Exchange done) {
                result.release(false);
            }
        });
    }

    /** Hands the result of a submitted job to a new exchange, with what was carried along. */
    static void finished(Exchange exchange, String provider, JobResult result) {
        carry(exchange, result.job());
        result(exchange, provider, result, result.job().request());
    }

    /** Says how often a result has been handed out, this time included. */
    static void deliveries(Message message, Job job) {
        boolean redelivered = job.deliveries() > 1;
        message.setHeader(UpscaleConstants.REDELIVERED, redelivered);
        message.setHeader(UpscaleConstants.DELIVERY_COUNT, job.deliveries());
        message.setPayloadForTrait(
                MessageTrait.REDELIVERY,
                redelivered ? RedeliveryTraitPayload.IS_REDELIVERY : RedeliveryTraitPayload.NON_REDELIVERY);
    }

    /** Tells a new exchange of a submitted job that ended without a result, with what was carried along. */
    static UpscaleException failed(Exchange exchange, String provider, JobFailure failure) {
        Message message = exchange.getMessage();
        Job job = failure.job();
        if (job != null) {
            carry(exchange, job);
            message.setHeader(UpscaleConstants.FILE_NAME, job.request().sourceName());
            status(message, provider, new JobStatus(job, -1));
        }
        UpscaleException exception = UpscaleException.ofKey(provider, failure);
        exchange.setException(exception);
        return exception;
    }

    /** How a job is getting on. */
    static void status(Message message, String provider, JobStatus status) {
        Job job = status.job();
        job(message, provider, job);
        message.setHeader(UpscaleConstants.STATUS, word(job.state()));
        setOrRemove(message, UpscaleConstants.PROGRESS, status.progress() < 0 ? null : status.progress());
        setOrRemove(message, UpscaleConstants.PROGRESS_TEXT, status.detail());
        setOrRemove(message, UpscaleConstants.CREDITS, job.credits());
        setOrRemove(message, UpscaleConstants.FAILURE_REASON, job.reason() == null ? null : word(job.reason()));
        setOrRemove(message, UpscaleConstants.FAILURE_TEXT, job.error());
    }

    /** Names are constants in Java, and lower case in headers and JSON. */
    static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static void carry(Exchange exchange, Job job) {
        job.order().headers().forEach(exchange.getMessage()::setHeader);
    }

    private static void job(Message message, String provider, Job job) {
        message.setHeader(UpscaleConstants.PROVIDER, provider);
        message.setHeader(UpscaleConstants.JOB_KEY, job.key());
        String remoteId = job.remote().id();
        setOrRemove(message, UpscaleConstants.REMOTE_ID, remoteId.isEmpty() ? null : remoteId);
    }

    /** What an earlier job of the same route left there must not be taken for this one's. */
    static void setOrRemove(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
