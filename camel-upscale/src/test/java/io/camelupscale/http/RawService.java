package io.camelupscale.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service that misbehaves: each connection gets one script, which sees the head of the request and writes what it likes. */
final class RawService implements AutoCloseable {

    interface Script {
        void run(Connection connection) throws IOException;
    }

    /** One connection. */
    record Connection(Socket socket, String head, OutputStream out, CountDownLatch closed) {

        Connection say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        }

        Connection say(byte[] bytes, int from, int to) throws IOException {
            out.write(bytes, from, to - from);
            out.flush();
            return this;
        }

        /** Ends the connection as a crashed service does. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void hang() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Sends one byte after the other, slowly, until nobody listens any more. */
        void drip() throws IOException {
            try {
                while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                    say("x");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;

    RawService(Script... scripts) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> {
            for (int i = 0; !server.isClosed(); i++) {
                Script script = scripts[Math.min(i, scripts.length - 1)];
                try {
                    Socket socket = server.accept();
                    Thread thread = new Thread(() -> serve(socket, script));
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            String head = head(socket.getInputStream());
            heads.add(head);
            script.run(new Connection(socket, head, socket.getOutputStream(), closed));
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
