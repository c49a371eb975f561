package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page at {@code /} as its visitor sees it. */
final class StatusPage {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Pattern CLIP = Pattern.compile("inset\\(0px ([\\d.]+)(?:%|px) 0px 0px\\)");

    private static final String DROP =
            """
            const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], arguments[0], {type: 'image/png'}));
            const zone = document.getElementById('drop');
            for (const type of ['dragenter', 'dragover', 'drop'])
                zone.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
            """;

    private final ChromeDriver driver;

    StatusPage(ChromeDriver driver) {
        this.driver = driver;
    }

    void open(int port) {
        driver.get("http://127.0.0.1:" + port + "/");
    }

    /** Opens it, and waits until it can be used. */
    void openConnected(int port) {
        open(port);
        waitForState("Connected");
        waitFor(page -> driver.findElements(By.cssSelector("#scales input")).size() > 0);
    }

    void waitForState(String state) {
        waitFor(page -> text("#state-text").equals(state));
    }

    void choose(String model, int scale) {
        new Select(find("#model")).selectByValue(model);
        find("#scales input[value='" + scale + "'] + span").click();
    }

    List<String> scales() {
        return driver.findElements(By.cssSelector("#scales label")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** As a file that is dragged onto the page. */
    void drop(String name, byte[] content) {
        driver.executeScript(DROP, name, Base64.getEncoder().encodeToString(content));
    }

    /** As with the button. */
    void pick(Path... files) {
        find("#files")
                .sendKeys(String.join(
                        "\n", List.of(files).stream().map(Path::toString).toList()));
    }

    /** The text of a row in a list: uploads, running, waiting, failed or results. */
    String waitForRow(String list, String name) {
        return waitForRow(list, name, "");
    }

    String waitForRow(String list, String name, String text) {
        return waitFor(page -> rows(list).stream()
                .map(WebElement::getText)
                .filter(row -> row.contains(name) && row.contains(text))
                .findFirst()
                .orElse(null));
    }

    List<WebElement> rows(String list) {
        return driver.findElements(By.cssSelector("#" + list + " > li"));
    }

    /** Presses a button of a row, in whichever list it is. */
    void press(String name, String button) {
        waitFor(page -> driver.findElements(By.cssSelector(".rows > li")).stream()
                        .filter(row -> row.getText().contains(name))
                        .flatMap(row -> row.findElements(By.tagName("button")).stream())
                        .filter(pressed -> pressed.getText().equals(button))
                        .findFirst()
                        .orElse(null))
                .click();
    }

    /** Waits until a result and its original are shown. */
    void waitForResult(String name) {
        waitFor(page -> text("#viewer-name").equals(name) && isLoaded("#before") && isLoaded("#after"));
    }

    boolean isLoaded(String picture) {
        return (Boolean) driver.executeScript(
                "const p = document.querySelector(arguments[0]); return p.complete && p.naturalWidth > 0", picture);
    }

    /** How many hundredths of the viewer the original covers, as it is drawn. */
    double shareOfOriginal() {
        String clip = (String)
                driver.executeScript("return getComputedStyle(document.querySelector('#frame .before')).clipPath");
        Matcher cutRight = CLIP.matcher(clip);
        assertThat(clip).matches(CLIP);
        return cutRight.matches() ? 100 - Double.parseDouble(cutRight.group(1)) : Double.NaN;
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    String text(String selector) {
        return find(selector).getText();
    }

    boolean shows(String selector) {
        return find(selector).isDisplayed();
    }

    <T> T waitFor(Function<StatusPage, T> condition) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "what it shows: " + text("body"))
                .until(anything -> condition.apply(this));
    }
}
