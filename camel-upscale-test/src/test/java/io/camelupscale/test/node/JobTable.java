package io.camelupscale.test.node;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of the job store, as an operator would look at them. */
public record JobTable(String url) {

    /** That of a process; one in its work directory can be looked at only when it has stopped. */
    public static JobTable of(NodeOptions options) {
        return new JobTable(
                options.database().isEmpty()
                        ? "jdbc:h2:file:" + options.place().work().resolve("jobs") + ";IFEXISTS=TRUE;USER=sa"
                        : options.database());
    }

    /** Every row with all it holds, by the job's key. */
    public List<Map<String, String>> rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from upscale_job order by account, job_key")) {
            List<Map<String, String>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.put(
                            rows.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT),
                            String.valueOf(rows.getString(column)));
                }
                all.add(row);
            }
            return all;
        }
    }

    /** One column of every row. */
    public List<String> column(String name) throws SQLException {
        return rows().stream().map(row -> row.get(name)).toList();
    }
}
