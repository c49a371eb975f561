package io.camelupscale.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * What a provider of a remote service talks through. Every method blocks, makes one attempt, and fails with a
 * {@link ProviderException} of the kind that the engine needs:
 *
 * <table>
 * <caption>Kinds of failures</caption>
 * <tr><td>no connection, no TLS, no free connection in the pool</td><td>{@code UNAVAILABLE}</td></tr>
 * <tr><td>the answer was lost, is too long or no JSON; 5xx</td>
 *     <td>{@code OUTCOME_UNKNOWN} for a {@link Effect#SUBMIT}, else {@code UNAVAILABLE}</td></tr>
 * <tr><td>401, 403</td><td>{@code UNAUTHORIZED}; {@code NOT_FOUND} at a foreign origin, where it says that a link has expired</td></tr>
 * <tr><td>402</td><td>{@code OUT_OF_CREDITS}</td></tr>
 * <tr><td>404, 410</td><td>{@code NOT_FOUND}</td></tr>
 * <tr><td>429</td><td>{@code RATE_LIMITED}</td></tr>
 * <tr><td>408, 425, and 503 with {@code Retry-After}</td><td>{@code UNAVAILABLE}</td></tr>
 * <tr><td>other 4xx, redirects, a URL that must not be opened</td><td>{@code REJECTED}</td></tr>
 * </table>
 *
 * <p>{@link StatusRules} change what a status means. Messages hold the status and the service's own words, at most 500
 * characters of them, and neither credentials nor queries of URLs. May be used by many threads at once.
 */
public final class ServiceClient {

    private final HttpAccount account;
    private final Json json;
    private final Failures failures;
    private final Sender sender;
    private final Downloader downloader;

    /**
     * A client for one account.
     *
     * @param client made with {@link ClientSetup}; its timeouts are those of the calls, and it stays the caller's to close
     */
    public ServiceClient(HttpAccount account, HttpClient client, ObjectMapper mapper, StatusRules rules) {
        this(account, client, mapper, rules, SystemDefaultDnsResolver.INSTANCE, InstantSource.system());
    }

    ServiceClient(
            HttpAccount account,
            HttpClient client,
            ObjectMapper mapper,
            StatusRules rules,
            DnsResolver resolver,
            InstantSource clock) {
        this.account = account;
        this.json = new Json(mapper);
        this.failures = new Failures(account, rules, json, clock);
        this.sender = new Sender(account, client, new HostGuard(account, resolver), failures);
        this.downloader = new Downloader(account, sender, failures);
    }

    /** Calls the service, with the account's credentials. */
    public Answer call(Call call) {
        URI url = account.resolve(call.path(), call.query());
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), url);
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        Object body = call.body();
        if (body != null) {
            request.setEntity(entity(body));
        }
        return sender.send(request, url, true, call.effect(), response -> {
            refuseRedirect(request, url, response);
            return new Answer(response.getCode(), headers(response), body(call, url, response));
        });
    }

    /** Puts a file, or a part of one, where the service said. The answer has headers (such as {@code ETag}) and no body. */
    public Answer upload(Upload upload) {
        URI url = Urls.parse(account.baseUrl(), upload.url());
        HttpUriRequestBase request = new HttpUriRequestBase("PUT", url);
        ContentType type = upload.contentType() == null ? null : ContentType.parse(upload.contentType());
        try {
            request.setEntity(new FileRangeEntity(upload.file(), upload.offset(), upload.length(), type));
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, "Cannot read " + upload.file(), e);
        }
        return sender.send(request, url, false, Effect.REPEATABLE, response -> {
            refuseRedirect(request, url, response);
            sender.discardBody(request, url, response);
            return new Answer(response.getCode(), headers(response), MissingNode.getInstance());
        });
    }

    /**
     * Brings a result into a file, whole or not at all. Redirects are followed, 5 at most. Where the service can resume, a
     * broken transfer is resumed at once, 5 times at most.
     *
     * @throws ProviderException {@code UNAVAILABLE} if it broke, stalled or has the wrong length; {@code OUTCOME_UNKNOWN}
     *                           instead where it was the single attempt, and the service cannot resume
     */
    public void download(Download download) {
        downloader.download(download);
    }

    /** Text of the service as it may be shown: at most 500 characters, without credentials and without queries of URLs. */
    public String show(String text) {
        return failures.hide(ErrorText.clean(text));
    }

    private HttpEntity entity(Object body) {
        if (body instanceof Form form) {
            return Bodies.multipart(form);
        }
        return new ByteArrayEntity(json.write(body), ContentType.APPLICATION_JSON);
    }

    private JsonNode body(Call call, URI url, ClassicHttpResponse response) throws IOException {
        byte[] bytes = Bodies.readUpTo(response.getEntity(), account.maxAnswer());
        if (bytes.length > account.maxAnswer()) {
            String why =
                    "status %d, and an answer of more than %d bytes".formatted(response.getCode(), account.maxAnswer());
            throw failures.unusable(call.method(), url, call.effect(), why);
        }
        try {
            return json.read(bytes);
        } catch (JacksonException e) {
            // its message may hold a part of the answer
            throw failures.unusable(
                    call.method(), url, call.effect(), "status " + response.getCode() + ", and the answer is no JSON");
        }
    }

    private void refuseRedirect(HttpUriRequestBase request, URI url, ClassicHttpResponse response) {
        if (response.getCode() >= 300) {
            throw failures.redirected(request.getMethod(), url, response);
        }
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        return Collections.unmodifiableMap(headers);
    }
}
