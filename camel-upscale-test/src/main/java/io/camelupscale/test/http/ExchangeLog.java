package io.camelupscale.test.http;

import io.camelupscale.test.http.HttpReply.Answer;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The last hundred exchanges with a host, in the order in which they ended. */
public final class ExchangeLog {

    /**
     * An exchange.
     *
     * @param path    decoded, without the query
     * @param headers of the request, by lower-case name
     * @param body    of the request, as far as the host read it and no more than a mebibyte
     * @param status  of the answer; 0 where the connection was reset instead
     * @param answer  its body, where it is JSON that was not spoiled; empty otherwise
     */
    public record Exchange(
            String method,
            String path,
            Map<String, String> query,
            Map<String, List<String>> headers,
            byte[] body,
            int status,
            byte[] answer) {

        @Override
        public String toString() {
            return method + ' ' + path + " -> " + status;
        }
    }

    private static final int MOST = 100;
    private static final int MOST_BYTES = 1 << 20;

    private final Lock lock = new ReentrantLock();
    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    /** The last ones, the oldest first. */
    public List<Exchange> all() {
        lock.lock();
        try {
            return List.copyOf(exchanges);
        } finally {
            lock.unlock();
        }
    }

    /** Notes what a handler is asked and answers. */
    public HttpHandler recording(HttpHandler handler) {
        return request -> {
            Copying body = new Copying(request.body());
            HttpReply reply = handler.handle(
                    new HttpRequest(request.method(), request.path(), request.query(), request.headers(), body));
            add(new Exchange(
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    body.copy.toByteArray(),
                    reply instanceof Answer answer ? answer.status() : 0,
                    json(reply)));
            return reply;
        };
    }

    private void add(Exchange exchange) {
        lock.lock();
        try {
            if (exchanges.size() == MOST) {
                exchanges.remove();
            }
            exchanges.add(exchange);
        } finally {
            lock.unlock();
        }
    }

    private static byte[] json(HttpReply reply) {
        return reply instanceof Answer answer
                        && "application/json".equals(answer.headers().get("Content-Type"))
                        && answer.body() instanceof ReplyBody.OfBytes body
                ? body.bytes()
                : new byte[0];
    }

    private static final class Copying extends FilterInputStream {

        private final ByteArrayOutputStream copy = new ByteArrayOutputStream();

        Copying(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0 && copy.size() < MOST_BYTES) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                copy.write(buffer, offset, Math.min(count, MOST_BYTES - copy.size()));
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
