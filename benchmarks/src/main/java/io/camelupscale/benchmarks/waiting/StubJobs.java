package io.camelupscale.benchmarks.waiting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/** What the stub answers. It remembers no job: an id says when its job began and when it ends. */
final class StubJobs {

    private static final String RESULTS = "/results/";
    private static final String JOBS = "/jobs/";
    private static final int TIME_DIGITS = 11;

    private final Machine machine = new Machine();
    private final byte[] result;
    private Random random = new Random(0);
    private long shortest;
    private long longest;
    private long submits;
    private long polls;

    StubJobs(byte[] result) {
        this.result = result;
    }

    /** When the job of this id has ended, in milliseconds since 1970. */
    static long end(String id) {
        return HexFormat.fromHexDigitsToLong(id, id.length() - TIME_DIGITS, id.length());
    }

    /** A whole HTTP answer. */
    byte[] answer(String method, String path) throws IOException {
        if (method.equals("POST")) {
            submits++;
            return json("202 Accepted", "{\"id\":\"" + newId() + "\",\"status\":\"queued\"}");
        }
        if (path.startsWith(JOBS)) {
            polls++;
            return json("200 OK", status(path.substring(JOBS.length())));
        }
        if (path.startsWith(RESULTS)) {
            return http("200 OK", "image/png", result);
        }
        if (path.startsWith("/reset/")) {
            String[] range = path.substring("/reset/".length()).split("-");
            reset(Long.parseLong(range[0]), Long.parseLong(range[1]));
        }
        return json("200 OK", "{\"submits\":%d,\"polls\":%d,\"cpu\":%s}".formatted(submits, polls, machine.cpu()));
    }

    /** From now on jobs take between the two, in milliseconds; the same sequence of durations after every reset. */
    private void reset(long from, long to) {
        shortest = from;
        longest = to;
        random = new Random(from);
        submits = 0;
        polls = 0;
    }

    private String newId() {
        long now = System.currentTimeMillis();
        return "%08x-%011x-%011x".formatted(submits, now, now + random.nextLong(shortest, longest));
    }

    private static String status(String id) {
        int second = id.length() - TIME_DIGITS;
        long begin = HexFormat.fromHexDigitsToLong(id, second - 1 - TIME_DIGITS, second - 1);
        long end = end(id);
        long now = System.currentTimeMillis();
        if (now >= end) {
            return "{\"id\":\"" + id + "\",\"status\":\"completed\",\"progress\":1.0,\"url\":\"" + RESULTS + id + "\"}";
        }
        double progress = (double) (now - begin) / (end - begin);
        return "{\"id\":\"" + id + "\",\"status\":\"processing\",\"progress\":" + progress + "}";
    }

    private static byte[] json(String status, String body) throws IOException {
        return http(status, "application/json", body.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] http(String status, String type, byte[] body) throws IOException {
        String head =
                "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream answer = new ByteArrayOutputStream(head.length() + body.length);
        answer.write(head.getBytes(StandardCharsets.US_ASCII));
        answer.write(body);
        return answer.toByteArray();
    }
}
