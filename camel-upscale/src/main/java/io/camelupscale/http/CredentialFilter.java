package io.camelupscale.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Takes out what a client adds by itself (basic and OAuth 2 authentication, cookies) where a request has not been allowed to
 * carry credentials.
 */
final class CredentialFilter implements ExecChainHandler {

    private static final String ALLOWED = CredentialFilter.class.getName();

    static void allow(HttpContext context) {
        context.setAttribute(ALLOWED, true);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.clientContext.getAttribute(ALLOWED) == null) {
            request.removeHeaders(HttpHeaders.AUTHORIZATION);
            request.removeHeaders(HttpHeaders.COOKIE);
        }
        return chain.proceed(request, scope);
    }
}
