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
 * One contestant in a JVM of its own. Arguments: contestant, number of jobs, of batches of so many, shortest and longest job in
 * milliseconds, URL of the stub, folder of the sources. Prints the {@link Measurement} of each batch as JSON.
 */
final class Client {

    static final String START = "direct:start";

    private static final int WARM_UP_ROUNDS = 3;
    private static final int WARM_UP_JOBS = 10_000;
    /** How many sources there have to be, besides one for each job. */
    static final int MORE_SOURCES = WARM_UP_ROUNDS * WARM_UP_JOBS;

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
        Client client = new Client(URI.create(args[5]), new Sources(Path.of(args[6])));
        List<Measurement> measured = client.measure(
                Contestant.byName(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                args[3] + "-" + args[4]);
        System.out.println(JSON.writeValueAsString(measured));
        System.exit(0); // pools of what was measured must not keep the JVM
    }

    private List<Measurement> measure(Contestant contestant, int jobs, int batches, String durations) throws Exception {
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
            for (int i = 0; i < batches; i++) {
                stub("/reset/" + durations);
                measured.add(measure(new Batch(context, jobs, null), contestant, jobs, MORE_SOURCES + i * jobs));
            }
            return measured;
        }
    }

    /**
     * Loads classes, compiles code and opens connections. The jobs are of a model of their own, so that the engine learns
     * nothing about how long those take that follow.
     */
    private void warmUp(CamelContext context, Contestant contestant) throws Exception {
        stub("/reset/2000-10000");
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            Batch warming = new Batch(context, WARM_UP_JOBS, "warm-up");
            batch = warming;
            warming.start(contestant, sources, round * WARM_UP_JOBS);
            warming.await();
        }
    }

    /** The last step of each route. */
    private void end(Exchange exchange) {
        String id = exchange.getMessage().getHeader(UpscaleConstants.REMOTE_ID, String.class);
        Objects.requireNonNull(batch).succeeded(System.currentTimeMillis() - StubJobs.end(id));
    }

    private Measurement measure(Batch measured, Contestant contestant, int jobs, int firstSource) throws Exception {
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
