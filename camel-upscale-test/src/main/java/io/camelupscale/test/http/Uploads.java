package io.camelupscale.test.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stores what clients send in a folder, under its SHA-256. */
public final class Uploads {

    private final Path folder;
    private final long maxLength;

    /** @param maxLength of one upload in bytes; a larger one is answered 413 */
    public Uploads(Path folder, long maxLength) {
        this.folder = folder;
        this.maxLength = maxLength;
    }

    /** Stores a stream to its end. */
    public Upload store(String fileName, InputStream content) throws IOException {
        MessageDigest sha = digest("SHA-256");
        MessageDigest md = digest("MD5");
        Path part = Files.createTempFile(folder, "upload-", ".part");
        long length = copy(new DigestInputStream(new DigestInputStream(content, sha), md), part);
        String sha256 = HexFormat.of().formatHex(sha.digest());
        Path file = folder.resolve(sha256);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Upload(fileName, file, length, sha256, HexFormat.of().formatHex(md.digest()));
    }

    private long copy(InputStream in, Path target) throws IOException {
        long length = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > maxLength) {
                    throw new BadRequestException(413, "larger than " + maxLength + " bytes");
                }
                out.write(buffer, 0, read);
            }
            return length;
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256 and MD5", e);
        }
    }
}
