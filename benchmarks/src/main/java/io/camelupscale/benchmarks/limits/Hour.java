package io.camelupscale.benchmarks.limits;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Tasks of 10 to 300 seconds that come at random within an hour, and what it took until all were found finished. */
public record Hour(List<Found> found, long questions, long refused) {

    private static final Duration LENGTH = Duration.ofHours(1);
    private static final Duration LONGEST = LENGTH.multipliedBy(24);

    /**
     * A task that was found finished.
     *
     * @param waitedSeconds since its end
     * @param atMinute      from the beginning of the hour
     */
    public record Found(double waitedSeconds, double atMinute) {}

    /** Lives one through. */
    public static Hour of(int tasks, Poller.Kind kind, int seed, Path folder) throws IOException {
        ManualJobTimer time = new ManualJobTimer();
        Instant begin = time.now();
        Random random = new Random(seed);
        try (UpscaylSimulator simulator = UpscaylSimulator.builder()
                .time(time)
                .seed(seed)
                .jobsTake(Durations.between(Duration.ofSeconds(10), Duration.ofSeconds(300)))
                .build()) {
            simulator.start();
            List<Found> found = new ArrayList<>();
            try (Poller poller = kind.open(simulator, time, Files.createTempDirectory(folder, "work"), (id, at) -> {
                SimulatedJob task = simulator.jobs().find(id).orElseThrow();
                found.add(new Found(seconds(task.ends(), at), seconds(begin, at) / 60));
            })) {
                for (int i = 0; i < tasks; i++) {
                    UpscaleRequest request = picture(folder, i);
                    time.schedule(
                            Duration.ofMillis(random.nextInt((int) LENGTH.toMillis())), () -> poller.submit(request));
                }
                while (found.size() < tasks && time.now().isBefore(begin.plus(LONGEST))) {
                    time.advance(Duration.ofMinutes(1));
                }
            }
            Counters counters = simulator.counters();
            return new Hour(found, counters.polls(), counters.limited(Operation.CHECK));
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** No two alike: how long a task takes follows from its picture. */
    private static UpscaleRequest picture(Path folder, int number) throws IOException {
        Path file = folder.resolve(number + ".png");
        if (!Files.exists(file)) {
            ImageIO.write(new BufferedImage(4 + number, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        }
        return new UpscaleRequest(
                file, file.getFileName().toString(), new UpscaleSpec("image", 2, null, null, Map.of()));
    }
}
