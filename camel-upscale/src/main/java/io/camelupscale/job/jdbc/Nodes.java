package io.camelupscale.job.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Which nodes live: those with a lease that the database's clock has not passed. */
final class Nodes {

    /** The node of a job's owner lives. */
    static final String OWNER_LIVES = "exists (select 1 from upscale_node n"
            + " where n.node = upscale_job.owner and n.lease_until > current_timestamp)";

    private final Database database;

    Nodes(Database database) {
        this.database = database;
    }

    void beat(String node, Duration lease) {
        double seconds = Sql.seconds(lease);
        int known = database.statement(
                "renew the lease of node " + node,
                connection -> Sql.update(
                        connection,
                        "update upscale_node set lease_until = current_timestamp + " + Sql.SECONDS + " where node = ?",
                        seconds,
                        node));
        if (known == 0) {
            database.insert(
                    "take a lease for node " + node,
                    "insert into upscale_node (lease_until, node) values (current_timestamp + " + Sql.SECONDS + ", ?)",
                    seconds,
                    node);
        }
        database.statement(
                "forget nodes that are gone",
                connection -> Sql.update(
                        connection,
                        "delete from upscale_node where lease_until < current_timestamp - interval '1' day"));
    }

    Set<String> alive(Connection connection) throws SQLException {
        return new HashSet<>(Sql.query(
                connection,
                "select node from upscale_node where lease_until > current_timestamp",
                row -> row.getString("node")));
    }

    void remove(String node) {
        database.statement(
                "give back the lease of node " + node,
                connection -> Sql.update(connection, "delete from upscale_node where node = ?", node));
    }

    /** For a database that only one process can have open: whoever is not of it is gone. */
    void removeOthers(NodeName own) {
        database.statement(
                "forget the nodes of earlier processes",
                connection ->
                        Sql.update(connection, "delete from upscale_node where node not like ?", own.process() + '%'));
    }
}
