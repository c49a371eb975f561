package io.camelupscale.test.lupa;

import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.json.JsonObject;

/** Answers in the words of the service, and errors in those of the platform that it is built on. */
final class LupaAnswers {

    private LupaAnswers() {}

    /** The call went well, whatever became of the job. */
    static Answer success(Map<String, ?> response) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "success");
        answer.put("response", new JsonObject(response));
        return HttpReply.json(200, answer);
    }

    /** The service itself says no. */
    static Answer no(String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "error");
        answer.put("message", message);
        return HttpReply.json(200, answer);
    }

    /** A job that has ended without a result. */
    static Answer failed(String type, String message) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("process_status", "failed");
        response.put("error_type", type);
        if (!message.isEmpty()) {
            response.put("message", message);
        }
        return success(response);
    }

    /** The platform says no. */
    static Answer error(int status) {
        return error(
                status,
                switch (status) {
                    case 400 -> "Missing parameter for workflow";
                    case 401 -> "You are not allowed to call this workflow";
                    case 404 -> "Workflow not found";
                    case 429 -> "Too many requests";
                    case 503 -> "The application is temporarily unavailable";
                    default -> "Something went wrong";
                });
    }

    static Answer error(int status, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status == 404 ? "NOT_FOUND" : status == 400 ? "MISSING_DATA" : "ERROR");
        body.put("message", message);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("statusCode", status);
        answer.put("body", new JsonObject(body));
        return HttpReply.json(status, answer);
    }
}
