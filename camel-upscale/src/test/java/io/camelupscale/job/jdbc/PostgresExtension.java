package io.camelupscale.job.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A real PostgreSQL, one for all tests of a JVM, and in it an empty schema for each test. */
final class PostgresExtension implements BeforeEachCallback, AfterEachCallback {

    private static final String USER = "postgres";

    private JdbcConnectionPool source;
    private int port;
    private String schema;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        port = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Server.class, unknown -> new Server(), Server.class)
                .postgres
                .getPort();
        schema = "s" + UUID.randomUUID().toString().replace("-", "");
        source = pool(USER);
        execute("create schema " + schema);
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        execute("drop schema " + schema + " cascade");
        source.dispose();
    }

    /** Connections to the test's schema. */
    JdbcConnectionPool source() {
        return source;
    }

    /** Connections of somebody else. */
    JdbcConnectionPool pool(String user) {
        PGConnectionPoolDataSource postgres = new PGConnectionPoolDataSource();
        postgres.setServerNames(new String[] {"localhost"});
        postgres.setPortNumbers(new int[] {port});
        postgres.setDatabaseName("postgres");
        postgres.setUser(user);
        postgres.setPassword("");
        postgres.setCurrentSchema(schema);
        JdbcConnectionPool pool = JdbcConnectionPool.create(postgres);
        pool.setMaxConnections(20);
        return pool;
    }

    String schema() {
        return schema;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Server implements AutoCloseable {

        private final EmbeddedPostgres postgres;

        Server() {
            try {
                postgres = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}
