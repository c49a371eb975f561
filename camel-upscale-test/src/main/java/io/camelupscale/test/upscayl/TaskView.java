package io.camelupscale.test.upscayl;

import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.Links;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task as {@code /get-task-status} tells it. */
record TaskView(Simulation simulation, UpscaylOptions options) {

    private static final Duration KEPT = Duration.ofDays(1);

    /** Whether all files have ended, and not all of them failed. */
    boolean isDone(List<SimulatedJob> files) {
        return state(files) == State.DONE;
    }

    /** Of those that did not fail. */
    double credits(List<SimulatedJob> files) {
        return files.stream()
                .filter(file -> state(file) != State.FAILED)
                .mapToDouble(SimulatedJob::credits)
                .sum();
    }

    Map<String, Object> of(List<SimulatedJob> files, boolean deducted) throws IOException {
        Instant now = simulation.time().now();
        SimulatedJob task = files.get(0);
        State state = state(files);
        Map<String, String> wishes = task.order().wishes();
        double progress = files.stream()
                .mapToDouble(file -> file.at(now).progress())
                .average()
                .orElse(0);
        List<Object> records = new ArrayList<>();
        for (SimulatedJob file : files) {
            records.add(file(file, state == State.DONE ? state(file) : state));
        }
        Collections.reverse(records); // their order is not guaranteed
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", word(task, state, now));
        data.put("progress", String.valueOf((int) (progress * 100)));
        data.put("files", records);
        data.put("creditsDeducted", deducted);
        data.put("deductedCredits", deducted ? (long) credits(files) : 0);
        data.put("model", wishes.get("model"));
        String scale = wishes.get("scale");
        data.put("scale", options.older() ? scale : (Object) Integer.valueOf(scale));
        data.put("saveImageAs", wishes.getOrDefault("saveImageAs", "jpg"));
        data.put("batchMode", files.size() > 1);
        if (options.older()) {
            data.put("enhanceFace", Boolean.valueOf(wishes.get("enhanceFace")));
            if (state == State.FAILED && task.fault() instanceof JobFault.Failure failure) {
                data.put("error", failure.message());
            }
        } else {
            data.put("compression", Integer.valueOf(wishes.getOrDefault("compression", "0")));
        }
        return data;
    }

    private Map<String, Object> file(SimulatedJob task, State state) throws IOException {
        JobOrder order = task.order();
        Upload source = order.source();
        String name = task.id() + '.' + order.format().extension();
        Instant expires = task.accepted().plus(KEPT);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("fileName", name);
        file.put("fileType", order.format().mediaType());
        file.put("fileSize", Files.size(source.file()));
        file.put("originalFileName", source.fileName());
        file.put("path", "users/u1/" + name);
        Map<String, Object> dimensions = new LinkedHashMap<>();
        dimensions.put("width", order.resultWidth());
        dimensions.put("height", order.resultHeight());
        file.put("dimensions", dimensions);
        boolean isOneOfMany = task.id().contains(TaskDesk.FILE);
        if (isOneOfMany && state == State.FAILED && task.fault() instanceof JobFault.Failure failure) {
            file.put("error", failure.message());
        }
        if (state == State.DONE) {
            Links.Link link = simulation.links().of(task);
            expires = link.expires();
            if (!options.linkField().isEmpty()) {
                file.put(options.linkField(), simulation.url(link).toString());
            }
            if (options.older()) {
                file.put("finalFileSize", simulation.results().of(task).length());
                file.put("processedFileName", name);
            }
        }
        file.put("createdAt", TaskDesk.time(task.accepted(), options.older()));
        file.put("expiresAt", TaskDesk.time(expires, options.older()));
        return file;
    }

    /** A task runs until all of its files have ended, and has failed if all of them have. */
    private State state(List<SimulatedJob> files) {
        List<State> states = files.stream().map(this::state).toList();
        return states.stream()
                .filter(state -> !state.isFinal())
                .max(Comparator.naturalOrder())
                .orElseGet(() -> states.contains(State.DONE) ? State.DONE : State.FAILED);
    }

    /** What it is now; failed, where the header could be read and the pixels cannot. */
    private State state(SimulatedJob task) {
        State state = task.at(simulation.time().now()).state();
        if (state != State.DONE) {
            return state;
        }
        try {
            simulation.results().of(task);
            return State.DONE;
        } catch (IOException e) {
            return State.FAILED;
        }
    }

    private String word(SimulatedJob task, State state, Instant now) {
        return switch (state) {
            case QUEUED -> options.older() ? "pending" : "PROCESSING";
            case RUNNING ->
                task.word(now).equals("running") ? options.older() ? "processing" : "ENHANCING" : task.word(now);
            case DONE -> options.older() ? "completed" : "PROCESSED";
            case FAILED, CANCELLED -> options.older() ? "failed" : "PROCESSING_FAILED";
        };
    }
}
