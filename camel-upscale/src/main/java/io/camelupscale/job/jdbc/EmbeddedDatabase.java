package io.camelupscale.job.jdbc;

import io.camelupscale.job.JobStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An H2 database in a folder. It is open as long as one of those who opened it in this JVM: H2 closes it with its last
 * connection.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 64;

    /** Without a delay of writes, which would lose what was committed just before the process is killed. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0";

    private final JdbcConnectionPool pool;

    private EmbeddedDatabase(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * @throws JobStoreException if another process has it open, or it cannot be opened
     */
    static EmbeddedDatabase open(Path folder) {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:" + file(folder) + SETTINGS, "sa", "");
        pool.setMaxConnections(MAX_CONNECTIONS);
        try (Connection first = pool.getConnection()) {
            first.getMetaData();
            return new EmbeddedDatabase(pool);
        } catch (SQLException e) {
            pool.dispose();
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new JobStoreException(
                        "The work directory " + folder
                                + " is in use by another process. Give each process a work directory"
                                + " of its own, or let them share a database (option dataSource).",
                        e);
            }
            throw new JobStoreException("The job store in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.dispose();
    }

    private static String file(Path folder) {
        try {
            Path file = Files.createDirectories(folder).toRealPath().resolve("jobs");
            if (file.getFileSystem().getSeparator().equals("/")
                    && file.toString().contains("\\")) {
                throw new JobStoreException("The name of work directory " + folder + " must not contain \\", null);
            }
            return HardyFilePath.of(file);
        } catch (IOException e) {
            throw new JobStoreException("The work directory " + folder + " cannot be made: " + e, e);
        }
    }
}
