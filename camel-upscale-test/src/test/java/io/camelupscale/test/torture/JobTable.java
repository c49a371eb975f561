package io.camelupscale.test.torture;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of the job store, as an operator would look at them. */
record JobTable(String url) {

    /** The database in a work directory; no process may have it open. */
    static JobTable in(Path folder) {
        return new JobTable("jdbc:h2:file:" + Workplace.work(folder).resolve("jobs") + ";IFEXISTS=TRUE;USER=sa");
    }

    /** Every row with all it holds, by the job's key. */
    List<Map<String, String>> rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from upscale_job order by account, job_key")) {
            List<Map<String, String>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.put(
                            rows.getMetaData().getColumnLabel(column).toLowerCase(java.util.Locale.ROOT),
                            String.valueOf(rows.getString(column)));
                }
                all.add(row);
            }
            return all;
        }
    }

    /** One column of every row. */
    List<String> column(String name) throws SQLException {
        return rows().stream().map(row -> row.get(name)).toList();
    }
}
