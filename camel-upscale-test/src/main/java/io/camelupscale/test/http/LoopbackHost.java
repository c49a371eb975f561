package io.camelupscale.test.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server on a free port of 127.0.0.1, with a thread for each connection. Neither TLS nor HTTP/2.
 *
 * <p>It is our own since a test wants what servers of the JDK and of libraries prevent: connections that are reset before a
 * request is read or after it was carried out, and answers that stop in their middle.
 */
public final class LoopbackHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackHost.class);
    private static final int BACKLOG = 1024;
    private static final int PATIENCE = 10; // seconds

    private final ServerSocket acceptor;
    private final HttpHandler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    private LoopbackHost(ServerSocket acceptor, String name, HttpHandler handler) {
        this.acceptor = acceptor;
        this.handler = handler;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a host.
     *
     * @param name of its threads
     */
    public static LoopbackHost start(String name, HttpHandler handler) throws IOException {
        ServerSocket acceptor = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        LoopbackHost host = new LoopbackHost(acceptor, name, handler);
        host.threads.execute(host::accept);
        return host;
    }

    /** Scheme, host and port, without a slash at the end. */
    public URI baseUrl() {
        return baseUrl("127.0.0.1");
    }

    /** The same under another name of this machine, such as {@code localhost}. */
    public URI baseUrl(String hostName) {
        return URI.create("http://" + hostName + ':' + acceptor.getLocalPort());
    }

    /** Closes the port and every connection. Exchanges under way are interrupted, and have ended when this returns. */
    @Override
    public void close() {
        try {
            acceptor.close();
        } catch (IOException e) {
            LOG.warn("Could not close port {}", acceptor.getLocalPort(), e);
        }
        connections.forEach(Connection::close);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE, TimeUnit.SECONDS)) {
                LOG.warn("Exchanges at port {} have not ended", acceptor.getLocalPort());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!acceptor.isClosed()) {
            try {
                Socket socket = acceptor.accept();
                serve(new Connection(socket, handler));
            } catch (IOException e) {
                LOG.debug("Not accepting", e); // closed, or a client that was gone before it was accepted
            }
        }
    }

    private void serve(Connection connection) {
        connections.add(connection);
        try {
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    connections.remove(connection);
                }
            });
        } catch (RejectedExecutionException closed) {
            connection.close();
        }
    }
}
