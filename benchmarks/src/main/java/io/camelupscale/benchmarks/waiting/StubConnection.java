package io.camelupscale.benchmarks.waiting;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to the stub: as much HTTP/1.1 as the contestants speak. */
final class StubConnection {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final StubJobs jobs;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);

    StubConnection(SocketChannel channel, StubJobs jobs) {
        this.channel = channel;
        this.jobs = jobs;
    }

    /** Takes what has come, and answers what is whole. */
    void read() throws IOException {
        if (channel.read(received) < 0) {
            throw new EOFException();
        }
        int length;
        while ((length = answerFirst()) > 0) {
            received.flip().position(length);
            received.compact();
        }
        if (!received.hasRemaining()) {
            throw new IOException("a request that is longer than any of a contestant");
        }
    }

    /** The length of the request that was answered; 0 if none is whole yet. */
    private int answerFirst() throws IOException {
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        if (head < 0) {
            return 0;
        }
        int whole = head + END_OF_HEAD.length() + contentLength(text.substring(0, head));
        if (text.length() < whole) {
            return 0;
        }
        String[] request = text.substring(0, text.indexOf('\r')).split(" ");
        ByteBuffer answer = ByteBuffer.wrap(jobs.answer(request[0], request[1]));
        while (answer.hasRemaining()) {
            channel.write(answer); // a few hundred bytes: the socket's buffer takes them at once
        }
        return whole;
    }

    private static int contentLength(String head) {
        int begin = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (begin < 0) {
            return 0;
        }
        int end = head.indexOf('\r', begin + LENGTH.length());
        return Integer.parseInt(head.substring(begin + LENGTH.length(), end < 0 ? head.length() : end)
                .strip());
    }
}
