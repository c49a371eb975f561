package io.camelupscale.test.http;

import java.io.IOException;

/** Answers requests, several at a time. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request. May block: each connection has a thread of its own.
     *
     * @throws BadRequestException to answer its status
     * @throws IOException         if the client is gone, or something is out of order; answered 500
     */
    HttpReply handle(HttpRequest request) throws IOException, InterruptedException;
}
