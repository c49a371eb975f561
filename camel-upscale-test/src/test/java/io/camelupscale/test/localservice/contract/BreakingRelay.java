package io.camelupscale.test.localservice.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a service, hands on every byte, and resets the connection of the first download in the middle of
 * its answer. Requests must come one after the other on a connection.
 */
public final class BreakingRelay implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final URI service;
    private final int breakAfter;
    private final ServerSocket acceptor;
    private final ExecutorService threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger submits = new AtomicInteger();
    private final AtomicInteger downloads = new AtomicInteger();

    private BreakingRelay(URI service, int breakAfter, ServerSocket acceptor) {
        this.service = service;
        this.breakAfter = breakAfter;
        this.acceptor = acceptor;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "breaking-relay");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a relay.
     *
     * @param service    over http, with its port
     * @param breakAfter so many bytes of the answer to a download, its head included
     */
    public static BreakingRelay start(URI service, int breakAfter) throws IOException {
        BreakingRelay relay =
                new BreakingRelay(service, breakAfter, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        relay.threads.execute(relay::accept);
        return relay;
    }

    /** The service's URL with the relay in the place of its host. */
    public String url() {
        String path = service.getRawPath() == null ? "" : service.getRawPath();
        return "http://127.0.0.1:" + acceptor.getLocalPort() + path;
    }

    /** How many jobs were sent so far. */
    public int submits() {
        return submits.get();
    }

    /** How many downloads were asked for so far. */
    public int downloads() {
        return downloads.get();
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!acceptor.isClosed()) {
            try {
                Socket client = acceptor.accept();
                Socket server = new Socket(service.getHost(), service.getPort());
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean breaking = new AtomicBoolean();
                threads.execute(() -> relay(client, server, breaking));
                threads.execute(() -> answer(server, client, breaking));
            } catch (IOException e) {
                // closed, or a service that is not there: the client notices
            }
        }
    }

    private void relay(Socket client, Socket server, AtomicBoolean breaking) {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                notice(new String(buffer, 0, read, StandardCharsets.ISO_8859_1), breaking);
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // one side has had enough, and both are closed
        }
    }

    private void notice(String text, AtomicBoolean breaking) {
        if (text.startsWith("POST ") && text.lines().findFirst().orElse("").contains("/upscale ")) {
            submits.incrementAndGet();
        } else if (text.startsWith("GET ")
                && text.lines().findFirst().orElse("").contains("/download/")) {
            downloads.incrementAndGet();
            breaking.set(broken.compareAndSet(false, true));
        }
    }

    private void answer(Socket server, Socket client, AtomicBoolean breaking) {
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int rest = breakAfter;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int count = breaking.get() ? Math.min(read, rest) : read;
                out.write(buffer, 0, count);
                out.flush();
                rest -= breaking.get() ? count : 0;
                if (rest == 0) {
                    return;
                }
            }
        } catch (IOException e) {
            // as above
        }
    }
}
