package io.camelupscale;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** The portable scheme {@code upscale:PROVIDER[:MEDIA]}, and what the components of all providers share. */
@org.apache.camel.spi.annotations.Component("upscale")
public class UpscaleComponent extends DefaultComponent {

    static final String SCHEME = "upscale";

    @Metadata(
            defaultValue = ".camel-upscale",
            description =
                    "The folder for the job store, for sources that have to be spooled, and for results until they are delivered,"
                            + " or longer if they were paid for. Belongs to one process, unless dataSource is set.")
    private String workDirectory = ".camel-upscale";

    @Metadata(
            label = "advanced",
            defaultValue = "12",
            description = "How many calls to providers may be under way at once, over all accounts.")
    private int maxWorkers = 12;

    @Metadata(
            label = "advanced",
            defaultValue = "8",
            description = "How many routes may go on with their result at once. A job that waits holds no thread.")
    private int maxCompletions = 8;

    @Metadata(
            defaultValue = "10000",
            description =
                    "How many exchanges may wait for their jobs at once, over all routes. Whoever comes then waits on its"
                            + " thread, so that its source gets no further.")
    private int maxWaiting = 10_000;

    @Metadata(
            defaultValue = "DATABASE",
            description =
                    "Where jobs are kept. DATABASE is that of the option dataSource, else one of its own in the work"
                            + " directory; jobs then survive a restart, and nothing is paid twice. MEMORY forgets them.")
    private JobStoreType jobStore = JobStoreType.DATABASE;

    @Metadata(
            autowired = false,
            description =
                    "The database for jobs, PostgreSQL or H2, for several processes to share. They must share the work"
                            + " directory too. Default is a database in the work directory, which then belongs to one process.")
    private @Nullable DataSource dataSource;

    @Metadata(
            label = "advanced",
            defaultValue = "true",
            description = "Whether tables that are missing in dataSource are created.")
    private boolean createTables = true;

    @Metadata(
            label = "advanced",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description =
                    "How long a result that was paid for is kept after it was delivered, so that a message that comes"
                            + " again does not pay again; and how long jobs that failed stay on record.")
    private long retention = 86_400_000;

    @Metadata(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "How long this process may be silent before others that share its job store take over its jobs.")
    private long nodeLease = 30_000;

    private @Nullable JobEngines engines;
    private @Nullable HealthCheck healthCheck;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String provider = StringHelper.before(remaining, ":", remaining);
        String media = StringHelper.after(remaining, ":", ProviderEndpoint.IMAGE);
        Component component = getCamelContext().getComponent(provider);
        if (!(component instanceof ProviderComponent)) {
            throw new IllegalArgumentException(
                    ("There is no upscaling provider '%s'. Is its module missing on the class path"
                                    + " (io.camelupscale:camel-%s)?")
                            .formatted(provider, provider));
        }
        Endpoint endpoint = component.createEndpoint(provider + ":" + media, new LinkedHashMap<>(parameters));
        parameters.clear(); // the provider took each of them, or refused
        return new UpscaleEndpoint(uri, this, provider, media, (ProviderEndpoint) endpoint);
    }

    /** The engines of this context. They exist from when the component starts until it room. */
    JobEngines engines() {
        JobEngines running = engines;
        if (running == null) {
            throw new IllegalStateException("Component " + SCHEME + " is not started");
        }
        return running;
    }

    /** Whether there are engines now. */
    boolean hasEngines() {
        return engines != null;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engines = new JobEngines(getCamelContext(), this);
        getCamelContext().addLifecycleStrategy(engines);
        HealthCheckRegistry checks = HealthCheckRegistry.get(getCamelContext());
        if (checks != null) { // then camel-health is on the class path
            healthCheck = new UpscaleHealthCheck(engines);
            checks.register(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (healthCheck != null) {
            HealthCheckRegistry.get(getCamelContext()).unregister(healthCheck);
            healthCheck = null;
        }
        if (engines != null) {
            getCamelContext().getLifecycleStrategies().remove(engines);
            engines.close();
            engines = null;
        }
        super.doStop();
    }

    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public int getMaxWorkers() {
        return maxWorkers;
    }

    public void setMaxWorkers(int maxWorkers) {
        this.maxWorkers = maxWorkers;
    }

    public int getMaxCompletions() {
        return maxCompletions;
    }

    public void setMaxCompletions(int maxCompletions) {
        this.maxCompletions = maxCompletions;
    }

    public long getRetention() {
        return retention;
    }

    public void setRetention(long retention) {
        this.retention = retention;
    }

    public long getNodeLease() {
        return nodeLease;
    }

    public void setNodeLease(long nodeLease) {
        this.nodeLease = nodeLease;
    }

    public JobStoreType getJobStore() {
        return jobStore;
    }

    public void setJobStore(JobStoreType jobStore) {
        this.jobStore = jobStore;
    }

    public @Nullable DataSource getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public boolean isCreateTables() {
        return createTables;
    }

    public void setCreateTables(boolean createTables) {
        this.createTables = createTables;
    }

    public int getMaxWaiting() {
        return maxWaiting;
    }

    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }
}
