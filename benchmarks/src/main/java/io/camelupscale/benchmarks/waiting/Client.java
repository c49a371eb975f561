package io.camelupscale.benchmarks.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.UpscaleConstants;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * One contestant in a JVM of its own. Arguments: contestant, {@link Load}, URL of the stub, folder of the sources. Prints the
 * {@link Measurement} of each batch as JSON.
 */
final class Client {

    static final String START = "direct:start";

    /**
     * How long jobs take in each round: alike now and then, so that the engine goes by what it has learned, and at last so unlike
     * that it does not, and as long as those that are measured.
     */
    private static final List<String> WARM_UP =
            List.of("2000-10000", "5000-10000", "2000-10000", "5000-10000", "2000-10000", "4000-40000");

    private static final Load WARM_UP_LOAD = new Load(1, 10_000, 0);
    /** How many sources there have to be, besides one for each job. */
    static final int MORE_SOURCES = WARM_UP.size() * WARM_UP_LOAD.jobs();

    private static final int MAX_CONNECTIONS = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI stub;
    private final Sources sources;
    private final Machine machine = new Machine();

    private volatile @Nullable Batch batch;

    private Client(URI stub, Sources sources) {
        this.stub = stub;
        this.sources = sources;
    }

    public static void main(String[] args) throws Exception {
        Client client = new Client(URI.create(args[2]), new Sources(Path.of(args[3])));
        List<Measurement> measured = client.measure(Contestant.byName(args[0]), Load.parse(args[1]));
        System.out.println(JSON.writeValueAsString(measured));
        System.exit(0); // pools of what was measured must not keep the JVM
    }

    private List<Measurement> measure(Contestant contestant, Load load) throws Exception {
        // deleted with the sources: some file systems are slow for minutes after many files were deleted
        Path work = Files.createTempDirectory(sources.folder(), "work");
        try (CamelContext context = new DefaultCamelContext()) {
            HttpComponent http = context.getComponent("http", HttpComponent.class);
            http.setConnectionsPerRoute(MAX_CONNECTIONS);
            http.setMaxTotalConnections(MAX_CONNECTIONS);
            context.addRoutes(contestant.routes(context, stub, work, this::end));
            context.start();
            warmUp(context, contestant);
            List<Measurement> measured = new ArrayList<>();
            for (int i = 0; i < load.batches(); i++) {
                stub("/reset/" + load.durations());
                measured.add(measure(context, contestant, load, MORE_SOURCES + i * load.jobs()));
            }
            return measured;
        }
    }

    /**
     * Loads classes, compiles code and opens connections. It measures, too: a compiler drops the code that then goes another
     * way, with all that it is a part of.
     */
    private void warmUp(CamelContext context, Contestant contestant) throws Exception {
        for (int round = 0; round < WARM_UP.size(); round++) {
            stub("/reset/" + WARM_UP.get(round));
            measure(context, contestant, WARM_UP_LOAD, round * WARM_UP_LOAD.jobs());
        }
    }

    /** The last step of each route. */
    private void end(Exchange exchange) {
        String id = exchange.getMessage().getHeader(UpscaleConstants.REMOTE_ID, String.class);
        Objects.requireNonNull(batch).succeeded(System.currentTimeMillis() - StubJobs.end(id));
    }

    private Measurement measure(CamelContext context, Contestant contestant, Load load, int firstSource)
            throws Exception {
        int jobs = load.jobs();
        Batch measured = new Batch(context, load);
        batch = measured;
        long heapBefore = machine.heap();
        machine.forgetPeakThreads();
        double allBefore = machine.allCpu();
        double stubBefore = stub("/").path("cpu").asDouble();
        double cpuBefore = machine.cpu();
        double compilingBefore = machine.compiling();
        long start = System.nanoTime();
        measured.start(contestant, sources, firstSource);
        while (stub("/").path("submits").asInt() + measured.failed() < jobs) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double submitted = seconds(start);
        double cpuOfHeap = machine.cpu();
        int live = jobs - measured.done();
        long heap = machine.heap() - heapBefore;
        cpuOfHeap = machine.cpu() - cpuOfHeap;
        measured.await();
        double cpu = machine.cpu() - cpuBefore - cpuOfHeap;
        double compiling = machine.compiling() - compilingBefore;
        double others = machine.allCpu()
                - allBefore
                - cpu
                - cpuOfHeap
                - stub("/").path("cpu").asDouble()
                + stubBefore;
        double took = seconds(start);
        double polls = stub("/").path("polls").asDouble();
        long[] latencies = measured.latencies();
        return new Measurement(
                jobs,
                live,
                machine.peakThreads(),
                (double) heap / live,
                cpu * 1000 / jobs,
                compiling * 1000 / jobs,
                polls / jobs,
                Batch.mean(latencies),
                Batch.percentile(latencies, 50),
                Batch.percentile(latencies, 99),
                measured.failed(),
                submitted,
                machine.peakMemory(),
                others / took / machine.cores());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private JsonNode stub(String path) throws IOException {
        try (InputStream answer = stub.resolve(path).toURL().openStream()) {
            return JSON.readTree(answer.readAllBytes());
        }
    }
}
