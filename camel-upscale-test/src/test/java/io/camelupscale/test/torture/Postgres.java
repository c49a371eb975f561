package io.camelupscale.test.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL, one for all tests of a JVM, and in it an empty schema for each test. */
final class Postgres implements BeforeEachCallback {

    private String url = "";

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        String server = "jdbc:postgresql://localhost:"
                + context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(Server.class, unknown -> new Server(), Server.class)
                        .postgres
                        .getPort()
                + "/postgres?user=postgres";
        String schema = "s" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        url = server + "&currentSchema=" + schema;
    }

    /** Of the test's schema. */
    String url() {
        return url;
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
