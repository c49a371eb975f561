package io.camelupscale.examples.watchfolder;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each quarter of a file, for each file that is through and, with it, for the batch. */
final class LogView implements View {

    private static final Logger LOG = LoggerFactory.getLogger(WatchFolder.ROUTE);
    private static final int STEPS = 4;

    private final Map<String, Integer> steps = new ConcurrentHashMap<>();
    private final AtomicInteger through = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();

    @Override
    public void working(String file, double progress) {
        int step = (int) (progress * STEPS);
        Integer before = steps.put(file, step);
        if (step > 0 && step < STEPS && before != null && before != step) {
            LOG.info("{}: {} %", file, step * 100 / STEPS);
        }
    }

    @Override
    public void ended(String file, String outcome) {
        steps.remove(file);
        LOG.info("[{}/{}] {}: {}", through.incrementAndGet(), all.get(), file, outcome);
    }

    @Override
    public void batch(int ended, int found) {
        all.set(found);
    }
}
