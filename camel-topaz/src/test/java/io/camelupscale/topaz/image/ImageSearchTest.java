package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageSearchTest {

    private static final long SINCE = 100_000;
    private static final UpscaleSpec SPEC = new UpscaleSpec("image", 2, null, null, Map.of());

    private final SubmitName name = new SubmitName("key");
    private final String sent =
            name.of(new UpscaleRequest(Path.of("x"), "holiday/Grüße \"1\".JPG", SPEC), ImageFormat.JPEG);
    private final String ofAnotherJob = sent.replace(sent.substring(sent.length() - 8, sent.length() - 4), "0000");
    private final ImageSearch search =
            search(new UpscaleRequest(Path.of("x"), "x", SPEC), new ImageInfo(ImageFormat.JPEG, 640, 480, 1));

    @Test
    void aJobIsSentUnderAPlainNameThatIsItsOwn() {
        assertThat(sent).matches("Gr__e__1_-[0-9a-f]{16}\\.jpg");
        assertThat(name.isIn(sent)).isTrue();
        assertThat(name.isIn(ofAnotherJob)).isFalse();
        assertThat(SubmitName.isMarked(ofAnotherJob)).isTrue();
        assertThat(SubmitName.isMarked("IMG_0815.jpg")).isFalse();
    }

    @Test
    void aJobIsFoundByItsName() {
        look("other", ofAnotherJob, 640, "Processing", SINCE + 9);
        look("ours", sent, 640, "Processing", SINCE + 8);

        assertThat(search.outcome(true)).isEqualTo(new Lookup.Found(new RemoteJob("ours")));
    }

    @Test
    void aJobThatIsNotInTheListWasNeverAccepted() {
        look("other", ofAnotherJob, 640, "Processing", SINCE + 9);
        look("smaller", "a.jpg", 320, "Processing", SINCE + 8);
        look("older", sent, 640, "Completed", SINCE - 301);
        look("failed", sent, 640, "Failed", SINCE + 7);

        assertThat(search.outcome(true)).isInstanceOf(Lookup.Absent.class);
        assertThat(search.outcome(false)).isInstanceOf(Lookup.Unclear.class);
    }

    @Test
    void aServiceThatNamesFilesInItsOwnWayLeavesDoubt() {
        look("similar", "upload-4711", 640, "Processing", SINCE + 1);

        assertThat(search.outcome(true)).isInstanceOf(Lookup.Unclear.class);
    }

    @Test
    void aJobWithoutATimeMayBeTheOne() {
        look("timeless", "upload-4711", 640, "Processing", null);

        assertThat(search.outcome(true)).isInstanceOf(Lookup.Unclear.class);
    }

    @Test
    void severalJobsOfTheSameNameLeaveDoubt() {
        look("one", sent, 640, "Processing", SINCE + 2);
        look("two", sent, 640, "Pending", SINCE + 1);

        assertThat(search.outcome(true)).isInstanceOf(Lookup.Unclear.class);
    }

    @Test
    void aListThatBeginsWithTheNewestIsReadUntilItGetsTooOld() {
        look("new", "a.jpg", 1, "Processing", SINCE + 2);
        assertThat(search.isThrough()).isFalse();
        look("old", "a.jpg", 1, "Processing", SINCE - 301);
        assertThat(search.isThrough()).isTrue();
    }

    @Test
    void aListInAnotherOrderIsReadToItsEnd() {
        look("old", "a.jpg", 1, "Processing", SINCE - 302);
        look("new", "a.jpg", 1, "Processing", SINCE - 301);

        assertThat(search.isThrough()).isFalse();
    }

    @Test
    void anyJobMayBeTheOneWhoseSourceWasFetchedFromAUrl() {
        ImageSearch byUrl = search(new UpscaleRequest(URI.create("https://host/a.jpg?sig=1"), "a.jpg", SPEC), null);

        look(byUrl, "older", "b.png", 640, "Completed", SINCE - 301);
        look(byUrl, "failed", "b.png", 640, "Failed", SINCE + 7);
        look(byUrl, "sent as a file", ofAnotherJob, 640, "Processing", SINCE + 8);
        assertThat(byUrl.outcome(true)).isInstanceOf(Lookup.Absent.class);

        look(byUrl, "whose", "b.png", 10, "Processing", SINCE + 9);
        assertThat(byUrl.outcome(true)).isInstanceOf(Lookup.Unclear.class);
    }

    @Test
    void theUrlOfOneOfOurOwnResultsHasAMarkToo() {
        ImageSearch byUrl =
                search(new UpscaleRequest(URI.create("https://host/" + ofAnotherJob + "?sig=1"), "a.jpg", SPEC), null);

        look(byUrl, "whose", ofAnotherJob, 640, "Processing", SINCE + 8);

        assertThat(byUrl.outcome(true)).isInstanceOf(Lookup.Unclear.class);
    }

    private ImageSearch search(UpscaleRequest request, @Nullable ImageInfo source) {
        ImageOrder order = new ImageOrder(request, source, ImageSettings.of(SPEC));
        return new ImageSearch(name, order, Instant.ofEpochSecond(SINCE), Map.of());
    }

    private void look(String id, String fileName, int width, String status, @Nullable Long created) {
        look(search, id, fileName, width, status, created);
    }

    private static void look(
            ImageSearch search, String id, String fileName, int width, String status, @Nullable Long created) {
        search.look(new ImageJob(new ObjectMapper()
                .createObjectNode()
                .put("process_id", id)
                .put("filename", fileName)
                .put("input_width", width)
                .put("input_height", 480)
                .put("status", status)
                .put("creation_time", created)));
    }
}
