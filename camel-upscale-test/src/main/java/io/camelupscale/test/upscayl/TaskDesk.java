package io.camelupscale.test.upscayl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.RemoteSource;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Accepts tasks, tells how they are getting on, and has them paid for. */
final class TaskDesk {

    /** Between a task's id and the number of one of its files, where it has several. */
    static final String FILE = ".";

    private static final Set<String> MODELS = Set.of(
            "upscayl-standard-4x",
            "upscayl-lite-4x",
            "clear-boost-4x",
            "crystal-plus-4x",
            "digital-art-4x",
            "digital-art-plus-4x",
            "natural-max-4x",
            "natural-plus-4x",
            "nature-boost-4x",
            "pure-boost-4x",
            "quick-clear-4x",
            "texture-boost-4x");
    private static final Set<String> FIELDS =
            Set.of("model", "scale", "saveImageAs", "enhanceFace", "compression", "files", "urls");
    private static final String MISSING = "Missing required parameters";

    private final Simulation simulation;
    private final UpscaylOptions options;
    private final UploadDesk uploads;
    private final TaskView view;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, List<String>> tasks = new ConcurrentHashMap<>();
    private final Set<String> deducted = ConcurrentHashMap.newKeySet();

    TaskDesk(Simulation simulation, UpscaylOptions options, UploadDesk uploads) {
        this.simulation = simulation;
        this.options = options;
        this.uploads = uploads;
        this.view = new TaskView(simulation, options);
    }

    Answer start(HttpRequest request) throws IOException {
        if (!MultipartForm.isIn(request)) {
            throw new BadRequestException(400, MISSING);
        }
        MultipartForm form = MultipartForm.read(request, simulation.uploads());
        List<JobOrder> orders = new ArrayList<>();
        for (Upload source : sources(form)) {
            orders.add(order(form, source));
        }
        double credits = orders.stream().mapToDouble(this::price).sum();
        if (credits > simulation.ledger().balance()) {
            return new UpscaylErrors(options.older()).of(402);
        }
        String id = simulation.settings().ids().apply(count.incrementAndGet());
        simulation.counters().accept();
        List<String> files = new ArrayList<>();
        for (JobOrder order : orders) {
            files.add(orders.size() == 1 ? id : id + FILE + files.size());
            simulation.book().begin(files.get(files.size() - 1), order, price(order));
        }
        tasks.put(id, files);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("message", "Task request sent successfully");
        data.put("taskId", id);
        if (!options.older()) {
            data.put("creditsToDeduct", (long) credits);
        }
        return HttpReply.json(200, Map.of("status", "success", "data", data));
    }

    private double price(JobOrder order) {
        return simulation.settings().pricing().credits(order.resultPixels());
    }

    /** Has a finished task paid for, and by default tells so at the next question only. */
    Answer status(String id) throws IOException {
        List<SimulatedJob> files = tasks.getOrDefault(id, List.of()).stream()
                .flatMap(file -> simulation.book().find(file).stream())
                .toList();
        if (files.isEmpty()) {
            return new UpscaylErrors(options.older()).of(options.older() ? 404 : 500);
        }
        boolean known = deducted.contains(id);
        if (view.isDone(files) && !known && simulation.ledger().reserve(view.credits(files))) {
            deducted.add(id);
            known = options.deductsAtOnce();
        }
        return HttpReply.json(200, Map.of("status", "success", "data", view.of(files, known)));
    }

    /** Seconds, or in the older contract milliseconds. */
    static long time(Instant instant, boolean older) {
        return older ? instant.toEpochMilli() : instant.getEpochSecond();
    }

    /** The picture that a form names in one of the three ways, or the pictures that it brings. */
    private List<Upload> sources(MultipartForm form) throws IOException {
        String files = form.fields().get("files");
        String urls = form.fields().get("urls");
        boolean brings = !form.files().isEmpty();
        require(
                (files == null ? 0 : 1) + (urls == null ? 0 : 1) + (brings ? 1 : 0) == 1,
                "One of file, files and urls is needed");
        if (urls != null) {
            return List.of(RemoteSource.fetch(simulation.uploads(), only(urls).asText(), "Invalid URL"));
        }
        List<Upload> sources = brings ? brought(form) : List.of(uploads.find(only(String.valueOf(files))));
        for (Upload source : sources) {
            require(
                    ImageFormat.byName(source.fileName().replaceFirst(".*\\.", ""))
                            .isPresent(),
                    "The file's name has no extension");
        }
        return sources;
    }

    /** {@code file}, or {@code 0.file}, {@code 1.file}, …, with names of which no two are alike. */
    private static List<Upload> brought(MultipartForm form) throws IOException {
        List<Upload> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, Upload> part : form.files().entrySet()) {
            boolean only = form.files().size() == 1 && part.getKey().equals("file");
            require(only || part.getKey().equals(sources.size() + ".file"), "Unexpected file " + part.getKey());
            require(names.add(part.getValue().fileName()), "Two files of the same name");
            sources.add(part.getValue());
        }
        return sources;
    }

    private static JsonNode only(String array) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(array);
            if (json.isArray() && json.size() == 1) {
                return json.get(0);
            }
        } catch (JsonProcessingException e) {
            // answered below
        }
        throw new BadRequestException(400, MISSING);
    }

    private JobOrder order(MultipartForm form, Upload source) throws IOException {
        Map<String, String> fields = form.fields();
        require(FIELDS.containsAll(fields.keySet()), "Unknown field in " + fields.keySet());
        require(
                options.older() || fields.keySet().containsAll(Set.of("model", "scale", "saveImageAs", "enhanceFace")),
                MISSING);
        require(MODELS.contains(fields.getOrDefault("model", "")), "Invalid model");
        require(fields.getOrDefault("scale", "").matches(options.older() ? "[248]" : "[1-8]"), "Invalid scale");
        require(fields.getOrDefault("enhanceFace", "false").matches("true|false"), "Invalid enhanceFace");
        require(fields.getOrDefault("compression", "0").matches("\\d{1,2}|100"), "Invalid compression");
        String saveAs = fields.getOrDefault("saveImageAs", "jpg");
        require(saveAs.matches("jpg|png|webp"), "Invalid saveImageAs");
        ImageFormat format = ImageFormat.byName(saveAs).orElseThrow();
        require(
                ImageIO.getImageWritersByFormatName(format.name()).hasNext(),
                "The simulator has no ImageIO plug-in that writes " + format);
        ImageInfo picture = picture(source);
        int scale = Integer.parseInt(fields.get("scale"));
        Map<String, String> wishes = new LinkedHashMap<>(fields);
        wishes.keySet().removeAll(List.of("files", "urls"));
        return new JobOrder(
                source,
                picture.displayWidth(),
                picture.displayHeight(),
                "upscale",
                picture.displayWidth() * scale,
                picture.displayHeight() * scale,
                format,
                wishes,
                null,
                null);
    }

    private static ImageInfo picture(Upload source) throws IOException {
        try {
            ImageInfo picture = ImageInfo.read(source.file());
            require(
                    UploadDesk.TYPES.contains(picture.format().mediaType()),
                    "Unsupported file type. Allowed: JPEG, PNG, WEBP");
            return picture;
        } catch (UnreadableImageException e) {
            throw new BadRequestException(400, "Unsupported file type. Allowed: JPEG, PNG, WEBP");
        }
    }

    private static void require(boolean right, String complaint) throws IOException {
        if (!right) {
            throw new BadRequestException(400, complaint);
        }
    }
}
