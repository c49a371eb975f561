package io.camelupscale.test.node;

import io.camelupscale.UpscaleComponent;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A process with routes that upscale, made to be killed. It says when it is up, stops when it is told anything, and dies with
 * whoever started it.
 */
public final class Node {

    static final String UP = "up";

    /** Prepares the provider. */
    @FunctionalInterface
    public interface Setup {
        void prepare(CamelContext context, NodeOptions options) throws Exception;
    }

    private Node() {}

    /** For the main class of a process. */
    public static void run(String[] words, Setup provider) throws Exception {
        NodeOptions options = NodeOptions.parse(words);
        CamelContext context = context(options, provider);
        context.start();
        System.out.println(UP);
        System.out.flush();
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(2);
        }
        context.stop();
        System.exit(0);
    }

    private static CamelContext context(NodeOptions options, Setup provider) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        UpscaleComponent upscale = new UpscaleComponent();
        upscale.setWorkDirectory(options.place().work().toString());
        upscale.setNodeLease(options.lease().toMillis());
        upscale.setRetention(options.retention().toMillis());
        if (!options.database().isEmpty()) {
            upscale.setDataSource(postgres(options.database()));
        }
        context.addComponent("upscale", upscale);
        provider.prepare(context, options);
        Halt halt = Halt.at(options.haltAt());
        context.getManagementStrategy().addEventNotifier(halt);
        context.addRoutes(new NodeRoutes(options, halt));
        return context;
    }

    private static DataSource postgres(String url) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        return JdbcConnectionPool.create(source);
    }
}
