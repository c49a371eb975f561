package io.camelupscale.job.jdbc;

import io.camelupscale.job.CreditBudget;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What the jobs of an account cost, and when. */
final class Spending {

    private final Database database;

    Spending(Database database) {
        this.database = database;
    }

    boolean reserve(String account, String key, double credits, CreditBudget budget) {
        BigDecimal amount = BigDecimal.valueOf(credits);
        String purpose = "set credits aside for job " + key;
        while (true) {
            Answer answer = database.transaction(purpose, connection -> {
                // nobody else reckons up this account until the transaction ends
                if (!lock(connection, account)) {
                    return Answer.UNKNOWN_ACCOUNT;
                }
                BigDecimal others = others(connection, account, key, budget.period());
                if (others.add(amount).compareTo(BigDecimal.valueOf(budget.credits())) > 0) {
                    return Answer.NO;
                }
                put(connection, account, key, amount);
                return Answer.YES;
            });
            if (answer != Answer.UNKNOWN_ACCOUNT) {
                return answer == Answer.YES;
            }
            database.insert(purpose, "insert into upscale_account (account) values (?)", account);
        }
    }

    void settle(String account, String key, double credits) {
        database.statement(
                "note what job " + key + " cost",
                connection -> Sql.update(
                        connection,
                        "update upscale_spending set credits = ? where account = ? and job_key = ?",
                        BigDecimal.valueOf(credits),
                        account,
                        key));
    }

    void purge(Duration age) {
        database.statement(
                "forget what jobs cost long ago",
                connection -> Sql.update(
                        connection,
                        "delete from upscale_spending where spent_at < current_timestamp - " + Sql.SECONDS,
                        Sql.seconds(age)));
    }

    private enum Answer {
        YES,
        NO,
        UNKNOWN_ACCOUNT
    }

    private static boolean lock(Connection connection, String account) throws SQLException {
        List<String> found = Sql.query(
                connection,
                "select account from upscale_account where account = ? for update",
                row -> row.getString("account"),
                account);
        return !found.isEmpty();
    }

    private static BigDecimal others(Connection connection, String account, String key, Duration period)
            throws SQLException {
        return Sql.query(
                        connection,
                        "select coalesce(sum(credits), 0) as total from upscale_spending where account = ? and job_key <> ?"
                                + " and spent_at > current_timestamp - " + Sql.SECONDS,
                        row -> row.getBigDecimal("total"),
                        account,
                        key,
                        Sql.seconds(period))
                .get(0);
    }

    private static void put(Connection connection, String account, String key, BigDecimal credits) throws SQLException {
        int known = Sql.update(
                connection,
                "update upscale_spending set credits = ?, spent_at = current_timestamp where account = ? and job_key = ?",
                credits,
                account,
                key);
        if (known == 0) {
            Sql.update(
                    connection,
                    "insert into upscale_spending (credits, account, job_key, spent_at) values (?, ?, ?, current_timestamp)",
                    credits,
                    account,
                    key);
        }
    }
}
