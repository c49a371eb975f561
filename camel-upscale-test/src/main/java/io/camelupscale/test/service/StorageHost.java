package io.camelupscale.test.service;

import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Reception;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where results lie: {@code GET} and {@code HEAD} of links such as {@code /results/TOKEN?signature=…}, whole or in parts
 * ({@code Range}, {@code If-Range}, {@code ETag}). Refuses credentials with 401 and counts them as a leak; a dead link is
 * answered 403, an unknown one 404. {@code PUT} of {@code /uploads/TOKEN?…} stores a source or a part of one and answers its
 * {@code ETag}; it wants a {@code Content-Length}, as object stores do, and answers 403 to one that is closed.
 */
public final class StorageHost implements HttpHandler {

    private static final String PATH = "/results/";
    private static final String SLOTS = "/uploads/";
    private static final String ETAG = "ETag";

    private final Links links;
    private final UploadSlots slots;
    private final Results results;
    private final ApiKey key;
    private final Reception reception;
    private final Counters counters;

    public StorageHost(
            Links links, UploadSlots slots, Results results, ApiKey key, Reception reception, Counters counters) {
        this.links = links;
        this.slots = slots;
        this.results = results;
        this.key = key;
        this.reception = reception;
        this.counters = counters;
    }

    /** Path and query of a link. */
    public static String path(Links.Link link) {
        return PATH + link.token() + "?signature=" + signature(link.token());
    }

    /** Path and query of a place to put something. */
    public static String path(UploadSlots.Slot slot) {
        return SLOTS + slot.token() + "?partNumber=" + slot.part() + "&signature=" + signature(slot.token());
    }

    private static String signature(String token) {
        return Integer.toHexString(token.hashCode());
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        if (key.leaksIn(request)) {
            counters.leak();
            return error(401, "credentials do not belong here");
        }
        if (request.path().startsWith(SLOTS)) {
            return upload(request, request.path().substring(SLOTS.length()));
        }
        Links.Link link = request.path().startsWith(PATH)
                ? links.find(request.path().substring(PATH.length())).orElse(null)
                : null;
        boolean known =
                link != null && path(link).endsWith("=" + request.query().get("signature"));
        if (link == null || !known) {
            return error(404, "no such file");
        }
        return switch (request.method()) {
            case "HEAD" -> answer(request, link);
            case "GET" ->
                counted(reception.serve(
                        Operation.DOWNLOAD, link.job().names(), fault -> download(request, link, fault)));
            default -> error(405, request.method());
        };
    }

    private HttpReply upload(HttpRequest request, String token) throws IOException, InterruptedException {
        UploadSlots.Slot slot = slots.find(token)
                .filter(open -> signature(token).equals(request.query().get("signature")))
                .orElse(null);
        if (slot == null) {
            return error(403, "Request has expired");
        }
        if (!request.method().equals("PUT")) {
            return error(405, request.method());
        }
        if (request.header("content-length") == null) {
            return error(411, "Content-Length is missing");
        }
        return reception.serve(Operation.UPLOAD, List.of(slot.jobId()), fault -> HttpReply.empty(200)
                .with(ETAG, '"' + slots.store(slot, request.body()).md5() + '"'));
    }

    private Answer download(HttpRequest request, Links.Link link, @Nullable Fault fault) throws IOException {
        if (fault instanceof Fault.ExpiredLink) {
            links.expire(link);
        }
        return answer(request, link);
    }

    private Answer answer(HttpRequest request, Links.Link link) throws IOException {
        if (!links.lives(link)) {
            return error(403, "Request has expired");
        }
        ResultData data = data(link);
        ByteRange range = ByteRange.of(request, data);
        ReplyBody part = data.part(range.offset(), range.length());
        Answer whole = new Answer(
                range.isWhole(data) ? 200 : 206,
                Map.of("Content-Type", data.mediaType(), ETAG, data.etag(), "Accept-Ranges", "bytes"),
                part);
        return range.isWhole(data) ? whole : whole.with("Content-Range", range.contentRange(data));
    }

    private ResultData data(Links.Link link) throws IOException {
        if (link.target() == Links.Target.RESULT) {
            return results.of(link.job());
        }
        Upload source = link.job().order().source();
        return new ResultData.OfFile(
                source.file(), source.length(), "application/octet-stream", '"' + source.md5() + '"');
    }

    /** Counts what is really sent, behind all faults. */
    private HttpReply counted(HttpReply reply) {
        if (reply instanceof Answer answer && answer.headers().containsKey(ETAG)) {
            ReplyBody body = answer.body();
            return answer.with(ReplyBody.of(body.length(), out -> body.writeTo(new Counting(out))));
        }
        return reply;
    }

    private static Answer error(int status, String message) {
        return HttpReply.json(status, Map.of("error", message));
    }

    private final class Counting extends FilterOutputStream {

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            counters.sent(length);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            counters.sent(1);
        }
    }
}
