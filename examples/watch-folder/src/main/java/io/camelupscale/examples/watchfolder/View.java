package io.camelupscale.examples.watchfolder;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Shows a person how the batch is getting on. Called from many threads. */
interface View extends AutoCloseable {

    /** A file is being upscaled; {@code progress} is 0 to 1. */
    void working(String file, double progress);

    /** A file is through, one way or the other. */
    void ended(String file, String outcome);

    /** So many files are through, of so many that were found. */
    void batch(int ended, int found);

    @Override
    default void close() {}

    /** Progress bars on a terminal, plain lines elsewhere. */
    static View open() {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
            return terminal.getType().startsWith(Terminal.TYPE_DUMB) ? new LogView() : new TerminalView();
        } catch (IOException e) {
            return new LogView();
        }
    }
}
