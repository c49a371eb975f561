package io.camelupscale.benchmarks.waiting;

/** Measurements as a table in Markdown. */
public final class Table {

    private static final int MAX_THREADS = 32;
    private static final double MAX_HEAP = 1.6;
    private static final double MAX_CPU_RATIO = 0.5;
    private static final double MAX_RATIO = 0.6;
    private static final double KIB = 1024;

    private Table() {}

    public static String head() {
        return """
                | jobs | contestant | threads | heap per job, KiB | peak memory, MiB | CPU per job, ms | of it compiling | polls per job \
                | latency mean / p50 / p99, ms | failed | submitted in, s | foreign load |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """;
    }

    public static String row(Contestant contestant, Measurement measured) {
        return "| %d | %s | %d | %.2f%s | %d | %.2f | %.2f | %.1f | %.0f / %.0f / %.0f | %d | %.1f | %.0f %% |%n"
                .formatted(
                        measured.jobs(),
                        contestant,
                        measured.threads(),
                        measured.heapPerJob() / KIB,
                        measured.live() == measured.jobs() ? "" : " (of " + measured.live() + ")",
                        measured.peakMemory() >> 20,
                        measured.cpuPerJob(),
                        measured.compiling(),
                        measured.pollsPerJob(),
                        measured.mean(),
                        measured.p50(),
                        measured.p99(),
                        measured.failed(),
                        measured.submitSeconds(),
                        measured.foreign() * 100);
    }

    /** The engine against the tuned loop, and what was set as a goal. */
    public static String ratios(Measurement engine, Measurement loop) {
        return "| engine | | goal |%n| --- | --- | --- |%n".formatted()
                + goal("Java threads", engine.threads(), MAX_THREADS)
                + goal("heap per job, KiB", engine.heapPerJob() / KIB, MAX_HEAP)
                + goal("CPU, of the tuned loop's", engine.cpuPerJob() / loop.cpuPerJob(), MAX_CPU_RATIO)
                + goal("mean latency, of the tuned loop's", engine.mean() / loop.mean(), MAX_RATIO)
                + goal("polls, of the tuned loop's", engine.pollsPerJob() / loop.pollsPerJob(), MAX_RATIO);
    }

    private static String goal(String what, double value, double most) {
        return "| %s | %.2f | at most %s: %s |%n".formatted(what, value, most, value <= most ? "met" : "missed");
    }
}
