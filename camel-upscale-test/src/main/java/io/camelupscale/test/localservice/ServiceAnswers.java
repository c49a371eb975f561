package io.camelupscale.test.localservice;

import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers in the words of the service. */
final class ServiceAnswers {

    private ServiceAnswers() {}

    /** What a submit and a cancel say no with. */
    static Answer no(int status, String error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", error);
        return HttpReply.json(status, body);
    }

    /** What all other calls say no with. */
    static Answer error(int status, String error) {
        return HttpReply.json(status, Map.of("error", error));
    }

    /** Whatever a proxy before the service may answer. */
    static Answer error(int status) {
        return error(status, status == 401 ? "unauthorized" : "status " + status);
    }

    /** What the web framework says to an unknown path. */
    static Answer noSuchPath() {
        return HttpReply.text(404, "text/plain", "404 page not found");
    }
}
