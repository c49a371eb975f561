package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/** Sends single requests: decides who sees the credentials, which hosts may be talked to, and what a failure means. */
final class Sender {

    /** Reads an answer with a status below 400. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ClassicHttpResponse response) throws IOException, HttpException;
    }

    private final HttpAccount account;
    private final HttpClient client;
    private final HostGuard guard;
    private final Failures failures;

    Sender(HttpAccount account, HttpClient client, HostGuard guard, Failures failures) {
        this.account = account;
        this.client = client;
        this.guard = guard;
        this.failures = failures;
    }

    /**
     * One exchange.
     *
     * @param credentials whether the account's credentials go with it, if the URL has the account's origin
     * @throws ProviderException if it is not answered, or with a status of 400 or more; and what the reader throws
     */
    <T> T send(HttpUriRequestBase request, URI url, boolean credentials, Effect effect, Reader<T> reader) {
        boolean trusted = credentials && account.owns(url);
        Credential credential = account.credential();
        if (trusted && credential != null) {
            request.setHeader(credential.header(), credential.value());
        }
        List<HttpHost> targets = guard.targets(url);
        for (int i = 0; ; i++) {
            HttpClientContext context = HttpClientContext.create();
            if (trusted) {
                CredentialFilter.allow(context);
            }
            Limit limit = new Limit(request);
            try {
                return client.execute(
                        targets.get(i), request, context, response -> read(request, url, effect, response, reader));
            } catch (ProviderException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // known as soon as a connection is there to write to
                boolean unsent = context.getEndpointDetails() == null || Failures.provesUnsent(e);
                if (!unsent) {
                    throw failures.lost(request.getMethod(), url, effect, e);
                }
                if (i + 1 == targets.size()) {
                    throw failures.unsent(request.getMethod(), url, e);
                }
            } finally {
                limit.lift();
            }
        }
    }

    /** Reads a body that nobody wants, to keep the connection; one without end is a failure. */
    void discardBody(HttpUriRequestBase request, URI url, ClassicHttpResponse response) throws IOException {
        if (Bodies.readUpTo(response.getEntity(), account.maxAnswer()).length > account.maxAnswer()) {
            throw failures.unusable(
                    request.getMethod(),
                    url,
                    Effect.REPEATABLE,
                    "more than " + account.maxAnswer() + " bytes of answer");
        }
    }

    private <T> T read(
            HttpUriRequestBase request, URI url, Effect effect, ClassicHttpResponse response, Reader<T> reader)
            throws IOException, HttpException {
        try {
            if (response.getCode() >= 400) {
                throw failures.refused(request.getMethod(), url, effect, response);
            }
            return reader.read(response);
        } catch (IOException | HttpException | RuntimeException e) {
            // else the client would read the rest of the body before it lets go
            request.cancel();
            throw e;
        }
    }
}
