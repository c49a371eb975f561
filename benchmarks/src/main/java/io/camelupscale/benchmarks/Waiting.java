package io.camelupscale.benchmarks;

import io.camelupscale.benchmarks.waiting.Contestant;
import io.camelupscale.benchmarks.waiting.Load;
import io.camelupscale.benchmarks.waiting.Measurement;
import io.camelupscale.benchmarks.waiting.Table;
import io.camelupscale.benchmarks.waiting.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.FileUtil;

/**
 * What it costs when jobs wait: a route that submits, waits and downloads, as one writes it with Camel alone, as a blocking
 * component and with the engine. Arguments: {@link Load loads} (10000 by default) and contestants (all by default).
 */
public final class Waiting {

    private static final Load DEFAULT_LOAD = Load.parse("10000");
    private static final int MAX_THREADS = 10_000;

    private Waiting() {}

    public static void main(String[] args) throws Exception {
        List<Load> loads = new ArrayList<>();
        Set<Contestant> contestants = EnumSet.noneOf(Contestant.class);
        for (String arg : args) {
            if (Character.isDigit(arg.charAt(0))) {
                loads.add(Load.parse(arg));
            } else {
                contestants.add(Contestant.byName(arg));
            }
        }
        if (loads.isEmpty()) {
            loads.add(DEFAULT_LOAD);
        }
        if (contestants.isEmpty()) {
            contestants = EnumSet.allOf(Contestant.class);
        }
        Path folder = Files.createTempDirectory("waiting");
        int most = loads.stream().mapToInt(Load::all).max().orElseThrow();
        try (Trial trial = new Trial(folder, most)) {
            for (Load load : loads) {
                run(trial, contestants, load);
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private static void run(Trial trial, Set<Contestant> contestants, Load load) throws Exception {
        Map<Contestant, Measurement> last = new EnumMap<>(Contestant.class);
        System.out.print(Table.head());
        for (Contestant contestant : contestants) {
            if (contestant.isThreadPerJob() && load.jobs() > MAX_THREADS) {
                System.out.printf("| %d | %s | needs as many threads |%n", load.jobs(), contestant);
            } else {
                for (Measurement batch : trial.run(contestant, load)) {
                    System.out.print(Table.row(contestant, batch));
                    last.put(contestant, batch);
                }
            }
        }
        Measurement engine = last.get(Contestant.ENGINE);
        Measurement loop = last.get(Contestant.LOOP_TUNED);
        if (engine != null && loop != null) {
            System.out.println();
            System.out.print(Table.ratios(engine, loop));
        }
        System.out.println();
    }
}
