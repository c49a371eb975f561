package io.camelupscale.job.jdbc;

import io.camelupscale.job.JobStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The tables, and the version they have. */
final class Schema {

    private static final int VERSION = 1;
    private static final int ATTEMPTS = 10;

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * Makes sure that the tables are there.
     *
     * @param create whether they may be created
     */
    void ensure(boolean create) {
        Dialect dialect = database.statement("look at its database", Dialect::of);
        OptionalInt version = version(dialect);
        if (version.isEmpty() && !create) {
            throw new JobStoreException("The job store has no tables. " + byHand(dialect), null);
        }
        if (version.isEmpty()) {
            create(dialect);
        } else if (version.getAsInt() != VERSION) {
            throw new JobStoreException(
                    "The job store's tables have version %d, made by another version of Camel Upscale: this one knows version %d"
                            .formatted(version.getAsInt(), VERSION),
                    null);
        }
    }

    /** Again if it fails, as it does on H2 where another store has just created the same: each time there is less to do. */
    private void create(Dialect dialect) {
        String script = script(dialect);
        for (int left = ATTEMPTS - 1; version(dialect).isEmpty(); left--) {
            try {
                run(dialect, script);
            } catch (JobStoreException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private void run(Dialect dialect, String script) {
        database.transaction("create its tables (" + byHand(dialect) + ")", connection -> {
            dialect.lockSchema(connection);
            try (Statement statement = connection.createStatement()) {
                return statement.execute(script);
            }
        });
    }

    /** The scripts write it last: if it is there, everything is. */
    private OptionalInt version(Dialect dialect) {
        return database.statement("read its version", connection -> version(connection, dialect));
    }

    private static OptionalInt version(Connection connection, Dialect dialect) throws SQLException {
        try {
            List<Integer> versions =
                    Sql.query(connection, "select version from upscale_schema", row -> row.getInt("version"));
            return versions.stream().mapToInt(Integer::intValue).max();
        } catch (SQLException e) {
            if (dialect.isTableNotFound(e)) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static String byHand(Dialect dialect) {
        return "To create them by hand, run io/camelupscale/job/jdbc/" + dialect.schemaFile()
                + " of camel-upscale's jar";
    }

    private static String script(Dialect dialect) {
        try (InputStream file = Objects.requireNonNull(Schema.class.getResourceAsStream(dialect.schemaFile()))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
