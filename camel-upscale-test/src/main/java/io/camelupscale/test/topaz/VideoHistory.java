package io.camelupscale.test.topaz;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /video/history}: the accepted requests, the newest first. */
final class VideoHistory {

    private static final int PAGE = 50;

    private final VideoBook book;
    private final VideoViews views;

    VideoHistory(VideoBook book, VideoViews views) {
        this.book = book;
        this.views = views;
    }

    Answer page(Map<String, String> query) throws IOException {
        int before = number(query.get("cursor"));
        List<VideoRequest> found = book.all().stream()
                .filter(request -> request.number < before && request.accepted != null)
                .limit(PAGE + 1L)
                .toList();
        List<Map<String, Object>> result = new ArrayList<>();
        for (VideoRequest request : found.subList(0, Math.min(PAGE, found.size()))) {
            result.add(views.record(request));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", result);
        answer.put("nextCursor", found.size() > PAGE ? cursor(found.get(PAGE - 1).number) : null);
        return VideoAnswers.json(200, answer);
    }

    private static String cursor(int number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static int number(@Nullable String cursor) throws IOException {
        try {
            return cursor == null
                    ? Integer.MAX_VALUE
                    : Integer.parseInt(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "Invalid cursor");
        }
    }
}
