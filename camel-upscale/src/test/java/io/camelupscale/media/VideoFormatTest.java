package io.camelupscale.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoFormatTest {

    @Test
    void theFirstBytesTellTheFormat() {
        assertDetected("\0\0\0\u0020ftypisom", VideoFormat.MP4);
        assertDetected("\0\0\0\u0014ftypqt  ", VideoFormat.MOV);
        assertDetected("\0\0\0\u0008wide\0\0\0\0mdat", VideoFormat.MOV);
        assertDetected("\u001aE\u00df\u00a3\u0042\u0082\u0084webm", VideoFormat.WEBM);
        assertDetected("\u001aE\u00df\u00a3\u0042\u0082\u0088matroska", VideoFormat.MKV);
        assertDetected("RIFF\0\0\0\0AVI LIST", VideoFormat.AVI);
        assertDetected("FLV\u0001\u0005", VideoFormat.FLV);
        assertDetected("\0\0\u0001\u00ba", VideoFormat.MPEG);
        assertDetected("0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\0\u00aa\0b\u00cel", VideoFormat.WMV);
    }

    @ParameterizedTest
    @CsvSource({"RIFF....WEBPVP8", "....ftypavif", "....ftypheic", "hello", "''", "ftyp"})
    void picturesAndTextsAreNoVideos(String head) {
        assertThat(VideoFormat.detect(bytes(head))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mp4, MP4", "M4V, MP4", "quicktime, ", "qt, MOV", "WebM, WEBM", "mkv, MKV", "png, "})
    void aFormatIsFoundByNameOrExtension(String name, VideoFormat format) {
        assertThat(VideoFormat.byName(name).orElse(null)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"a.MP4, a.MP4", "a.m4v, a.m4v", "a.avi, a.mp4", "b/a, b/a.mp4", "b.x/a, b.x/a.mp4", ".a, .a.mp4"})
    void aFileNameGetsAFittingExtension(String name, String fitting) {
        assertThat(VideoFormat.MP4.fileName(name)).isEqualTo(fitting);
    }

    private static void assertDetected(String head, VideoFormat format) {
        assertThat(VideoFormat.detect(bytes(head))).contains(format);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
