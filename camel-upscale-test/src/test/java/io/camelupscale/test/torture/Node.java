package io.camelupscale.test.torture;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.test.neutral.NeutralComponent;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A process with routes that upscale, made to be killed. It says when it is up, stops when it is told anything, and dies with
 * whoever started it.
 */
final class Node {

    static final String UP = "up";

    private Node() {}

    public static void main(String[] words) throws Exception {
        NodeOptions options = NodeOptions.parse(words);
        CamelContext context = context(options);
        context.start();
        System.out.println(UP);
        System.out.flush();
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(2);
        }
        context.stop();
        System.exit(0);
    }

    private static CamelContext context(NodeOptions options) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("neutral", new NeutralComponent(options.service(), options.apiKey(), options.identity()));
        UpscaleComponent upscale = new UpscaleComponent();
        upscale.setWorkDirectory(options.place().work().toString());
        upscale.setNodeLease(options.lease().toMillis());
        upscale.setRetention(options.retention().toMillis());
        if (!options.database().isEmpty()) {
            upscale.setDataSource(postgres(options.database()));
        }
        context.addComponent("upscale", upscale);
        Halt halt = Halt.at(options.haltAt());
        context.getManagementStrategy().addEventNotifier(halt);
        context.addRoutes(new NodeRoutes(options.place(), halt));
        return context;
    }

    private static DataSource postgres(String url) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        return JdbcConnectionPool.create(source);
    }
}
