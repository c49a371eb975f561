package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.media.ImageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** The status page in a real browser, in front of a real service. Its screenshots are in {@code target/screenshots}. */
@EnabledIf(
        value = "io.camelupscale.examples.upscaleservice.Chromium#isInstalled",
        disabledReason = "chromium and chromedriver are not installed")
class StatusPageTest {

    private static final String FAST = "realesr-animevideov3-x4";
    private static final String NOTHING_EXPECTED = "(?!)";

    private static @Nullable Chromium chromium;

    @TempDir
    Path folder;

    private final Properties settings = new Properties();
    private Service service;
    private StatusPage page;
    private String expectedErrors = NOTHING_EXPECTED;

    @BeforeAll
    static void startBrowser() throws IOException {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void startService() throws Exception {
        settings.setProperty("port", "0");
        settings.setProperty("data", folder.resolve("data").toString());
        settings.setProperty("maxUploadMegabytes", "1");
        settings.setProperty("maxQueueSize", "4");
        settings.setProperty("threads", "1"); // slow enough to be watched
        start();
        chromium.resize(1280, 900);
        chromium.prefer("light");
        page = new StatusPage(chromium.driver());
    }

    @AfterEach
    void nothingIsWrongInTheConsole() {
        List<String> errors = chromium.errors(expectedErrors);
        chromium.driver().get("about:blank");
        service.stop();
        assertThat(errors).isEmpty();
    }

    @Test
    void anEmptyPageSaysWhatToDo() throws Exception {
        page.openConnected(service.port());

        assertThat(page.text("#empty")).contains("No results yet", "Drop a photo");
        assertThat(List.of("#running-part", "#waiting-part", "#failed-part", "#results-part", "#viewer"))
                .noneMatch(page::shows);
        chromium.screenshot("empty");
    }

    @Test
    void onlyScalesOfTheModelCanBeChosen() {
        page.openConnected(service.port());

        page.choose("waifu2x-upconv7-x2", 2);
        assertThat(page.scales()).containsExactly("2×");
        page.choose("realesr-general-x4v3", 3);
        assertThat(page.scales()).containsExactly("2×", "3×", "4×");
    }

    @Test
    void aPhotoThatIsDroppedIsShownBesideItsOriginal() throws Exception {
        page.openConnected(service.port());
        page.choose("realesr-general-x4v3", 4);
        page.drop("cat.png", Photos.cat());

        page.waitForResult("cat.png");
        assertThat(page.text("#viewer")).contains("150 × 100 → 600 × 400", "realesr-general-x4v3, 4×", " s", "kB");
        assertThat(page.shows("#empty")).isFalse();
        assertThat(page.shareOfOriginal()).isEqualTo(50);

        page.find("#split").sendKeys(Keys.END);
        assertThat(page.shareOfOriginal()).isEqualTo(100);
        page.find("#split").sendKeys(Keys.HOME);
        assertThat(page.shareOfOriginal()).isZero();
        page.find("#split").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(page.shareOfOriginal()).isEqualTo(1);
        assertThat(page.find("#split").getAttribute("aria-valuetext")).isEqualTo("1 % original");
    }

    @Test
    void filesOfTheFileButtonAreSentWithTheSettings() throws Exception {
        page.openConnected(service.port());
        page.choose("realesr-general-x4v3", 3);
        page.pick(file("cup.png", Photos.cup()), file("cat.png", Photos.cat()), file("pilot.png", Photos.pilot()));

        assertThat(page.waitForRow("results", "cup.png", "450 × 300")).contains(" s");
        page.waitForRow("results", "cat.png");
        page.waitForRow("results", "pilot.png");
        page.waitFor(now -> now.rows("uploads").isEmpty());
        page.rows("results").stream()
                .filter(row -> row.getText().contains("cat.png"))
                .findFirst()
                .orElseThrow()
                .click();
        page.waitForResult("cat.png");
        chromium.screenshot("done");

        chromium.resize(360, 800);
        assertThat(overhang()).isZero();
        chromium.resize(390, 844);
        chromium.driver().executeScript("scrollTo(0, document.getElementById('viewer').offsetTop - 12)");
        chromium.screenshot("done-narrow");
        chromium.resize(1600, 1000);
        assertThat(overhang()).isZero();
        String light = background();
        chromium.prefer("dark");
        page.waitFor(now -> !background().equals(light));
        chromium.screenshot("done-dark");
    }

    @Test
    void aResultCanBeLookedAtPixelByPixel() throws Exception {
        chromium.resize(390, 844);
        page.openConnected(service.port());
        page.choose(FAST, 4);
        page.drop("cup.png", Photos.cup());
        page.waitForResult("cup.png");
        assertThat(widthOfResult()).isLessThan(400);

        page.find("#zoom").click();
        assertThat(widthOfResult()).isEqualTo(600);
        long middle = leftOfResult();
        page.find("#frame").sendKeys(Keys.ARROW_RIGHT);
        assertThat(leftOfResult()).isEqualTo(middle - 60);
        new Actions(chromium.driver())
                .moveToElement(page.find("#frame"), 100, 0)
                .clickAndHold()
                .moveByOffset(40, 0)
                .release()
                .perform();
        assertThat(leftOfResult()).isEqualTo(middle - 20);
        assertThat(page.shareOfOriginal()).isEqualTo(50);

        page.find("#zoom").click();
        assertThat(widthOfResult()).isLessThan(400);
    }

    @Test
    void aDownloadLeavesTheResultToTheClientThatWantedIt() throws Exception {
        chromium.downloadTo(folder);
        page.openConnected(service.port());
        page.choose(FAST, 4);
        page.drop("my.cup.png", Photos.tiny());
        page.waitForResult("my.cup.png");
        page.find("#download").click();

        Path downloaded = folder.resolve("my_cup_4x.png");
        page.waitFor(now -> Files.exists(downloaded));
        assertThat(ImageInfo.read(downloaded).displayWidth()).isEqualTo(192);
        chromium.driver().navigate().refresh();
        page.waitForResult("my.cup.png");
    }

    @Test
    void jobsUnderWayShowTheirProgressAndCanBeCancelled() throws Exception {
        page.openConnected(service.port());
        page.choose(FAST, 4);
        page.drop("cup.png", Photos.cup());
        page.waitForResult("cup.png");
        page.drop("portrait.jpg", Photos.large());
        page.waitForRow("running", "portrait.jpg");
        page.drop("poster.jpg", Photos.large());
        page.waitForRow("running", "poster.jpg");
        page.drop("cat.png", Photos.cat());
        page.drop("pilot.png", Photos.pilot());

        page.waitForRow("waiting", "cat.png", "Next");
        chromium.driver().executeScript("document.querySelector('#waiting > li').marked = 'cat'");
        page.waitForRow("waiting", "pilot.png", "1 before it");
        assertThat(page.text("#waiting-title")).isEqualTo("Waiting 2");
        page.waitFor(now -> progress() >= 15);
        assertThat(chromium.driver().getTitle()).isEqualTo("(4) Upscale");
        chromium.screenshot("working");

        for (String name : List.of("pilot.png", "cat.png", "poster.jpg", "portrait.jpg")) {
            page.press(name, "Cancel");
            page.waitForRow("failed", name, "Cancelled");
        }
        assertThat(page.shows("#running-part")).isFalse();
        assertThat(chromium.driver()
                        .executeScript("return [...document.querySelectorAll('#failed > li')].map(row => row.marked)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("a job keeps its row")
                .contains("cat");
    }

    @Test
    void aJobThatFailsSaysWhy() throws Exception {
        page.openConnected(service.port());
        page.choose(FAST, 4);
        page.drop("cup.png", Photos.cup());
        page.waitForResult("cup.png");
        page.drop("damaged.png", Photos.damaged());

        String row = page.waitForRow("failed", "damaged.png");
        assertThat(row.lines().toList()).hasSizeGreaterThan(2).last().asString().hasSizeGreaterThan(15);
        chromium.screenshot("failed");
    }

    @Test
    void whatIsRefusedSaysWhyAndIsSentAgainWhenThereIsRoom() throws Exception {
        expectedErrors = "status of (413|422|429)";
        page.openConnected(service.port());
        page.choose(FAST, 4);

        page.drop("heavy.png", new byte[1_200_000]);
        page.waitForRow("uploads", "heavy.png", "Too large for this service");
        page.press("heavy.png", "Remove");
        page.drop("huge.png", Pngs.claiming(30_000, 30_000));
        page.waitForRow("uploads", "huge.png", "picture too large: the source has 30000 x 30000");
        page.press("huge.png", "Remove");

        for (int i = 1; i <= 4; i++) {
            page.drop("job" + i + ".jpg", Photos.large());
            page.waitFor(now -> now.rows("uploads").isEmpty());
        }
        page.drop("late.png", Photos.tiny());
        assertThat(page.waitForRow("uploads", "late.png", "The queue is full")).contains("sent again in");
        for (int i = 4; i >= 1; i--) {
            page.press("job" + i + ".jpg", "Cancel");
            page.waitForRow("failed", "job" + i + ".jpg");
        }
        page.waitForResult("late.png");
    }

    @Test
    void aHostileFileNameIsText() throws Exception {
        String name = "<img src=x onerror=hacked=1><b>&amp;\u202e.png";
        page.openConnected(service.port());
        page.choose(FAST, 4);
        page.drop(name, Photos.tiny());

        page.waitForResult("<img src x onerror hacked 1><b>&amp .png"); // the server's form reader allows no = and ;
        assertThat(page.waitForRow("results", "<img src x onerror")).contains("<b>&amp");
        assertThat(chromium.driver().findElements(By.cssSelector(".name b, .name img, h2 b, h2 bdi img")))
                .isEmpty();
        assertThat(chromium.driver().executeScript("return window.hacked")).isNull();
    }

    @Test
    void everyTabSeesTheSameJobsAlsoAfterARestartOfTheService() throws Exception {
        expectedErrors = "net::ERR_";
        page.openConnected(service.port());
        page.choose(FAST, 4);
        String first = chromium.driver().getWindowHandle();
        chromium.driver().switchTo().newWindow(WindowType.TAB);
        page.openConnected(service.port());
        page.drop("cup.png", Photos.tiny());
        page.waitForRow("results", "cup.png");
        chromium.driver().close();
        chromium.driver().switchTo().window(first);
        page.waitForRow("results", "cup.png");

        service.stop();
        page.waitForState("Reconnecting");
        settings.setProperty("port", String.valueOf(service.port()));
        start();
        page.waitForState("Connected");
        page.waitForRow("results", "cup.png");
        page.drop("after.png", Photos.tiny());
        page.waitForResult("after.png");
    }

    @Test
    void aTokenIsAskedForOnceAndSentWithAll() throws Exception {
        expectedErrors = "status of 401";
        service.stop();
        settings.setProperty("token", "open sesame");
        start();
        page.open(service.port());

        page.waitFor(now -> now.shows("#ask"));
        page.find("#token").sendKeys("wrong", Keys.ENTER);
        page.waitFor(now -> now.text("#ask-problem").contains("does not accept this token"));
        page.find("#token").clear();
        page.find("#token").sendKeys("open sesame", Keys.ENTER);
        page.waitForState("Connected");
        assertThat(page.shows("#ask")).isFalse();
        page.choose(FAST, 4);
        page.drop("cup.png", Photos.tiny());
        page.waitForResult("cup.png");

        chromium.downloadTo(folder);
        page.find("#download").click();
        page.waitFor(now -> Files.exists(folder.resolve("cup_4x.png")));

        chromium.driver().navigate().refresh();
        page.waitForResult("cup.png");
        assertThat(page.shows("#ask")).isFalse();
    }

    private void start() throws Exception {
        service = new Service(Settings.of(settings));
        service.start();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private int progress() {
        String value = page.find("#running progress").getDomProperty("value");
        return (int) Double.parseDouble(value);
    }

    private static long widthOfResult() {
        return Math.round(measured("width"));
    }

    private static long leftOfResult() {
        return Math.round(measured("left"));
    }

    private static double measured(String side) {
        Object value = chromium.driver()
                .executeScript("return document.getElementById('after').getBoundingClientRect()[arguments[0]]", side);
        return ((Number) value).doubleValue();
    }

    /** How many pixels of the page are beyond the right edge. */
    private static long overhang() {
        return (Long) chromium.driver().executeScript("return document.documentElement.scrollWidth - innerWidth");
    }

    private static String background() {
        return (String) chromium.driver().executeScript("return getComputedStyle(document.body).backgroundColor");
    }
}
