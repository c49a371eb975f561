package io.camelupscale.benchmarks;

import io.camelupscale.benchmarks.limits.Hour;
import io.camelupscale.benchmarks.limits.Hour.Found;
import io.camelupscale.benchmarks.limits.Poller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.util.FileUtil;

/**
 * How soon finished tasks are found at Upscayl Cloud, which allows 100 questions an hour: by the engine, and by asking every
 * five seconds. In virtual time, over real HTTP, counted at the simulator. Arguments: numbers of tasks (1, 5, 20 and 50 by
 * default).
 */
public final class HourlyLimits {

    private static final List<Integer> SIZES = List.of(1, 5, 20, 50);
    private static final int HOURS = 10;

    private HourlyLimits() {}

    public static void main(String[] args) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        for (String arg : args) {
            sizes.add(Integer.parseInt(arg));
        }
        System.out.print(
                """
                | tasks | who asks | questions per task | refused (429) | found after its end, mean / 95th percentile | last one found |
                | --- | --- | --- | --- | --- | --- |
                """);
        Path folder = Files.createTempDirectory("limits");
        try {
            for (int tasks : sizes.isEmpty() ? SIZES : sizes) {
                for (Poller.Kind kind : Poller.Kind.values()) {
                    System.out.print(row(tasks, kind, folder));
                }
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static String row(int tasks, Poller.Kind kind, Path folder) throws Exception {
        List<Found> all = new ArrayList<>();
        long questions = 0;
        long refused = 0;
        for (int seed = 1; seed <= HOURS; seed++) {
            Hour hour = Hour.of(tasks, kind, seed, folder);
            all.addAll(hour.found());
            questions += hour.questions();
            refused += hour.refused();
        }
        double[] waited =
                all.stream().mapToDouble(Found::waitedSeconds).sorted().toArray();
        double mean = all.stream().mapToDouble(Found::waitedSeconds).average().orElseThrow();
        double last = all.stream().mapToDouble(Found::atMinute).max().orElseThrow();
        return "| %d | %s | %.1f | %d | %.0f s / %.0f s | %.0f min |%n"
                .formatted(
                        tasks,
                        kind,
                        (double) questions / all.size(),
                        refused / HOURS,
                        mean,
                        waited[(int) (0.95 * (waited.length - 1))],
                        last);
    }
}
