package io.camelupscale.test.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one connection until either side has enough of it. */
final class Connection implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final HttpHandler handler;

    Connection(Socket socket, HttpHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            RequestReader requests = new RequestReader(new BufferedInputStream(socket.getInputStream(), BUFFER), out);
            for (boolean open = true; open; ) {
                open = serve(requests, out);
            }
        } catch (IOException e) {
            LOG.debug("A client went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Could not close a connection", e);
        }
    }

    private boolean serve(RequestReader requests, OutputStream out) throws IOException, InterruptedException {
        HttpRequest request;
        try {
            request = requests.next();
        } catch (BadRequestException e) {
            write(refusal(e), false, false, out);
            return false;
        }
        if (request == null) {
            return false;
        }
        HttpReply reply = reply(request);
        if (reply instanceof HttpReply.Answer answer) {
            boolean reusable = !"close".equalsIgnoreCase(request.header("connection")) && drain(request);
            return write(answer, reusable, "HEAD".equals(request.method()), out);
        }
        socket.setSoLinger(true, 0); // makes the close a reset
        return false;
    }

    private HttpReply reply(HttpRequest request) throws IOException, InterruptedException {
        try {
            return handler.handle(request);
        } catch (BadRequestException e) {
            return refusal(e);
        } catch (RuntimeException e) {
            LOG.error("Defect in a simulated service: {} {}", request.method(), request.path(), e);
            return HttpReply.text(500, "text/plain", "defect in the simulated service: " + e);
        } catch (IOException e) { // where the client is gone, it will not hear of it
            LOG.info("Not served: {} {}: {}", request.method(), request.path(), e.toString());
            return HttpReply.text(500, "text/plain", "the simulated service cannot do it: " + e);
        }
    }

    private static HttpReply.Answer refusal(BadRequestException e) {
        return HttpReply.json(e.status(), Map.of("error", String.valueOf(e.getMessage())));
    }

    /** Reads what is left of the body, for a client that hears only when it has said everything. */
    private static boolean drain(HttpRequest request) throws IOException {
        if (request.body() instanceof BodyStream body && body.isAwaited()) {
            return false;
        }
        request.body().transferTo(OutputStream.nullOutputStream());
        return true;
    }

    private static boolean write(HttpReply.Answer answer, boolean reusable, boolean headOnly, OutputStream out)
            throws IOException, InterruptedException {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (answer.status() != 204) {
            head.append("Content-Length: ").append(answer.body().length()).append("\r\n");
        }
        head.append(reusable ? "\r\n" : "Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
        if (headOnly) {
            out.flush();
            return reusable;
        }
        Counting counted = new Counting(out);
        answer.body().writeTo(counted);
        counted.flush();
        return reusable && counted.written == answer.body().length();
    }

    private static final class Counting extends FilterOutputStream {
        private long written;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
        }
    }
}
