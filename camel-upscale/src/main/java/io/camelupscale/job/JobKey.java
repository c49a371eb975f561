package io.camelupscale.job;

import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/** Names a job by what it is: the same source bytes, wanted in the same way from the same account, are the same job. */
public final class JobKey {

    /** Nobody finds two sources with the same 24 bytes; more of them only take room in memory, store and logs. */
    private static final int BYTES = 24;

    private JobKey() {}

    /**
     * The first 192 bits of the SHA-256 over account, request and the source's bytes or URL, in the 32 characters of
     * base64url, which may stand anywhere in a URL. The source's name does not count.
     */
    public static String of(String account, UpscaleRequest request) throws IOException {
        MessageDigest digest = sha256();
        UpscaleSpec spec = request.spec();
        String wish = String.join(
                "\n",
                account,
                spec.media(),
                String.valueOf(spec.scale()),
                String.valueOf(spec.model()),
                String.valueOf(spec.outputFormat()),
                new TreeMap<>(spec.settings()).toString());
        digest.update(wish.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        if (request.url() == null) {
            try (InputStream source = new DigestInputStream(Files.newInputStream(request.source()), digest)) {
                source.transferTo(OutputStream.nullOutputStream());
            }
        } else {
            digest.update(request.url().toString().getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest.digest(), BYTES));
    }

    /** SHA-256 of a text, in hexadecimal: fit for a file's name, also where case does not count. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
