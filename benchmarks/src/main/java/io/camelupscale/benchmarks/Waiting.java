package io.camelupscale.benchmarks;

import io.camelupscale.benchmarks.waiting.Contestant;
import io.camelupscale.benchmarks.waiting.Measurement;
import io.camelupscale.benchmarks.waiting.Table;
import io.camelupscale.benchmarks.waiting.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.FileUtil;

/**
 * What it costs when jobs wait: a route that submits, waits and downloads, as one writes it with Camel alone, as a blocking
 * component and with the engine. Arguments: numbers of jobs (10000 by default) and contestants (all by default).
 */
public final class Waiting {

    private static final int DEFAULT_JOBS = 10_000;
    private static final int MAX_THREADS = 10_000;

    private Waiting() {}

    public static void main(String[] args) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        Set<Contestant> contestants = EnumSet.noneOf(Contestant.class);
        for (String arg : args) {
            if (Character.isDigit(arg.charAt(0))) {
                sizes.add(Integer.parseInt(arg));
            } else {
                contestants.add(Contestant.byName(arg));
            }
        }
        if (sizes.isEmpty()) {
            sizes.add(DEFAULT_JOBS);
        }
        if (contestants.isEmpty()) {
            contestants = EnumSet.allOf(Contestant.class);
        }
        Path folder = Files.createTempDirectory("waiting");
        try (Trial trial = new Trial(folder, Collections.max(sizes))) {
            for (int jobs : sizes) {
                run(trial, contestants, jobs);
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static void run(Trial trial, Set<Contestant> contestants, int jobs) throws Exception {
        Map<Contestant, Measurement> measured = new EnumMap<>(Contestant.class);
        System.out.print(Table.head());
        for (Contestant contestant : contestants) {
            if (contestant.isThreadPerJob() && jobs > MAX_THREADS) {
                System.out.printf("| %d | %s | needs as many threads |%n", jobs, contestant);
            } else {
                measured.put(contestant, trial.run(contestant, jobs));
                System.out.print(Table.row(contestant, measured.get(contestant)));
            }
        }
        Measurement engine = measured.get(Contestant.ENGINE);
        Measurement loop = measured.get(Contestant.LOOP_TUNED);
        if (engine != null && loop != null) {
            System.out.println();
            System.out.print(Table.ratios(engine, loop));
        }
        System.out.println();
    }
}
