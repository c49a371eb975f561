package io.camelupscale.localupscale.service;

import static io.camelupscale.localupscale.service.Requests.request;
import static io.camelupscale.localupscale.service.Requests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.localservice.contract.Sources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for, and what is not. */
class ServiceOrderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            value = {
                "png, a.Png, null, a.png, PNG",
                "png, b, null, b.png, PNG",
                "jpg, c.JPEG, null, c.jpg, JPEG",
                "jpg, misnamed.png, null, misnamed.jpg, JPEG",
                "webp, d.webp, null, d.webp, WEBP",
                "png, e.png, jpg, e.jpg, JPEG",
                "png, f.tar.gz, WEBP, f_tar.webp, WEBP",
                "jpg, ../../etc/passwd, null, passwd.jpg, JPEG",
                "jpg, C:\\photos\\g.jpg, null, g.jpg, JPEG",
                "jpg, .jpg, null, _jpg.jpg, JPEG",
                "png, 'h\"; filename=\"i.bmp', null, h_filename_i.png, PNG"
            },
            nullValues = "null")
    void theNameOfThePartHasTheExtensionOfTheResultAndNothingStrange(
            String format, String name, String wanted, String sent, String result) throws IOException {
        Path file = Files.write(folder.resolve("source"), Sources.picture(format, 8, 6));
        ServiceOrder order = ServiceOrder.of(new UpscaleRequest(file, name, spec(2, null, wanted)));

        assertThat(order.fileName()).isEqualTo(sent);
        assertThat(order.expected()).isEqualTo(new ExpectedResult(16, 12, 1, result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiff", "gif", "bmp"})
    void aSourceThatNoServiceTakesIsNotSent(String format) {
        assertThatThrownBy(() -> ServiceOrder.of(request(folder, "a." + format, spec(2, null, "png"))))
                .isInstanceOf(ProviderException.class)
                .hasMessage(
                        "The service takes jpeg, png and webp, and the source is " + format.toUpperCase(Locale.ROOT));
    }

    @Test
    void transparentPixelsBecomeNoJpeg() throws IOException {
        byte[] transparent = Sources.transparent(8, 6);

        assertThatThrownBy(() -> ServiceOrder.of(request(folder, "a.png", transparent, spec(2, null, "jpeg"))))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("transparent pixels")
                .hasMessageContaining("outputFormat=png or webp");
        assertThat(ServiceOrder.of(request(folder, "a.jpg", transparent, spec(2, null, null)))
                        .fileName())
                .isEqualTo("a.png");
        assertThat(ServiceOrder.of(request(folder, "a.png", transparent, spec(2, null, "webp")))
                        .fileName())
                .isEqualTo("a.webp");
        assertThat(ServiceOrder.of(request(folder, "b.png", spec(2, null, "jpeg")))
                        .fileName())
                .as("without transparency")
                .isEqualTo("b.jpg");
    }

    @Test
    void aTransparentWebpBecomesNoJpegAndAnOpaqueOneDoes() throws IOException {
        BufferedImage transparent = new BufferedImage(8, 6, BufferedImage.TYPE_INT_ARGB);
        ImageIO.write(transparent, "webp", folder.resolve("a.webp").toFile());
        byte[] webp = Files.readAllBytes(folder.resolve("a.webp"));

        assertThatThrownBy(() -> ServiceOrder.of(request(folder, "a.webp", webp, spec(2, null, "jpeg"))))
                .hasMessageContaining("transparent pixels");
        assertThat(ServiceOrder.of(request(folder, "b.webp", spec(2, null, "jpeg")))
                        .fileName())
                .isEqualTo("b.jpg");
    }

    @Test
    void aPictureThatIsToBeTurnedMayComeOutEitherWay() throws IOException {
        byte[] turned = Sources.turned(8, 6);

        assertThat(ServiceOrder.of(request(folder, "a.jpg", turned, spec(2, null, null)))
                        .expected())
                .isEqualTo(new ExpectedResult(0, 0, 1, "JPEG"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, , , 'scale must be 2, 3 or 4, not 0'",
        "5, , , 'scale must be 2, 3 or 4, not 5'",
        "2, file:/x.onnx, , it must be one that the service has",
        "2, , tiff, 'outputFormat must be jpeg, png or webp'",
        "2, , mp4, 'outputFormat must be jpeg, png or webp'"
    })
    void optionsThatNoServiceTakesAreRefused(int scale, String model, String format, String complaint) {
        assertThatThrownBy(() -> ServiceOrder.check(spec(scale, model, format)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({"47, 1000, maxInputPixels=47", "48, 191, maxOutputPixels=191"})
    void picturesThatAreTooLargeAreNotSent(long maxInput, long maxOutput, String complaint) {
        Map<String, String> settings = new ServiceSettings(0, maxInput, maxOutput).asText();
        UpscaleSpec spec = new UpscaleSpec("image", 2, null, null, settings);

        assertThatThrownBy(() -> ServiceOrder.of(request(folder, "a.png", spec)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aTileSizeIsSentIfItIsSet() throws IOException {
        Map<String, String> settings = new ServiceSettings(400, 100, 1000).asText();
        UpscaleSpec spec = new UpscaleSpec("image", 2, null, null, settings);

        assertThat(ServiceOrder.of(request(folder, "a.png", spec)).form().fields())
                .extracting(Object::toString)
                .containsExactly("Field[name=scale, value=2]", "Field[name=tile_size, value=400]");
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8089, http://gpu:8089/api/v1",
        "http://gpu:8089/, http://gpu:8089/api/v1",
        "HTTP://gpu, HTTP://gpu/api/v1",
        "https://proxy/upscaler/v1, https://proxy/upscaler/v1",
        "https://proxy/upscaler/v1//, https://proxy/upscaler/v1",
        "http://[::1]:80, http://[::1]:80/api/v1"
    })
    void aPathTakesThePlaceOfTheDefaultPrefix(String option, String base) {
        assertThat(ServiceUrls.parse(option)).extracting(Object::toString).containsExactly(base);
    }

    @Test
    void severalServicesStandInOneOption() {
        assertThat(ServiceUrls.parse(" http://a:1 ,http://b:2/x,, http://a:1/ "))
                .extracting(Object::toString)
                .containsExactly("http://a:1/api/v1", "http://b:2/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " , ",
                "gpu:8089",
                "//gpu",
                "ftp://gpu",
                "http://",
                "http:///x",
                "http://gpu?token=secret",
                "http://secret@gpu",
                "http://gpu#secret",
                "http://a b"
            })
    void whatIsNoUrlOfAServiceIsRefusedAndNotShown(String option) {
        assertThatThrownBy(() -> ServiceUrls.parse(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serviceUrl")
                .hasMessageNotContaining("secret");
    }
}
