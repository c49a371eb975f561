package io.camelupscale.benchmarks.waiting;

import io.camelupscale.JobStoreType;
import io.camelupscale.UpscaleComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ThreadPoolProfile;

/** The ways to wait for a remote job. */
public enum Contestant {
    /** {@code loopDoWhile} with {@code delay}: each job sleeps in the thread that brought it. */
    LOOP_SYNC(true) {
        @Override
        RouteBuilder routes(CamelContext context, URI service, Path work, Processor end) {
            return new LoopRoute(service, work, false, end);
        }
    },
    /** {@code loopDoWhile} with {@code delay().asyncDelayed()}, and a pool that was made for it. */
    LOOP_TUNED(false) {
        @Override
        RouteBuilder routes(CamelContext context, URI service, Path work, Processor end) {
            ThreadPoolProfile profile = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
            profile.setPoolSize(TUNED_THREADS);
            profile.setMaxPoolSize(TUNED_THREADS);
            profile.setMaxQueueSize(-1); // the default of 1000 has the next one sleep in its caller
            return new LoopRoute(service, work, true, end);
        }
    },
    /** A component that submits, sleeps and polls in one call. */
    BLOCKING(true) {
        @Override
        RouteBuilder routes(CamelContext context, URI service, Path work, Processor end) {
            return new BlockingRoute(StubComponent.provider(context, service), work, end);
        }
    },
    /** This project's. */
    ENGINE(false) {
        @Override
        RouteBuilder routes(CamelContext context, URI service, Path work, Processor end) {
            UpscaleComponent upscale = new UpscaleComponent();
            upscale.setWorkDirectory(work.toString());
            upscale.setJobStore(JobStoreType.MEMORY);
            upscale.setMaxWaiting(Integer.MAX_VALUE / 4);
            context.addComponent("upscale", upscale);
            context.addComponent("stub", new StubComponent(service));
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from(Client.START).to("stub:image").process(end);
                }
            };
        }
    };

    private static final int TUNED_THREADS = 32;

    private final boolean threadPerJob;

    Contestant(boolean threadPerJob) {
        this.threadPerJob = threadPerJob;
    }

    /**
     * The route from {@link Client#START} to {@code end}. It takes a picture file, and ends with the result in a file
     * and the job's id in a header.
     */
    abstract RouteBuilder routes(CamelContext context, URI service, Path work, Processor end);

    /** Whether a job that waits holds the thread that brought it. */
    public boolean isThreadPerJob() {
        return threadPerJob;
    }

    public static Contestant byName(String name) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
