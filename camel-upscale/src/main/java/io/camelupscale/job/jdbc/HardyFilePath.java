package io.camelupscale.job.jdbc;

import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2 whose names may have a semicolon, which ends the name in a URL of H2, and which stay open when a thread that
 * works on them is interrupted.
 */
public final class HardyFilePath extends FilePathWrapper {

    private static final String SCHEME = "upscale";
    /** H2's own: a file that is opened again when an interrupt closed it. */
    private static final String RETRY = "retry:";

    /** For H2, which makes one for each file. */
    public HardyFilePath() {}

    /** The file's name in a URL of H2. */
    static String of(Path file) {
        FilePath.register(new HardyFilePath());
        return SCHEME + ":" + encoded(file.toString());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePathWrapper wrap(FilePath base) {
        return base == null
                ? null
                : getPath(getPrefix() + encoded(base.toString().substring(RETRY.length())));
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(RETRY + decoded(path.substring(SCHEME.length() + 1)));
    }

    private static String encoded(String name) {
        return name.replace("%", "%25").replace(";", "%3B");
    }

    private static String decoded(String name) {
        return name.replace("%3B", ";").replace("%25", "%");
    }
}
