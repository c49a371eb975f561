package io.camelupscale.benchmarks.waiting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A service to wait for, in a process of its own: submit, poll, download, on one thread. Prints its port, and serves until
 * its standard input is closed. Argument: the file that is every job's result.
 */
final class StubService {

    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final StubJobs jobs;

    private StubService(StubJobs jobs) throws IOException {
        this.jobs = jobs;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        StubService service = new StubService(new StubJobs(Files.readAllBytes(Path.of(args[0]))));
        System.out.println(service.server.socket().getLocalPort());
        Thread serving = new Thread(service::serve, "stub");
        serving.setDaemon(true);
        serving.start();
        System.in.read();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false)
                        .register(selector, SelectionKey.OP_READ, new StubConnection(channel, jobs));
            } else {
                ((StubConnection) key.attachment()).read();
            }
        } catch (IOException e) {
            close(key); // the contestant has gone
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
