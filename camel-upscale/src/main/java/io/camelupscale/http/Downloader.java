package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Brings results into files. */
final class Downloader {

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_RESUMES = 5;

    private final HttpAccount account;
    private final Sender sender;
    private final Failures failures;

    Downloader(HttpAccount account, Sender sender, Failures failures) {
        this.account = account;
        this.sender = sender;
        this.failures = failures;
    }

    void download(Download download) {
        URI url = Urls.parse(account.baseUrl(), download.url());
        boolean whole = false;
        try (FileChannel file =
                FileChannel.open(download.target(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Transfer transfer = new Transfer(download, file);
            try {
                receive(transfer, url, download);
                whole = true;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(download.target());
                }
            }
        } catch (IOException e) {
            throw new ProviderException(
                    download.effect().lost(), "Cannot write " + download.target() + ": " + e.getMessage(), e);
        }
    }

    private void receive(Transfer transfer, URI url, Download download) {
        for (int resumes = 0; ; resumes++) {
            ProviderException failure = attempt(transfer, url, download);
            if (failure == null) {
                return;
            }
            if (!transfer.canResume() || resumes == MAX_RESUMES) {
                throw failure;
            }
        }
    }

    /** Null if the file is whole; the failure if the transfer broke. */
    private @Nullable ProviderException attempt(Transfer transfer, URI start, Download download) {
        URI url = start;
        boolean trusted = account.owns(start);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            URI from = url;
            HttpGet request = new HttpGet(from);
            // lengths and ranges are those of the file, not of a compressed form of it
            request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            transfer.askForTheRest(request);
            Outcome outcome;
            try {
                outcome = sender.send(request, from, download.credentials() && trusted, transfer.effect(), response -> {
                    if (isRedirect(response)) {
                        sender.discardBody(request, from, response);
                        return new Outcome(location(from, response), null);
                    }
                    if (response.getCode() >= 300) {
                        throw failures.redirected("GET", from, response);
                    }
                    return new Outcome(null, transfer.receive(request, response, from, failures));
                });
            } catch (ProviderException e) {
                if (e.getCause() instanceof IOException) {
                    return e;
                }
                throw e;
            }
            if (outcome.redirect() == null) {
                return outcome.broken();
            }
            url = outcome.redirect();
            // a foreign host must not make us call the account's service in its name
            trusted &= account.owns(url);
        }
        throw new ProviderException(Kind.REJECTED, "GET " + Urls.show(start) + ": more than 5 redirects");
    }

    private record Outcome(@Nullable URI redirect, @Nullable ProviderException broken) {}

    private static boolean isRedirect(ClassicHttpResponse response) {
        return switch (response.getCode()) {
            case HttpStatus.SC_MOVED_PERMANENTLY,
                    HttpStatus.SC_MOVED_TEMPORARILY,
                    HttpStatus.SC_SEE_OTHER,
                    HttpStatus.SC_TEMPORARY_REDIRECT,
                    HttpStatus.SC_PERMANENT_REDIRECT -> response.containsHeader(HttpHeaders.LOCATION);
            default -> false;
        };
    }

    private static URI location(URI from, ClassicHttpResponse response) {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return Urls.parse(from, location.getValue());
    }
}
