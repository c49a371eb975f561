package io.camelupscale.lupa.publish;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Leaves it to endpoints of Camel, such as routes that put files into a bucket.
 *
 * @param publishTo  gets the file as body, its name there in {@code CamelFileName} and its media type in
 *                   {@code Content-Type}, and answers the URL as body
 * @param withdrawTo gets the name as body and in {@code CamelFileName}; null to leave everything where it is
 */
public record EndpointPublisher(CamelContext context, String publishTo, @Nullable String withdrawTo)
        implements SourcePublisher {

    @Override
    public URI publish(Path file, String name) throws Exception {
        String type = ImageInfo.read(file).format().mediaType();
        String answer = ask(publishTo, exchange -> {
                    exchange.getMessage().setBody(file.toFile());
                    exchange.getMessage().setHeader(UpscaleConstants.FILE_NAME, name);
                    exchange.getMessage().setHeader(UpscaleConstants.CONTENT_TYPE, type);
                })
                .getMessage()
                .getBody(String.class);
        try {
            URI url = new URI(answer == null ? "" : answer.strip());
            if (SourcePublisher.canBeFetched(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // its message would show the answer
        }
        throw new ProviderException(Kind.REJECTED, "publishTo answered no absolute http or https URL");
    }

    @Override
    public void withdraw(String name) throws Exception {
        if (withdrawTo != null) {
            ask(withdrawTo, exchange -> {
                exchange.getMessage().setBody(name);
                exchange.getMessage().setHeader(UpscaleConstants.FILE_NAME, name);
            });
        }
    }

    private Exchange ask(String endpoint, Processor message) throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange answer = template.request(endpoint, message);
            if (answer.getException() != null) {
                throw answer.getException();
            }
            return answer;
        }
    }
}
