package io.camelupscale.job.jdbc;

import io.camelupscale.job.CreditBudget;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobState;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.JobStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps jobs in a database: PostgreSQL that any number of nodes share, or H2. All times but those of the jobs themselves are
 * the database's. A node should {@link #beat} before it works on anything: until then its jobs count as those of a dead one.
 *
 * <p>A job's account and key have at most 255 characters. Its error is cut to 4000. A header that is neither a string, a
 * number nor a boolean is refused with an {@link IllegalArgumentException}.
 */
public final class JdbcJobStore implements JobStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcJobStore.class);

    private static final String SELECT = "select " + JobRow.NAMES + " from upscale_job where account = ?";
    private static final String INSERT = "insert into upscale_job (" + JobRow.NAMES
            + ", updated_at, available_at) values (" + JobRow.VALUES + ", current_timestamp, ";
    private static final String UPDATE =
            "update upscale_job set " + JobRow.ASSIGNMENTS + ", updated_at = current_timestamp, available_at = ";
    private static final String IS_THE_JOB = " where account = ? and job_key = ?";
    private static final String IS_OWN = " and owner = ? and epoch = ?";
    /** Also where this node's own lease ran out: it knows best that it lives. */
    private static final String IS_NOBODYS = " and (owner is null or owner <> ? and not " + Nodes.OWNER_LIVES + ")";

    /** The earliest time keeps H2 from looking at all rows that have none. */
    private static final String IS_AVAILABLE = " and available_at between"
            + " timestamp with time zone '2000-01-01 00:00:00+00' and current_timestamp" + IS_NOBODYS;

    private static final String BY_AVAILABILITY = " order by account, available_at limit ?";
    /** So that nodes which look at the same time do not all lock the same ones. */
    private static final int CANDIDATES_FOR_A_JOB = 4;

    private static final String UNDER_WAY = states(JobState::isUnderWay);
    private static final String ENDED =
            states(state -> state == JobState.DELIVERED || state == JobState.DEAD || state.isFailure());
    private static final int PURGED_AT_ONCE = 2000;

    private final Database database;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final NodeName node = NodeName.create();
    private final Nodes nodes;
    private final Spending spending;
    private final JobRow row = new JobRow();

    /**
     * A store in a database that stays open when the store is closed.
     *
     * @param createTables whether tables that are missing are created, which takes the right to do so
     * @throws JobStoreException if the tables are missing, or are those of another version
     */
    public JdbcJobStore(DataSource source, boolean createTables) {
        this(source, createTables, () -> {});
    }

    private JdbcJobStore(DataSource source, boolean createTables, Runnable closing) {
        this.database = new Database(source);
        this.closing = closing;
        this.nodes = new Nodes(database);
        this.spending = new Spending(database);
        new Schema(database).ensure(createTables);
    }

    /**
     * A store in a database of its own in this folder. The stores of one process may share a folder; no two processes may.
     *
     * @throws JobStoreException if another process uses the folder, or the database cannot be opened
     */
    public static JdbcJobStore embedded(Path folder) {
        EmbeddedDatabase embedded = EmbeddedDatabase.open(folder);
        try {
            JdbcJobStore store = new JdbcJobStore(embedded.source(), true, embedded::close);
            store.nodes.removeOthers(store.node);
            return store;
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    @Override
    public String node() {
        return node.name();
    }

    @Override
    public boolean isPersistent() {
        return true;
    }

    @Override
    public Job add(Job job) {
        String insert = INSERT + (job.isForConsumer() ? "current_timestamp)" : "null)");
        while (true) {
            if (database.insert("add " + named(job), insert, row.parameters(job))) {
                return job;
            }
            Optional<Job> before = find(job.account(), job.key());
            if (before.isPresent()) {
                return before.get();
            }
        }
    }

    @Override
    public Optional<Job> find(String account, String key) {
        return database.statement("find job " + key, connection -> find(connection, account, key));
    }

    @Override
    public boolean update(Job job) {
        return write(job, job.isForConsumer() ? "coalesce(available_at, current_timestamp)" : "null");
    }

    @Override
    public boolean putBack(Job job, Duration pause) {
        Job released = job.claimed(null, job.epoch(), job.deliveries());
        if (!released.isForConsumer()) {
            return write(released, "null");
        }
        return write(released, "current_timestamp + " + Sql.SECONDS, Sql.seconds(pause));
    }

    @Override
    public boolean remove(Job job) {
        return database.statement(
                "remove " + named(job),
                connection -> Sql.update(
                                connection,
                                "delete from upscale_job" + IS_THE_JOB + IS_OWN,
                                job.account(),
                                job.key(),
                                node(),
                                job.epoch())
                        == 1);
    }

    @Override
    public Optional<Job> claim(String account, String key) {
        return database.transaction("claim job " + key, connection -> {
            int claimed = Sql.update(
                    connection,
                    "update upscale_job set owner = ?, epoch = epoch + 1" + IS_THE_JOB
                            + " and (owner is null or owner = ? or not " + Nodes.OWNER_LIVES + ")",
                    node(),
                    account,
                    key,
                    node());
            return claimed == 1 ? find(connection, account, key) : Optional.empty();
        });
    }

    @Override
    public List<Job> takeOver(String account, int max) {
        return database.transaction("take over jobs of " + account, connection -> {
            List<Job> found = new ArrayList<>();
            for (String owner : deadOwners(connection, account)) {
                found.addAll(Sql.query(
                        connection,
                        SELECT + " and owner = ? and state in " + UNDER_WAY + " limit ? for update skip locked",
                        row::read,
                        account,
                        owner,
                        max - found.size()));
            }
            return take(connection, found, 0);
        });
    }

    @Override
    public List<Job> takeFinished(String account, int max) {
        return database.transaction("take finished jobs of " + account, connection -> {
            List<Job> found = new ArrayList<>();
            for (String key : candidates(connection, account, max * CANDIDATES_FOR_A_JOB)) {
                if (found.size() < max) {
                    found.addAll(Sql.query(
                            connection,
                            SELECT + " and job_key = ?" + IS_AVAILABLE + " for update skip locked",
                            row::read,
                            account,
                            key,
                            node()));
                }
            }
            return take(connection, found, 1);
        });
    }

    @Override
    public Set<String> own(String account) {
        return new HashSet<>(database.statement(
                "find own jobs of " + account,
                connection -> Sql.query(
                        connection,
                        "select job_key from upscale_job where account = ? and owner = ?",
                        found -> found.getString("job_key"),
                        account,
                        node())));
    }

    @Override
    public Map<JobState, Long> count(String account) {
        return database.statement("count jobs of " + account, connection -> {
            Map<JobState, Long> counts = new EnumMap<>(JobState.class);
            Sql.query(
                    connection,
                    "select state, count(*) as jobs from upscale_job where account = ? group by state",
                    found -> counts.put(JobState.valueOf(found.getString("state")), found.getLong("jobs")),
                    account);
            return counts;
        });
    }

    @Override
    public void beat(Duration lease) {
        nodes.beat(node(), lease);
    }

    @Override
    public List<Path> purge(Duration retention) {
        spending.purge(CreditBudget.LONGEST_PERIOD);
        List<Path> results = new ArrayList<>();
        String purpose = "remove jobs that ended long ago";
        int found = PURGED_AT_ONCE;
        while (found == PURGED_AT_ONCE) {
            List<Ended> jobs = database.statement(purpose, connection -> ended(connection, retention));
            database.transaction(purpose, connection -> remove(connection, jobs))
                    .forEach(results::add);
            found = jobs.size();
        }
        return results;
    }

    @Override
    public boolean reserve(String account, String key, double credits, CreditBudget budget) {
        return spending.reserve(account, key, credits, budget);
    }

    @Override
    public void settle(String account, String key, double credits) {
        spending.settle(account, key, credits);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            nodes.remove(node());
        } catch (JobStoreException e) {
            LOG.warn("Other nodes have to wait until the lease of {} has run out: {}", node(), e.getMessage());
        } finally {
            database.close();
            closing.run();
        }
    }

    private Optional<Job> find(Connection connection, String account, String key) throws SQLException {
        return Sql.query(connection, SELECT + " and job_key = ?", row::read, account, key).stream()
                .findFirst();
    }

    /** @param pause the parameter of {@code availableAt}, if it has one */
    private boolean write(Job job, String availableAt, Object... pause) {
        @Nullable Object[] values = row.parameters(job);
        int keys = values.length - 2;
        List<@Nullable Object> parameters =
                new ArrayList<>(Arrays.asList(values).subList(0, keys));
        parameters.addAll(Arrays.asList(pause));
        parameters.addAll(Arrays.asList(values[keys], values[keys + 1], node(), job.epoch()));
        return database.statement(
                "write " + named(job),
                connection ->
                        Sql.update(connection, UPDATE + availableAt + IS_THE_JOB + IS_OWN, parameters.toArray()) == 1);
    }

    /** Step by step along the index, since of many jobs few owners differ. */
    private List<String> deadOwners(Connection connection, String account) throws SQLException {
        Set<String> alive = nodes.alive(connection);
        List<String> dead = new ArrayList<>();
        String last = "";
        while (true) {
            List<String> next = Sql.query(
                    connection,
                    "select owner from upscale_job where account = ? and owner > ? order by account, owner limit 1",
                    found -> found.getString("owner"),
                    account,
                    last);
            if (next.isEmpty()) {
                return dead;
            }
            last = next.get(0);
            if (!alive.contains(last) && !last.equals(node())) {
                dead.add(last);
            }
        }
    }

    /** Without locks, since H2 would lock all there are. Several nodes that ask at once get the same ones. */
    private List<String> candidates(Connection connection, String account, int max) throws SQLException {
        return Sql.query(
                connection,
                "select job_key from upscale_job where account = ?" + IS_AVAILABLE + BY_AVAILABILITY,
                found -> found.getString("job_key"),
                account,
                node(),
                max);
    }

    /** Makes jobs whose rows are locked this node's own. */
    private List<Job> take(Connection connection, List<Job> jobs, int deliveries) throws SQLException {
        List<Job> taken = jobs.stream()
                .map(job -> job.claimed(node(), job.epoch() + 1, job.deliveries() + deliveries))
                .toList();
        Sql.batch(connection, "update upscale_job set owner = ?, epoch = ?, deliveries = ?" + IS_THE_JOB, taken, job ->
                new @Nullable Object[] {job.owner(), job.epoch(), job.deliveries(), job.account(), job.key()});
        return taken;
    }

    private record Ended(String account, String key, long epoch, @Nullable String result) {}

    private List<Ended> ended(Connection connection, Duration retention) throws SQLException {
        return Sql.query(
                connection,
                "select account, job_key, epoch, result_path from upscale_job where state in " + ENDED
                        + " and updated_at <= current_timestamp - " + Sql.SECONDS + IS_NOBODYS + " limit ?",
                found -> new Ended(
                        found.getString("account"),
                        found.getString("job_key"),
                        found.getLong("epoch"),
                        found.getString("result_path")),
                Sql.seconds(retention),
                node(),
                PURGED_AT_ONCE);
    }

    /** @return the results of those that nobody claimed in between */
    private Stream<Path> remove(Connection connection, List<Ended> jobs) throws SQLException {
        int[] removed = Sql.batch(
                connection, "delete from upscale_job" + IS_THE_JOB + " and epoch = ?" + IS_NOBODYS, jobs, job ->
                        new Object[] {job.account(), job.key(), job.epoch(), node()});
        return IntStream.range(0, removed.length)
                .filter(i -> removed[i] == 1)
                .mapToObj(i -> jobs.get(i).result())
                .flatMap(Stream::ofNullable)
                .map(Path::of);
    }

    private static String named(Job job) {
        return "job " + job.key() + " of " + job.account();
    }

    private static String states(Predicate<JobState> which) {
        return Arrays.stream(JobState.values())
                .filter(which)
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
