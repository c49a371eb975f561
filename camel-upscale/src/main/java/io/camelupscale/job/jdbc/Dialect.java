package io.camelupscale.job.jdbc;

import io.camelupscale.job.JobStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;

/** Where the databases differ. */
enum Dialect {
    /** Commits with each {@code create}. */
    H2("H2", "schema-h2.sql", Set.of("42S02", "42S03", "42S04")) {
        @Override
        void lockSchema(Connection connection) {}
    },
    /** Creates all or nothing, but two at once fail even with {@code if not exists}. */
    POSTGRESQL("PostgreSQL", "schema-postgresql.sql", Set.of("42P01")) {
        @Override
        void lockSchema(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
        }
    };

    /** Any number that others do not use: "upscale" in ASCII. */
    private static final long LOCK = 0x75707363616c65L;

    private final String product;
    private final String schemaFile;
    private final Set<String> tableNotFound;

    Dialect(String product, String schemaFile, Set<String> tableNotFound) {
        this.product = product;
        this.schemaFile = schemaFile;
        this.tableNotFound = tableNotFound;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values())
                .filter(dialect -> dialect.product.equals(product))
                .findFirst()
                .orElseThrow(() ->
                        new JobStoreException("The job store needs PostgreSQL or H2, and this is " + product, null));
    }

    /** A resource of this package. */
    String schemaFile() {
        return schemaFile;
    }

    boolean isTableNotFound(SQLException e) {
        return tableNotFound.contains(e.getSQLState());
    }

    /** Where a lock can outlast a {@code create}: until the transaction ends, nobody else gets past here. */
    abstract void lockSchema(Connection connection) throws SQLException;
}
