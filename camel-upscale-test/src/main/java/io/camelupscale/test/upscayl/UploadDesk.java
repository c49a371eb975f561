package io.camelupscale.test.upscayl;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.Simulation;
import io.camelupscale.test.service.UploadSlots.Slot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sources that are put on the storage host before a task names them. */
final class UploadDesk {

    static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");

    private static final Duration LIFETIME = Duration.ofHours(1);

    private record Ticket(String uploadId, String key, String name, String type, long size, List<Slot> slots) {}

    private final Simulation simulation;
    private final UpscaylOptions options;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final Map<String, Upload> stored = new ConcurrentHashMap<>();

    UploadDesk(Simulation simulation, UpscaylOptions options) {
        this.simulation = simulation;
        this.options = options;
    }

    Answer open(JsonNode wish) throws IOException {
        String name = wish.path("originalFileName").asText();
        String type = wish.path("fileType").asText();
        long size =
                wish.path("fileSize").isIntegralNumber() ? wish.path("fileSize").asLong() : 0;
        if (name.isEmpty() || name.length() > 255 || size < 1) {
            throw new BadRequestException(400, "Missing required parameters");
        }
        if (!TYPES.contains(type)) {
            throw new BadRequestException(400, "Unsupported file type. Allowed: JPEG, PNG, WEBP");
        }
        if (size > UpscaylSimulator.MAX_FILE) {
            throw new BadRequestException(413, "too large");
        }
        int number = count.incrementAndGet();
        String uploadId = "upload-" + number;
        long partSize = options.older() ? size : options.partSize();
        List<Slot> slots = new ArrayList<>();
        for (long at = 0; at < size; at += partSize) {
            slots.add(simulation.slots().open(uploadId, slots.size() + 1, () -> {}));
        }
        String fileName = "%08x-%s".formatted(number, name);
        Ticket ticket = new Ticket(uploadId, "users/u1/" + fileName, name, type, size, slots);
        tickets.put(fileName, ticket);
        return HttpReply.json(200, Map.of("status", "success", "data", view(ticket, fileName)));
    }

    Answer complete(JsonNode wish) throws IOException {
        Map.Entry<String, Ticket> open = tickets.entrySet().stream()
                .filter(entry -> !options.older()
                        && entry.getValue()
                                .uploadId()
                                .equals(wish.path("uploadId").asText())
                        && entry.getValue().key().equals(wish.path("key").asText()))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(400, "Missing required parameters"));
        Ticket ticket = open.getValue();
        List<String> named = new ArrayList<>();
        for (JsonNode part : wish.path("parts")) {
            named.add(part.path("PartNumber").asInt() + "/"
                    + part.path("ETag").asText().replace("\"", ""));
        }
        List<String> put = ticket.slots().stream()
                .map(slot -> slot.part()
                        + "/"
                        + simulation.slots().uploaded(slot).map(Upload::md5).orElse(null))
                .toList();
        if (!named.equals(put) || stored.containsKey(open.getKey())) {
            return UpscaylErrors.text(500, "Error completing multipart upload");
        }
        Upload whole = simulation.slots().joined(ticket.slots(), ticket.name());
        if (whole.length() != ticket.size()) {
            return UpscaylErrors.text(500, "Error completing multipart upload");
        }
        stored.put(open.getKey(), whole);
        ticket.slots().forEach(simulation.slots()::close);
        return HttpReply.json(200, Map.of("status", "success", "data", Map.of("status", "success")));
    }

    /** What was uploaded under this record, which the client got or made from what it got. */
    Upload find(JsonNode file) throws IOException {
        String fileName = file.path("fileName").asText();
        Ticket ticket = tickets.get(fileName);
        if (ticket == null
                || !ticket.type().equals(file.path("fileType").asText())
                || ticket.size() != file.path("fileSize").asLong()) {
            throw new BadRequestException(400, "Missing required parameters");
        }
        Upload whole = stored.get(fileName);
        if (whole == null && options.older()) {
            whole = simulation.slots().uploaded(ticket.slots().get(0)).orElse(null);
        }
        if (whole == null) {
            throw new BadRequestException(400, "The file was not uploaded");
        }
        return new Upload(ticket.name(), whole.file(), whole.length(), whole.sha256(), whole.md5());
    }

    private Map<String, Object> view(Ticket ticket, String fileName) {
        List<String> urls = ticket.slots().stream()
                .map(slot -> simulation.url(slot).toString())
                .toList();
        Instant now = simulation.time().now();
        Map<String, Object> view = new LinkedHashMap<>();
        if (options.older()) {
            view.put("uploadURL", urls.get(0));
        } else {
            put(view, "uploadId", ticket.uploadId());
            put(view, "key", ticket.key());
            put(view, "urls", urls);
        }
        view.put("fileName", fileName);
        view.put("fileType", ticket.type());
        view.put("fileSize", ticket.size());
        view.put("originalFileName", ticket.name());
        view.put("createdAt", TaskDesk.time(now, options.older()));
        view.put("expiresAt", TaskDesk.time(now.plus(LIFETIME), options.older()));
        return view;
    }

    private void put(Map<String, Object> view, String name, Object value) {
        view.put(options.uploadFields().getOrDefault(name, name), value);
    }
}
