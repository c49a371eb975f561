package io.camelupscale.test.upscayl;

import java.util.Map;

/**
 * Where the vendor's documents differ, or say nothing.
 *
 * @param older           whether everything is as in the vendor's OpenAPI file of 2025-02, not as on its pages of 2026
 * @param linkField       the name of the field with the link to a result; empty for no link at all
 * @param deductsAtOnce   whether the first answer that tells of a finished task tells that it was paid for, too
 * @param partSize        of an upload, in bytes
 * @param uploadFields    other names for fields of the answer that announces an upload
 */
record UpscaylOptions(
        boolean older, String linkField, boolean deductsAtOnce, long partSize, Map<String, String> uploadFields) {

    UpscaylOptions {
        uploadFields = Map.copyOf(uploadFields);
    }
}
