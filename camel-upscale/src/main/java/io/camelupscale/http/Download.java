package io.camelupscale.http;

import java.nio.file.Path;

/**
 * A result that is brought into a file.
 *
 * @param url           as the service wrote it; may be relative to the base URL
 * @param target        the file to make; it must not exist, and after a failure it does not
 * @param length        in bytes, where it is known from elsewhere; -1 where it is not
 * @param maxLength     in bytes; a longer one is refused
 * @param credentials   whether the account's credentials are sent, and then only to its own origin
 * @param singleAttempt whether the service takes any attempt as the last: a broken one is not repeatable. One that offers to go
 *                      on where a transfer broke shows that it does not
 */
public record Download(
        String url, Path target, long length, long maxLength, boolean credentials, boolean singleAttempt) {

    /** The default limit: 64 GiB. */
    public static final long MAX_LENGTH = 1L << 36;

    /** Without credentials: a presigned or public link. */
    public static Download of(String url, Path target) {
        return new Download(url, target, -1, MAX_LENGTH, false, false);
    }

    public Download length(long bytes) {
        return new Download(url, target, bytes, maxLength, credentials, singleAttempt);
    }

    public Download maxLength(long bytes) {
        return new Download(url, target, length, bytes, credentials, singleAttempt);
    }

    public Download withCredentials() {
        return new Download(url, target, length, maxLength, true, singleAttempt);
    }

    public Download once() {
        return new Download(url, target, length, maxLength, credentials, true);
    }

    Effect effect() {
        return singleAttempt ? Effect.SUBMIT : Effect.REPEATABLE;
    }

    @Override
    public String toString() {
        return "Download[" + Urls.cut(url) + " to " + target + "]";
    }
}
