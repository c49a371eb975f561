package io.camelupscale.test.topaz;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** {@code /status} without an id: the jobs of the account, the newest first. */
final class ImageLists {

    private static final Duration LISTED = Duration.ofDays(7);
    private static final int MAX_PAGE = 100;

    private final Simulation simulation;
    private final ImageJobs jobs;

    ImageLists(Simulation simulation, ImageJobs jobs) {
        this.simulation = simulation;
        this.jobs = jobs;
    }

    Answer list(Map<String, String> query) throws IOException {
        return switch (query.getOrDefault("paginated", "false")) {
            case "true" -> page(query);
            case "false" -> whole();
            default -> throw new BadRequestException(400, "Invalid paginated.");
        };
    }

    Answer clear() {
        List<SimulatedJob> ended =
                jobs.all().stream().filter(job -> jobs.state(job).isFinal()).toList();
        ended.forEach(job -> simulation.book().remove(job.id()));
        return HttpReply.json(200, Map.of("deleted_count", ended.size()));
    }

    private Answer whole() {
        Instant oldest = simulation.time().now().minus(LISTED);
        JsonArray list = new JsonArray();
        jobs.all().stream().filter(job -> job.accepted().isAfter(oldest)).forEach(job -> list.add(jobs.view(job)));
        return HttpReply.text(200, "application/json", list.toJson());
    }

    private Answer page(Map<String, String> query) throws IOException {
        int limit = limit(query.getOrDefault("limit", "50"));
        int before = cursor(query.get("cursor"));
        List<SimulatedJob> found = jobs.all().stream()
                .filter(job -> job.number() < before)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<SimulatedJob> page = more ? found.subList(0, limit) : found;
        Map<String, Object> pagination = new LinkedHashMap<>();
        if (more) {
            pagination.put("next_cursor", cursor(page.get(limit - 1).number()));
        }
        pagination.put("has_next_page", more);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", page.stream().map(jobs::view).toList());
        answer.put("pagination", pagination);
        return HttpReply.json(200, answer);
    }

    private static int limit(String text) throws IOException {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new BadRequestException(400, "Invalid limit.");
    }

    private static String cursor(int number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** The number of the job where the page before ended. */
    private static int cursor(@Nullable String text) throws IOException {
        try {
            return text == null
                    ? Integer.MAX_VALUE
                    : Integer.parseInt(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "Invalid cursor.");
        }
    }
}
