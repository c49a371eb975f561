package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelupscale.http.Answer;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Upload;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.upscayl.image.Wire.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a source to the service's storage before its task is started: announce, send each part, have them put together.
 * What was reached is stored after each step, so that a crash costs one part at most.
 */
final class SourceUpload {

    /** What stands in {@link RemoteJob#state()}. */
    private static final String TRIES = "tries";

    private static final String TICKET = "upload";
    private static final String TAGS = "tags";
    private static final String FILE = "file";
    private static final String SENT = "sent";

    /** Uploads that were begun, did not come to an end, and whose places are gone. */
    private static final int MAX_TRIES = 3;

    private final ServiceClient service;
    private final ApiCalls calls;
    private final Wire wire;
    private final ImageOrder order;
    private final SubmitContext context;
    private final Map<String, String> state;
    private final ObjectMapper json = new ObjectMapper();

    SourceUpload(
            ServiceClient service,
            ApiCalls calls,
            Wire wire,
            ImageOrder order,
            RemoteJob soFar,
            SubmitContext context) {
        this.service = service;
        this.calls = calls;
        this.wire = wire;
        this.order = order;
        this.context = context;
        this.state = new HashMap<>(soFar.state());
        state.remove(SENT);
    }

    /** Whether an upload was begun, and no task was started with it yet. */
    static boolean isUnsent(RemoteJob soFar) {
        return soFar.state().containsKey(TRIES) && !soFar.state().containsKey(SENT);
    }

    /** The record of the uploaded file, as a start-task names it. */
    JsonNode file() {
        if (!state.containsKey(FILE)) {
            JsonNode ticket = ticket();
            List<JsonNode> urls = new ArrayList<>();
            wire.field(ticket, Term.PART_URLS).forEach(urls::add);
            if (urls.isEmpty()) {
                sendWhole(ticket);
            } else {
                sendParts(ticket, urls);
            }
            String record = record(ticket).toString();
            state.keySet().retainAll(Set.of(TRIES));
            keep(FILE, record);
        }
        return read(FILE);
    }

    /** From now on nobody knows whether a task was started. */
    void sending() {
        keep(SENT, "true");
    }

    /** No task was started. */
    void notSent() {
        state.remove(SENT);
        store();
    }

    private JsonNode ticket() {
        if (!state.containsKey(TICKET)) {
            keep(TRIES, String.valueOf(tries() + 1));
            Map<String, Object> wish = new HashMap<>();
            wish.put("fileSize", order.bytes());
            wish.put("fileType", order.mediaType());
            wish.put("originalFileName", order.fileName());
            keep(TICKET, calls.data("/get-upload-url", wish).toString());
        }
        return read(TICKET);
    }

    private void sendWhole(JsonNode ticket) {
        String url = wire.url(ticket, Term.UPLOAD_URL);
        if (url.isEmpty()) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "Upscayl told no URL to upload to, as far as wire.partUrls and wire.uploadUrl say: its answer has the fields "
                            + names(ticket));
        }
        send(Upload.of(url, order.request().source()).contentType(order.mediaType()));
    }

    private void sendParts(JsonNode ticket, List<JsonNode> urls) {
        String uploadId = wire.field(ticket, Term.UPLOAD_ID).asText();
        String key = wire.field(ticket, Term.KEY).asText();
        if (uploadId.isEmpty() || key.isEmpty()) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "Upscayl told no id and key of an upload, as far as wire.uploadId and wire.key say: its answer has the fields "
                            + names(ticket));
        }
        long even = (order.bytes() + urls.size() - 1) / urls.size();
        long partSize = wire.field(ticket, Term.PART_SIZE).asLong(even);
        Path source = order.request().source();
        ArrayNode tags = state.containsKey(TAGS) ? (ArrayNode) read(TAGS) : JsonNodeFactory.instance.arrayNode();
        for (int part = tags.size(); part < urls.size() && part * partSize < order.bytes(); part++) {
            JsonNode place = urls.get(part);
            String url = place.isTextual() ? place.asText() : wire.url(place, Term.PART_URL);
            long offset = part * partSize;
            boolean last = part == urls.size() - 1;
            long length = last ? order.bytes() - offset : Math.min(partSize, order.bytes() - offset);
            Answer answer = send(Upload.of(url, source).range(offset, length));
            tags.add(answer.header("ETag").orElse("").replace("\"", ""));
            keep(TAGS, tags.toString());
        }
        complete(uploadId, key, tags);
    }

    private void complete(String uploadId, String key, ArrayNode tags) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (JsonNode tag : tags) {
            parts.addObject().put("PartNumber", parts.size()).put("ETag", tag.asText());
        }
        Map<String, Object> body = new HashMap<>();
        body.put("uploadId", uploadId);
        body.put("key", key);
        body.put("parts", parts);
        try {
            calls.wrapped("/complete-multipart-upload", body);
        } catch (ProviderException e) {
            boolean refused = e.kind() == Kind.REJECTED || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.UNAVAILABLE;
            throw refused ? anew(e) : e; // perhaps it was done already, and the answer was lost
        }
    }

    private Answer send(Upload upload) {
        try {
            return service.upload(upload);
        } catch (ProviderException e) {
            throw e.kind() == Kind.REJECTED || e.kind() == Kind.NOT_FOUND ? anew(e) : e;
        }
    }

    /** Places that are gone, or parts that do not go together, are given up: the next try begins anew, a few times. */
    private ProviderException anew(ProviderException failure) {
        if (tries() >= MAX_TRIES) {
            return new ProviderException(
                    Kind.REJECTED, failure.getMessage() + ", after " + tries() + " tries", failure);
        }
        state.keySet().retainAll(Set.of(TRIES));
        store();
        return new ProviderException(Kind.UNAVAILABLE, String.valueOf(failure.getMessage()), failure);
    }

    private ObjectNode record(JsonNode ticket) {
        JsonNode named = wire.field(ticket, Term.FILE);
        ObjectNode file = named.isObject() ? named.deepCopy() : ticket.deepCopy();
        for (Term secret : List.of(Term.PART_URLS, Term.UPLOAD_URL, Term.UPLOAD_ID, Term.PART_SIZE)) {
            file.remove(wire.words(secret));
        }
        String key = wire.field(ticket, Term.KEY).asText();
        putIfAbsent(file, "fileName", key.isEmpty() ? order.fileName() : key.replaceFirst(".*/", ""));
        putIfAbsent(file, "originalFileName", order.fileName());
        putIfAbsent(file, "fileType", order.mediaType());
        if (!file.has("fileSize")) {
            file.put("fileSize", order.bytes());
        }
        return file;
    }

    private static void putIfAbsent(ObjectNode file, String name, String value) {
        if (!file.has(name)) {
            file.put(name, value);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private int tries() {
        return Integer.parseInt(state.getOrDefault(TRIES, "0"));
    }

    private void keep(String name, String value) {
        state.put(name, value);
        store();
    }

    private void store() {
        context.checkpoint(new RemoteJob("", state));
    }

    private JsonNode read(String name) {
        try {
            return json.readTree(state.get(name));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored state of an upload is damaged", e);
        }
    }
}
