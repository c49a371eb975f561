package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.media.TestVideos;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent of options and sources, and what is refused before anything is. */
class VideoRulesTest {

    private static final URI URL = URI.create("https://films.s3.amazonaws.com/new/a.mp4");

    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void makeSource() throws Exception {
        source = TestVideos.mp4(folder.resolve("a.mp4"), 1280, 718, 100, 25, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scale=0 | | scale=0",
                "outputWidth=x | | outputWidth=x is no number",
                "outputWidth=-4 | | outputWidth=-4",
                "frameRate=0 | | frameRate=0",
                "frameRate=30 | | needs a filter that interpolates",
                " | webm | outputFormat=webm does not go with videoEncoder=H265",
                "videoEncoder=PRORES | mp4 | outputFormat=mp4 does not go with videoEncoder=ProRes, which makes mov",
                "videoEncoder=AV1 | mkv | makes mp4",
                "videoEncoder=H264,videoProfile=Main10 | | videoProfile=Main10 is none of videoEncoder=H264, which has High",
                "videoEncoder=VP9 | | videoEncoder=VP9 needs a videoBitrate",
                "videoEncoder=VP9,compression=LOW | | compression does not go with videoEncoder=VP9",
                "videoEncoder=PRORES,compression=MID | | compression does not go with videoEncoder=ProRes",
                "videoBitrate=12 | | a number with k or m",
                "videoBitrate=2001m | | videoBitrate=2001m is not in 1k to 2000m",
                "videoEncoder=AV1,videoBitrate=801m | | 800m",
                "videoBitrate=12m,compression=LOW | | either videoBitrate or compression",
                "audio=NONE,audioCodec=AAC | | audioCodec does not go with audio=NONE",
                "audio=NONE,audioBitrate=320 | | audioBitrate does not go with audio=NONE",
                "videoEncoder=H264,scale=4 | | 5120 x 2872 pixels, and videoEncoder=H264 makes at most 4096 x 4096",
                "scale=7 | | videoEncoder=H265 makes at most 8192 x 8192",
                "scale=2000000000 | | videoEncoder=H265 makes at most",
                "filter.1.fps=60 | | filter.1.model is missing",
                "filter.model=prob-4 | | filter.NUMBER.NAME",
                "filter.1.model=apo-8,outputWidth=640 | | need a filter that changes the size",
                "filter.1.model=prob-4,setting.noise=1 | | setting.* does not go with filter.*",
                "filter.1.model=prob-4,model=iris-3 | | model=iris-3 does not go with filter.*",
                "externalSource.roleArn=r | | needs the source's URL",
                "source.duration=x | | source.duration=x is no number"
            })
    void whatWouldBeRefusedOrPaidForInVainIsRefusedByName(
            @Nullable String options, @Nullable String format, String why) {
        assertThatThrownBy(() -> VideoOrder.of(request(options, format)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | 1280 x 720 (scale 1)",
                "scale=2 | 2560 x 1436",
                "scale=3 | 3840 x 2156",
                "outputWidth=1921 | 1924 x 1080",
                "outputHeight=1077 | 1920 x 1080",
                "outputWidth=640,outputHeight=641 | 640 x 644",
                "videoEncoder=AV1,outputWidth=8704,outputHeight=16384 | 8704 x 16384",
                "filter.1.model=hyp-1 | 1280 x 720 (scale 1)"
            })
    void sizesAreRoundedUpToMultiplesOfFour(@Nullable String options, String size) {
        VideoOutput output = VideoOrder.of(request(options, null)).output();

        assertThat(output.width() + " x " + output.height()).isEqualTo(size.replace(" (scale 1)", ""));
    }

    @Test
    void theSizeIsOnlyProvedWhereItIsKnown() {
        assertThat(expected("scale=2")).isEqualTo(new ExpectedResult(2560, 1436, 100, "MP4"));
        assertThat(expected("filter.1.model=apo-8,filter.1.fps=50")).isEqualTo(new ExpectedResult(0, 0, 200, "MP4"));
        assertThat(expected("scale=2,filter.1.model=stab-1")).isEqualTo(new ExpectedResult(0, 0, 100, "MP4"));
        assertThat(expected("scale=2,filter.1.model=stab-1,filter.2.model=prob-4"))
                .isEqualTo(new ExpectedResult(2560, 1436, 100, "MP4"));
    }

    @ParameterizedTest
    @CsvSource({", mp4", "videoEncoder=PRORES, mov"})
    void theContainerIsTheSourcesWhereTheEncoderMakesIt(@Nullable String options, String container) {
        assertThat(VideoOrder.of(request(options, null)).output().container()).isEqualTo(container);
    }

    @Test
    void aSourceIsDescribedByItsFile() throws Exception {
        Map<String, Object> body = VideoOrder.of(request("scale=2", null)).json();

        assertThat(body.get("source"))
                .isEqualTo(Map.of(
                        "container",
                        "mp4",
                        "size",
                        Files.size(source),
                        "duration",
                        4.0,
                        "frameCount",
                        100.0,
                        "frameRate",
                        25.0,
                        "resolution",
                        Map.of("width", 1280, "height", 718)));
        assertThat(body.get("filters")).isEqualTo(List.of(Map.of("model", "prob-4")));
        assertThat(body.get("output"))
                .isEqualTo(Map.of(
                        "resolution", Map.of("width", 2560, "height", 1436),
                        "frameRate", 25.0,
                        "audioTransfer", "Copy",
                        "audioCodec", "AAC",
                        "videoEncoder", "H265",
                        "container", "mp4"));
    }

    @Test
    void whatAMessageSaysOfASourceCountsMore() {
        VideoSource said = VideoOrder.of(
                        request("source.frameCount=99,source.frameRate=24.75,source.container=M4V", null))
                .source();

        assertThat(said.frameCount()).isEqualTo(99);
        assertThat(said.frameRate()).isEqualTo(24.75);
        assertThat(said.container()).isEqualTo("m4v");
        assertThat(said.width()).isEqualTo(1280);
    }

    @Test
    void everyOptionIsSentInTheApisWords() {
        VideoOutput output = VideoOrder.of(request(
                        "outputWidth=3840,outputHeight=2160,cropToFill=true,frameRate=50,audio=CONVERT,audioCodec=AC3,"
                                + "audioBitrate=320,videoEncoder=H265,videoProfile=main,compression=MID,"
                                + "filter.1.model=apo-8,filter.1.fps=60,filter.2.model=prob-4",
                        "mkv"))
                .output();

        assertThat(output.json())
                .containsEntry("cropToFit", true)
                .containsEntry("frameRate", 60.0)
                .containsEntry("audioTransfer", "Convert")
                .containsEntry("audioCodec", "AC3")
                .containsEntry("audioBitrate", "320")
                .containsEntry("videoProfile", "Main")
                .containsEntry("dynamicCompressionLevel", "Mid")
                .containsEntry("container", "mkv");
    }

    @Test
    void filtersAreInTheOrderOfTheirNumbersAndTheirDialsAreNumbersAndWords() {
        VideoFilters filters = VideoOrder.of(request(
                        "filter.10.model=apo-8,filter.10.fps=59.94,filter.10.duplicate=true,filter.2.model=prob-4,"
                                + "filter.2.auto=Auto,filter.2.noise=-1",
                        null))
                .filters();

        assertThat(filters.all())
                .containsExactly(
                        Map.of("model", "prob-4", "auto", "Auto", "noise", -1L),
                        Map.of("model", "apo-8", "fps", 59.94, "duplicate", true));
    }

    @Test
    void aModelWithItsSettingsIsOneFilter() {
        assertThat(VideoOrder.of(request("model=nyx-3,setting.noise=0.5", null))
                        .filters()
                        .all())
                .containsExactly(Map.of("model", "nyx-3", "noise", 0.5));
    }

    @Test
    void aFileThatCannotBeReadSaysWhatToSet() throws Exception {
        Files.writeString(source, "no video");

        assertThatThrownBy(() -> VideoOrder.of(request("source.container=avi,source.width=640", null)))
                .hasMessageContaining("not a video in a known format")
                .hasMessageEndingWith(
                        "CamelTopazDuration, CamelTopazFrameCount, CamelTopazFrameRate, CamelTopazHeight");
        assertThatCode(() -> VideoOrder.of(request(
                        "source.container=avi,source.duration=4,source.frameCount=100,source.frameRate=25,"
                                + "source.width=640,source.height=480",
                        null)))
                .doesNotThrowAnyException();
        assertThatCode(() -> VideoOrder.of(
                        request("express=true,source.container=avi,outputWidth=640,outputHeight=480", null)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> VideoOrder.of(request("express=true,source.container=avi", null)))
                .hasMessageContaining("set outputWidth and outputHeight, or the headers CamelTopazWidth");
    }

    @Test
    void aUrlIsFetchedAsAPresignedOneOrByARole() {
        String known = "source.container=mp4,source.size=9,source.duration=4,source.frameCount=100,source.frameRate=25,"
                + "source.width=640,source.height=480";

        assertThat(VideoOrder.of(fromUrl(known)).external())
                .isEqualTo(Map.of("provider", "s3", "presignedUrl", URL.toString()));
        assertThat(VideoOrder.of(fromUrl(known + ",externalSource.roleArn=arn,externalSource.externalId=x,"
                                + "externalSource.bucketName=films,externalSource.duration=60"))
                        .external())
                .isEqualTo(Map.of(
                        "provider", "s3",
                        "awsCredentials", Map.of("roleArn", "arn", "externalId", "x", "duration", 60L),
                        "bucketName", "films",
                        "key", "new/a.mp4"));
        assertThatThrownBy(() -> VideoOrder.of(fromUrl(known + ",express=true")))
                .hasMessageContaining("express=true does not go with a source that Topaz fetches itself");
        assertThatThrownBy(() -> VideoOrder.of(fromUrl(known + ",externalSource.roleArn=arn")))
                .hasMessageContaining("externalSource.externalId is missing");
        assertThatThrownBy(() -> VideoOrder.of(fromUrl("source.container=mp4")))
                .hasMessageContaining("CamelTopazSize, CamelTopazDuration");
    }

    @Test
    void aResultIsPutBehindAPresignedUrlOrByARoleIntoAFolder() {
        String role =
                "externalDestination.roleArn=arn,externalDestination.externalId=x,externalDestination.bucketName=films";
        String url = "externalDestination.presignedUrl=https://films.s3.test/a%20b.mp4?X-Amz-Signature=1";

        assertThat(VideoOrder.of(request(url, null)).json())
                .containsEntry(
                        "destination",
                        Map.of(
                                "external",
                                Map.of(
                                        "provider", "s3",
                                        "presignedUrl", "https://films.s3.test/a%20b.mp4?X-Amz-Signature=1")));
        assertThat(destination(url)).hasToString("https://films.s3.test/a%20b.mp4");
        assertThat(VideoOrder.of(request(
                                role + ",externalDestination.key=new/4k/,externalDestination.duration=60", "mkv"))
                        .destination())
                .isEqualTo(Map.of(
                        "provider", "s3",
                        "awsCredentials", Map.of("roleArn", "arn", "externalId", "x", "duration", 60L),
                        "bucketName", "films",
                        "key", "new/4k/a.mkv"));
        assertThat(destination(role + ",externalDestination.key=new/4k/")).hasToString("s3://films/new/4k/a.mp4");
        assertThat(destination(role)).hasToString("s3://films/a.mp4");
        assertThat(VideoOrder.of(request(null, null)).destination()).isNull();
        assertThat(VideoOrder.of(request(null, null)).json()).doesNotContainKey("destination");
    }

    @Test
    void aNameIsAKeyAsItIsAndAUriEncoded() {
        ExternalStorage films = ExternalStorage.destination(VideoSettings.of(spec(
                "externalDestination.roleArn=arn,externalDestination.externalId=x,externalDestination.bucketName=films",
                null)));

        assertThat(films.json("my films\\50% #1?.mp4")).containsEntry("key", "my films/50% #1?.mp4");
        assertThat(films.location("my films\\50% #1?.mp4")).hasToString("s3://films/my%20films/50%25%20%231%3F.mp4");
        assertThat(films.location("my films/50% #1?.mp4").getPath()).isEqualTo("/my films/50% #1?.mp4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roleArn=r | externalDestination.externalId is missing",
                "roleArn=r,externalId=x,key=a/ | externalDestination.bucketName is missing",
                "key=a/ | externalDestination.roleArn is missing",
                "roleArn=r,externalId=x,bucketName=b,key=a.mp4 | externalDestination.key=a.mp4 does not end with /",
                "roleArn=r,externalId=x,bucketName=b,duration=0 | externalDestination.duration=0 is no number of seconds",
                "roleArn=r,externalId=x,bucketName=b,duration=1h | externalDestination.duration=1h is no number of seconds",
                "roleArn=r,externalId=x,bucketName=[b | externalDestination.bucketName=[b is no name of a bucket",
                "roleArn=r,externalId=x,bucketName=b,region=eu | externalDestination.region is none of presignedUrl, roleArn",
                "presignedUrl=https://host/a,key=b/ | externalDestination.presignedUrl does not go with another",
                "presignedUrl=s3://films/a | externalDestination.presignedUrl is no http or https URL",
                "presignedUrl=http://host/a b?s | externalDestination.presignedUrl is no http or https URL"
            })
    void aDestinationThatIsNoneIsRefusedByNameBeforeAnySourceComes(String options, String why) {
        String all = "externalDestination." + options.replace(",", ",externalDestination.");

        assertThatThrownBy(() -> VideoRules.check(spec(all, null)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aDestinationThatMakesTheRequestTooLongIsNotSent() {
        String url = "externalDestination.presignedUrl=https://films.s3.test/a.mp4?X-Amz-Signature=" + "0".repeat(2900);

        assertThatThrownBy(() -> VideoOrder.of(request(url, null)))
                .hasMessageContaining("bytes and Topaz takes 3000")
                .hasMessageNotContaining("Signature");
    }

    private URI destination(String options) {
        UpscaleRequest request = request(options, null);
        ExpectedResult expected = VideoOrder.of(request).expected();
        return new TopazVideoProvider(null, null, null, () -> {}, null).destination(request, expected);
    }

    @Test
    void aRequestThatWouldBeTooLongIsNotSent() {
        StringBuilder filters = new StringBuilder("filter.1.model=prob-4");
        for (int i = 0; i < 300; i++) {
            filters.append(",filter.1.dial").append(i).append("=0.5");
        }

        assertThatThrownBy(() -> VideoOrder.of(request(filters.toString(), null)))
                .hasMessageContaining("bytes and Topaz takes 3000");
    }

    @ParameterizedTest
    @CsvSource({
        "1200000000, 3, 500000000",
        "500000001, 2, 500000000",
        "75000000000, 150, 500000000",
        "90000000001, 150, 600000001",
        "60000, 3, 20000",
        "1, 1, 1"
    })
    void partsAreAsLargeAsTheVendorSays(long size, int urls, long segment) {
        assertThat(VideoUpload.segment(size, urls) >= segment).isTrue();
        assertThat(urls == 1 || VideoUpload.segment(size, urls) == segment).isTrue();
    }

    private ExpectedResult expected(String options) {
        return VideoOrder.of(request(options, null)).expected();
    }

    private UpscaleRequest request(@Nullable String options, @Nullable String format) {
        return new UpscaleRequest(source, "a.mp4", spec(options, format));
    }

    private UpscaleRequest fromUrl(String options) {
        return new UpscaleRequest(URL, "a.mp4", spec(options, null));
    }

    /** @param options as NAME=VALUE, separated by commas */
    private static UpscaleSpec spec(@Nullable String options, @Nullable String format) {
        Map<String, String> settings = new HashMap<>();
        if (options != null) {
            for (String option : options.split(",")) {
                String[] parts = option.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
        }
        String scale = settings.remove("scale");
        String model = settings.remove("model");
        return new UpscaleSpec("video", scale == null ? 1 : Integer.parseInt(scale), model, format, settings);
    }
}
