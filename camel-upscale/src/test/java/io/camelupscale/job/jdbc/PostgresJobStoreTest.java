package io.camelupscale.job.jdbc;

import static io.camelupscale.job.Jobs.ACCOUNT;
import static io.camelupscale.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.JobStoreException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresJobStoreTest extends SharedJobStoreContract {

    @RegisterExtension
    final PostgresExtension postgres = new PostgresExtension();

    @Override
    protected JobStore open() {
        return new JdbcJobStore(source(), true);
    }

    @Override
    DataSource source() {
        return postgres.source();
    }

    @Override
    DataSource emptySource() throws SQLException {
        postgres.execute("drop table upscale_schema, upscale_node, upscale_job, upscale_account, upscale_spending");
        return source();
    }

    @Test
    void whoMayOnlyReadAndWriteTablesThatAreThereNeedsNoMore() throws Exception {
        JdbcConnectionPool clerk = clerk("grant select, insert, update, delete on all tables in schema %s to %s");
        try (JdbcJobStore modest = new JdbcJobStore(clerk, true)) {
            Job job = modest.add(job("a", modest));

            assertThat(store.find(ACCOUNT, "a")).contains(job);
        } finally {
            clerk.dispose();
        }
    }

    @Test
    void whoMayNotCreateTablesIsToldWhatToDo() throws Exception {
        emptySource();
        JdbcConnectionPool clerk = clerk("grant usage on schema %s to %s");
        try {
            assertThatThrownBy(() -> new JdbcJobStore(clerk, true))
                    .isInstanceOf(JobStoreException.class)
                    .hasMessageContaining("io/camelupscale/job/jdbc/schema-postgresql.sql")
                    .hasMessageContaining("permission denied");
        } finally {
            clerk.dispose();
            postgres.execute("create table upscale_node (node varchar(255))");
        }
    }

    /** Connections of somebody who may use the schema, and this. */
    private JdbcConnectionPool clerk(String grant) throws SQLException {
        String clerk = "clerk_" + postgres.schema();
        postgres.execute("create role " + clerk + " login");
        postgres.execute("grant usage on schema " + postgres.schema() + " to " + clerk);
        postgres.execute(grant.formatted(postgres.schema(), clerk));
        return postgres.pool(clerk);
    }
}
