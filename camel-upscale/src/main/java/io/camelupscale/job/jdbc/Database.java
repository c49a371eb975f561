package io.camelupscale.job.jdbc;

import io.camelupscale.job.JobStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Work on a database: on a connection of its own each time, and again at once where two transactions got in each other's way. */
final class Database {

    /** Deadlocks and failures to serialize: the database undid everything and advises to try again. */
    private static final String ROLLED_BACK = "40";

    private static final String DUPLICATE = "23505";

    private static final int ATTEMPTS = 10;

    private final DataSource source;
    private volatile boolean closed;

    Database(DataSource source) {
        this.source = source;
    }

    /** From now on nothing is done any more. */
    void close() {
        closed = true;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** For a single statement. */
    <T> T statement(String purpose, Work<T> work) {
        return attempt(purpose, () -> alone(work));
    }

    /** For statements of which all or none shall have happened. */
    <T> T transaction(String purpose, Work<T> work) {
        return attempt(purpose, () -> together(work));
    }

    /** @return false if there is a row with its key already */
    boolean insert(String purpose, String sql, @Nullable Object... parameters) {
        return statement(purpose, connection -> {
            try {
                return Sql.update(connection, sql, parameters) == 1;
            } catch (SQLException e) {
                if (DUPLICATE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        });
    }

    private <T> T alone(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private <T> T together(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private interface Attempt<T> {
        T make() throws SQLException;
    }

    private <T> T attempt(String purpose, Attempt<T> attempt) {
        if (closed) {
            throw new JobStoreException("The job store is closed and cannot " + purpose, null);
        }
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return attempt.make();
            } catch (SQLException e) {
                if (left == 0
                        || !Objects.requireNonNullElse(e.getSQLState(), "").startsWith(ROLLED_BACK)) {
                    throw new JobStoreException("The job store cannot " + purpose + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
