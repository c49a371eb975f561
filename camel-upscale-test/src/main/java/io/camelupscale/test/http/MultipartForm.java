package io.camelupscale.test.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body in {@code multipart/form-data}. A part with a file name is a file, every other one a text in UTF-8 of 64 KiB at most.
 *
 * @param fields texts by name, in the order of the body
 * @param files  by name, in the order of the body
 */
public record MultipartForm(Map<String, String> fields, Map<String, Upload> files) {

    private static final int MAX_FIELD = 1 << 16;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

    /** Whether a request says that its body is such a form. */
    public static boolean isIn(HttpRequest request) {
        String type = request.header("content-type");
        return type != null && type.startsWith("multipart/form-data");
    }

    /**
     * Reads the body of a request.
     *
     * @throws BadRequestException if it is no such form, or names a part twice
     */
    public static MultipartForm read(HttpRequest request, @Nullable Uploads uploads) throws IOException {
        Matcher boundary = BOUNDARY.matcher(String.valueOf(request.header("content-type")));
        if (!boundary.find()) {
            throw new BadRequestException(400, "no boundary in Content-Type");
        }
        String limit = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        InputStream in = new BufferedInputStream(request.body());
        if (!("--" + limit).equals(RequestReader.line(in))) {
            throw new BadRequestException(400, "the body does not begin with its boundary");
        }
        MultipartForm form = new MultipartForm(new LinkedHashMap<>(), new LinkedHashMap<>());
        byte[] delimiter = ("\r\n--" + limit).getBytes(StandardCharsets.UTF_8);
        do {
            form.add(in, delimiter, uploads);
        } while (!"--".equals(RequestReader.line(in)));
        return form;
    }

    /**
     * Reads the body of a request whose form has no files.
     *
     * @throws BadRequestException if it has one
     */
    public static Map<String, String> texts(HttpRequest request) throws IOException {
        return read(request, null).fields();
    }

    private void add(InputStream in, byte[] delimiter, @Nullable Uploads uploads) throws IOException {
        String disposition = disposition(in);
        String name = found(NAME, disposition);
        if (name == null || fields.containsKey(name) || files.containsKey(name)) {
            throw new BadRequestException(400, "a part without a name, or a second one: " + disposition);
        }
        String fileName = found(FILE_NAME, disposition);
        InputStream part = new PartStream(in, delimiter);
        if (fileName != null) {
            if (uploads == null) {
                throw new BadRequestException(400, "a file is not wanted: " + name);
            }
            files.put(name, uploads.store(fileName, part));
            return;
        }
        byte[] text = part.readNBytes(MAX_FIELD + 1);
        if (text.length > MAX_FIELD) {
            throw new BadRequestException(413, "field " + name + " is larger than " + MAX_FIELD + " bytes");
        }
        fields.put(name, new String(text, StandardCharsets.UTF_8));
    }

    private static String disposition(InputStream in) throws IOException {
        String disposition = "";
        for (String line = RequestReader.line(in); !"".equals(line); line = RequestReader.line(in)) {
            if (line == null) {
                throw new EOFException("the body ends within a part");
            }
            if (line.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
                disposition = line;
            }
        }
        return disposition;
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The bytes up to the delimiter, which is consumed. */
    private static final class PartStream extends InputStream {

        private final InputStream in;
        private final byte[] delimiter;
        private int matched;
        private int replayed;
        private int next = -1;
        private boolean over;

        PartStream(InputStream in, byte[] delimiter) {
            this.in = in;
            this.delimiter = delimiter;
        }

        @Override
        public int read() throws IOException {
            if (replayed < matched) {
                return delimiter[replayed++];
            }
            if (over) {
                return -1;
            }
            matched = 0;
            replayed = 0;
            int first = next >= 0 ? next : in.read();
            next = -1;
            // its first byte, a carriage return, is nowhere else in the delimiter: no other match can begin within one
            for (int b = first; ; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("the body ends within a part");
                }
                if (b != delimiter[matched]) {
                    if (matched == 0) {
                        return b;
                    }
                    next = b;
                    replayed = 1;
                    return delimiter[0];
                }
                if (++matched == delimiter.length) {
                    over = true;
                    matched = 0;
                    return -1;
                }
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int b = read();
                if (b < 0) {
                    return count == 0 ? -1 : count;
                }
                buffer[offset + count++] = (byte) b;
            }
            return count;
        }
    }
}
