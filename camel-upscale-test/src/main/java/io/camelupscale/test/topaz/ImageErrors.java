package io.camelupscale.test.topaz;

import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors in the words of the Image and Account APIs. */
final class ImageErrors {

    private ImageErrors() {}

    /** With the documented sample's message. */
    static Answer of(int status) {
        return of(
                status,
                switch (status) {
                    case 400 -> "Bad Request";
                    case 401 -> "Unauthorized";
                    case 402 -> "Insufficient funds.";
                    case 403 -> "Forbidden";
                    case 404 -> "An image with the given process ID was not found.";
                    case 409 -> "The process cannot be cancelled as it is not in a cancellable state.";
                    case 412 -> "Precondition Failed";
                    case 413 -> "Request Entity Too Large";
                    case 415 -> "Image could not be decoded to a supported image type.";
                    case 422 -> "Image has invalid dimensions (width or height is zero).";
                    case 425 -> "Too early to reserve credits. An order for more credits is in progress.";
                    case 429 -> "Too Many Requests";
                    default ->
                        "An internal server error occurred. Please try again later."
                                + " If the problem persists, please contact support.";
                });
    }

    static Answer of(int status, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", status);
        error.put("message", message);
        return HttpReply.json(status, error);
    }
}
