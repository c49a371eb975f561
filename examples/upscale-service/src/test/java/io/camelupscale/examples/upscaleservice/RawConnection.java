package io.camelupscale.examples.upscaleservice;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends whatever it is told to, well-formed or not. */
final class RawConnection implements AutoCloseable {

    static final String BOUNDARY = "boundary-of-a-test";

    /** The headers of a form's picture, from its name on. */
    static final String IMAGE = "name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png";

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** @param port of this host */
    RawConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.out = socket.getOutputStream();
        this.in = socket.getInputStream();
    }

    /** The begin of an upload; what follows is the body. */
    RawConnection upload(String... headers) throws IOException {
        return request("POST /api/v1/upscale", "Content-Type: multipart/form-data; boundary=" + BOUNDARY, headers);
    }

    RawConnection request(String line, String header, String... headers) throws IOException {
        send(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n");
        for (String each : headers) {
            send(each + "\r\n");
        }
        return send("\r\n");
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** As a chunk of a body in chunks. */
    RawConnection chunk(byte[] bytes) throws IOException {
        return send(Integer.toHexString(bytes.length) + "\r\n").send(bytes).send("\r\n");
    }

    /** Goes on sending until nobody listens any more, or that often. */
    RawConnection sendOften(byte[] bytes, int times) throws IOException {
        try {
            for (int i = 0; i < times && in.available() == 0; i++) {
                out.write(bytes);
            }
            out.flush();
        } catch (SocketException e) {
            // told enough
        }
        return this;
    }

    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** The status of the answer; 0 if the connection was closed without one. */
    int status() throws IOException {
        String line = line();
        return line.isEmpty() ? 0 : Integer.parseInt(line.split(" ")[1]);
    }

    /** After the status: the headers and the body, if its length is told. */
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            text.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return text + "\n" + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether the server closes the connection within the time that this test has. */
    boolean isClosedByServer() throws IOException {
        try {
            while (in.read() >= 0) {
                continue;
            }
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException();
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
        } catch (EOFException | SocketException e) {
            return "";
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A part of a form. */
    static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    static String end() {
        return "--" + BOUNDARY + "--\r\n";
    }
}
