package io.camelupscale.examples.watchfolder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar for the batch, and one for each file that is being worked on. */
final class TerminalView implements View {

    private static final int PERCENT = 100;
    private static final int EVERY_MILLIS = 100;

    private final Lock lock = new ReentrantLock();
    private final Map<String, ProgressBar> files = new LinkedHashMap<>();

    private @Nullable ProgressBar batch;

    @Override
    public void working(String file, double progress) {
        lock.lock();
        try {
            files.computeIfAbsent(file, name -> bar(name, PERCENT)).stepTo(Math.round(progress * PERCENT));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(String file, String outcome) {
        lock.lock();
        try {
            ProgressBar known = files.remove(file);
            try (ProgressBar bar = known == null ? bar(file, PERCENT) : known) {
                bar.setExtraMessage(outcome);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void batch(int ended, int found) {
        lock.lock();
        try {
            if (batch == null) {
                batch = bar("all files", found);
            }
            batch.maxHint(found);
            batch.stepTo(ended);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            files.values().forEach(ProgressBar::close);
            if (batch != null) {
                batch.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private static ProgressBar bar(String name, int max) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(max)
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .continuousUpdate()
                .build();
    }
}
