package io.camelupscale.test.http;

import java.nio.file.Path;

/**
 * A file that a client sent.
 *
 * @param fileName as the client gave it; empty where it did not
 * @param file     where it was put; the same content is stored once
 * @param length   in bytes
 * @param sha256   of the content, in hexadecimal
 * @param md5      of the content, in hexadecimal
 */
public record Upload(String fileName, Path file, long length, String sha256, String md5) {}
