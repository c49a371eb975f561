package io.camelupscale.test.service;

import io.camelupscale.test.http.Upload;
import io.camelupscale.test.http.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Places on the storage host where a client may put a source, or a part of one, as often as it likes until they are closed. */
public final class UploadSlots {

    /**
     * A place.
     *
     * @param part   1 for the first
     * @param stored called each time that something was put there
     */
    public record Slot(String token, String jobId, int part, Runnable stored) {}

    private final Uploads uploads;
    private final AtomicInteger opened = new AtomicInteger();
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final Map<String, Upload> stored = new ConcurrentHashMap<>();

    /** @param folder where to put what comes, of any length */
    public UploadSlots(Path folder) {
        this.uploads = new Uploads(folder, Long.MAX_VALUE);
    }

    public Slot open(String jobId, int part, Runnable whenStored) {
        Slot slot = new Slot(jobId + '-' + opened.incrementAndGet(), jobId, part, whenStored);
        slots.put(slot.token(), slot);
        return slot;
    }

    /** Lets nobody put anything there any more. */
    public void close(Slot slot) {
        slots.remove(slot.token());
    }

    /** The place with this token, unless it was closed. */
    public Optional<Slot> find(String token) {
        return Optional.ofNullable(slots.get(token));
    }

    /** What lies there. */
    public Optional<Upload> uploaded(Slot slot) {
        return Optional.ofNullable(stored.get(slot.token()));
    }

    /** All of them in one, in this order; each must have been put. */
    public Upload joined(List<Slot> parts, String fileName) throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (Slot part : parts) {
            streams.add(Files.newInputStream(uploaded(part).orElseThrow().file()));
        }
        try (InputStream whole = new SequenceInputStream(Collections.enumeration(streams))) {
            return uploads.store(fileName, whole);
        }
    }

    /** Puts something there, in place of what was there before. */
    Upload store(Slot slot, InputStream content) throws IOException {
        Upload upload = uploads.store("", content);
        stored.put(slot.token(), upload);
        slot.stored().run();
        return upload;
    }
}
