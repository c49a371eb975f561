package io.camelupscale.job.jdbc;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobState;
import io.camelupscale.spi.RemoteJob;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A job as a row of {@code upscale_job}. What only the database's clock knows is not part of it. */
final class JobRow {

    /** What longer texts for people are cut to, in UTF-16 units, which H2 counts. */
    private static final int ERROR_LENGTH = 4000;

    private static final int KEY_LENGTH = 255;

    private static final List<String> COLUMNS = List.of(
            "state",
            "owner",
            "epoch",
            "detached",
            "deliveries",
            "created_at",
            "accepted_at",
            "remote_id",
            "result_path",
            "reason",
            "error",
            "credits",
            "request",
            "remote_state",
            "headers",
            "account",
            "job_key");

    /** For a select. */
    static final String NAMES = String.join(", ", COLUMNS);

    /** For the values of an insert. */
    static final String VALUES = COLUMNS.stream().map(name -> "?").collect(Collectors.joining(", "));

    /** For an update; then come the account and the key. */
    static final String ASSIGNMENTS = COLUMNS.stream()
            .limit(COLUMNS.size() - 2)
            .map(name -> name + " = ?")
            .collect(Collectors.joining(", "));

    private final JobJson json = new JobJson();

    /**
     * The parameters of {@link #VALUES}, or of {@link #ASSIGNMENTS} and a condition on account and key.
     *
     * @throws IllegalArgumentException if the job does not fit into a row
     */
    @Nullable
    Object[] parameters(Job job) {
        RemoteJob remote = job.remote();
        return new @Nullable Object[] {
            job.state().name(),
            job.owner(),
            job.epoch(),
            job.order().detached(),
            job.deliveries(),
            time(job.created()),
            time(job.accepted()),
            remote.id(),
            job.result() == null ? null : job.result().toString(),
            job.reason() == null ? null : job.reason().name(),
            job.error() == null ? null : forPeople(job.error()),
            job.credits(),
            json.write(JobJson.Request.of(job)),
            json.writeState(remote.state()),
            json.writeHeaders(job.order().headers()),
            key("account", job.account()),
            key("key", job.key())
        };
    }

    Job read(ResultSet row) throws SQLException {
        JobJson.Request request = json.readRequest(row.getString("request"));
        JobOrder order = new JobOrder(
                row.getString("job_key"),
                row.getString("account"),
                request.request(),
                request.policy(),
                row.getBoolean("detached") ? json.readHeaders(row.getString("headers")) : null);
        String result = row.getString("result_path");
        String reason = row.getString("reason");
        return new Job(
                order,
                request.expected(),
                JobState.valueOf(row.getString("state")),
                new RemoteJob(row.getString("remote_id"), json.readState(row.getString("remote_state"))),
                row.getString("owner"),
                row.getInt("epoch"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("accepted_at", OffsetDateTime.class)),
                result == null ? null : Path.of(result),
                reason == null ? null : FailureReason.valueOf(reason),
                row.getString("error"),
                row.getObject("credits", Double.class),
                row.getInt("deliveries"));
    }

    private static String key(String name, String value) {
        if (value.length() > KEY_LENGTH) {
            throw new IllegalArgumentException("the job's %s has %d characters, and %d are allowed: %s…"
                    .formatted(name, value.length(), KEY_LENGTH, value.substring(0, 40)));
        }
        return value;
    }

    /** PostgreSQL takes no NUL in a text. */
    private static String forPeople(String text) {
        String clean = text.replace('\0', ' ');
        if (clean.length() <= ERROR_LENGTH) {
            return clean;
        }
        int end = ERROR_LENGTH - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
