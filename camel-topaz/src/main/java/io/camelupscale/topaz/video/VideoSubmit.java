package io.camelupscale.topaz.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Call;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Webhook;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.topaz.video.Steps.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One submit of a video: create, price, accept, put the parts, say that they are complete; or create and put, with express. What
 * costs money or cannot be repeated has a checkpoint before it. One that goes on from a checkpoint asks the service first how far it
 * got, so that nothing is accepted or completed twice.
 */
final class VideoSubmit {

    private final ServiceClient service;
    private final Executor uploads;
    private final @Nullable Webhook webhook;
    private final UpscaleRequest request;
    private final VideoOrder order;
    private final SubmitContext context;

    VideoSubmit(
            ServiceClient service,
            Executor uploads,
            @Nullable Webhook webhook,
            UpscaleRequest request,
            SubmitContext context) {
        this.service = service;
        this.uploads = uploads;
        this.webhook = webhook;
        this.request = request;
        this.order = VideoOrder.of(request);
        this.context = context;
    }

    /** @param soFar null where nothing was done yet */
    RemoteJob run(@Nullable Steps soFar) {
        if (soFar == null) {
            return create();
        }
        VideoStatus status;
        try {
            status = status(soFar);
        } catch (ProviderException e) {
            if (e.kind() == Kind.NOT_FOUND && soFar.last() == Step.CREATED && !order.express()) {
                return create(); // nothing was paid for it
            }
            throw e;
        }
        if (!status.awaitsSource()) {
            return submitted(soFar);
        }
        if (order.express()) {
            return put(soFar, status.urls()); // of one that has arrived, and is not begun with, there may be none
        }
        if (status.isRequested()) {
            Quote quote = status.quote();
            if (quote == null) {
                return create(); // none is accepted whose price is not known any more
            }
            price(quote);
            return accept(soFar);
        }
        if (order.external() != null) {
            return submitted(soFar);
        }
        return switch (soFar.last()) {
            case COMPLETING -> complete(soFar, null);
            default -> {
                List<String> urls = status.urls();
                boolean all = !urls.isEmpty() && (soFar.parts() == 0 || urls.size() == soFar.parts());
                yield all ? put(soFar, urls) : accept(soFar); // which tells them again
            }
        };
    }

    private RemoteJob create() {
        String path = order.express() ? "/video/express" : "/video/";
        Map<String, Object> body = order.express() ? order.json(SourceDigest.of(file())) : order.json();
        if (webhook != null) {
            body.put("notifications", Map.of("webhookUrl", webhook.address(context.key())));
            VideoOrder.checkLength(body);
        }
        // one whose answer is lost costs nothing, and nobody ever accepts it
        JsonNode answer = service.call(Call.post(path, body).repeatable()).body();
        String id = answer.path("requestId").asText();
        if (id.isEmpty()) {
            throw new ProviderException(Kind.UNAVAILABLE, "Topaz made a request and told no requestId");
        }
        price(Quote.of(answer.path("estimates")));
        Steps created = Steps.created(id, order.wishes());
        context.checkpoint(created.job());
        return order.express() ? put(created, VideoStatus.urls(answer.path("uploadUrls"))) : accept(created);
    }

    private void price(@Nullable Quote quote) {
        context.price(quote == null ? null : quote.estimate());
    }

    private RemoteJob accept(Steps created) {
        JsonNode answer = service.call(
                        Call.patch(path(created, "/accept"), null).repeatable())
                .body();
        if (order.external() != null) {
            return submitted(created);
        }
        List<String> urls = VideoStatus.urls(answer.path("urls"));
        boolean again = created.last() != Step.CREATED && urls.size() == created.parts();
        Steps accepted = again ? created : created.accepted(urls.size());
        context.checkpoint(accepted.job());
        return put(accepted, urls);
    }

    private RemoteJob put(Steps accepted, List<String> urls) {
        if (urls.isEmpty()) {
            throw new ProviderException(Kind.UNAVAILABLE, "Topaz told no URL for the source of " + accepted.id());
        }
        Progress progress =
                new Progress(accepted.parts() == 0 && !order.express() ? accepted.accepted(urls.size()) : accepted);
        String md5;
        try {
            md5 = new VideoUpload(service, uploads, file(), order.source(), urls, context::isWanted)
                    .run(part -> !progress.steps.eTags().containsKey(part), progress::stored);
        } catch (ProviderException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            if (status(accepted).awaitsSource()) {
                throw new ProviderException(
                        Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e); // a URL that has expired
            }
            return submitted(accepted); // it was cancelled meanwhile
        }
        return order.express() ? submitted(progress.steps) : complete(progress.steps, md5);
    }

    /** What has been put, as it grows. */
    private final class Progress {

        private Steps steps;

        Progress(Steps steps) {
            this.steps = steps;
        }

        void stored(int part, String eTag) {
            if (!order.express()) { // the upload is its last step
                Steps next = steps.with(part, eTag);
                context.checkpoint(next.job());
                steps = next;
            }
        }
    }

    /** @param md5 of the source; null where it is not known any more */
    private RemoteJob complete(Steps uploaded, @Nullable String md5) {
        boolean unclear = uploaded.last() == Step.COMPLETING;
        Steps completing = uploaded.to(Step.COMPLETING);
        context.checkpoint(completing.job());
        Map<String, Object> body = Map.of(
                "uploadResults",
                completing.eTags().entrySet().stream()
                        .map(part -> Map.of("partNum", part.getKey(), "eTag", part.getValue()))
                        .toList(),
                "md5Hash",
                md5 == null ? SourceDigest.of(file()) : md5);
        try {
            service.call(Call.patch(path(completing, "/complete-upload/"), body));
        } catch (ProviderException e) {
            if (e.kind() != Kind.REJECTED || status(completing).awaitsSource()) {
                throw unclear && e.kind() == Kind.REJECTED
                        ? new ProviderException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e)
                        : e;
            }
        }
        return submitted(completing);
    }

    private static RemoteJob submitted(Steps steps) {
        return steps.to(Step.SUBMITTED).job();
    }

    private VideoStatus status(Steps steps) {
        return new VideoStatus(service.call(Call.get(path(steps, "/status"))).body());
    }

    private Path file() {
        return Objects.requireNonNull(request.file(), "a source that is uploaded is a file");
    }

    private static String path(Steps steps, String rest) {
        return "/video/" + Call.encode(steps.id()) + rest;
    }
}
