package io.camelupscale.lupa.docs;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/** An S3 server that keeps objects in memory, and serves them only to who has signed the request or has a signed link. */
final class S3Server {

    static final String BUCKET = "sources";

    private static final String ACCESS_KEY = "access";
    private static final String SECRET_KEY = "very-secret";

    /** By default the AWS SDK adds check sums in a way that this server does not know. */
    private static final String CHECKSUMS = "aws.requestChecksumCalculation";

    private final BlobStoreContext objects;
    private final S3Proxy server;

    S3Server() throws Exception {
        objects = ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
        store().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(store())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
        System.setProperty(CHECKSUMS, "when_required");
    }

    /** How the component finds it. */
    Map<String, String> properties() {
        return Map.of(
                "camel.component.aws2-s3.access-key",
                ACCESS_KEY,
                "camel.component.aws2-s3.secret-key",
                SECRET_KEY,
                "camel.component.aws2-s3.region",
                "us-east-1",
                "camel.component.aws2-s3.force-path-style",
                "true",
                "camel.component.aws2-s3.override-endpoint",
                "true",
                "camel.component.aws2-s3.uri-endpoint-override",
                "http://127.0.0.1:" + server.getPort());
    }

    /** The keys of all objects. */
    List<String> keys() {
        return store().list(BUCKET, ListContainerOptions.Builder.recursive()).stream()
                .map(StorageMetadata::getName)
                .toList();
    }

    private BlobStore store() {
        return objects.getBlobStore();
    }

    void stop() throws Exception {
        System.clearProperty(CHECKSUMS);
        server.stop();
        objects.close();
    }
}
