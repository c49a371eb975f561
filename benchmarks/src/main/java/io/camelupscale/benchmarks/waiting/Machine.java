package io.camelupscale.benchmarks.waiting;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the JVM and the Linux kernel count. */
final class Machine {

    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** CPU time of this process so far, in seconds. */
    double cpu() {
        return system.getProcessCpuTime() / 1e9;
    }

    /** Time that just-in-time compilers have worked so far, in seconds. */
    double compiling() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
    }

    /** CPU time of everything on the machine so far, in seconds. */
    double allCpu() throws IOException {
        long[] ticks = Arrays.stream(
                        Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        long busy = 0;
        for (int i = 0; i <= STEAL; i++) {
            busy += i == IDLE || i == IO_WAIT ? 0 : ticks[i];
        }
        return busy / TICKS_PER_SECOND;
    }

    int cores() {
        return system.getAvailableProcessors();
    }

    /** Bytes on the heap after garbage collection. */
    long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    void forgetPeakThreads() {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    }

    int peakThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }

    /** Bytes of memory that this process had at most. */
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
