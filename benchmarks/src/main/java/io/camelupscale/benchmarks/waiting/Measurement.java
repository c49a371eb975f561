package io.camelupscale.benchmarks.waiting;

/**
 * What one contestant took.
 *
 * @param live          jobs that waited when the heap was measured
 * @param threads       most Java threads at a time
 * @param heapPerJob    bytes that a waiting job keeps on the heap
 * @param cpuPerJob     milliseconds of this process's CPU, forced garbage collections left out
 * @param compiling     milliseconds of it, more or less, that went to just-in-time compilation
 * @param pollsPerJob   requests for a status
 * @param mean          milliseconds from the end of a job to when its route went on, mean
 * @param p50           median of the same
 * @param p99           99th percentile of the same
 * @param failed        jobs whose exchange failed
 * @param submitSeconds until the last job was submitted
 * @param peakMemory    most memory that the process ever had, in bytes, with its thread stacks and the JVM itself
 * @param foreign       share of the machine's CPU that was used by others than the contestant and the stub
 */
public record Measurement(
        int jobs,
        int live,
        int threads,
        double heapPerJob,
        double cpuPerJob,
        double compiling,
        double pollsPerJob,
        double mean,
        double p50,
        double p99,
        int failed,
        double submitSeconds,
        long peakMemory,
        double foreign) {}
