package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobState;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.testprovider.ScriptedComponent;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpscaleRouteTest {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(0.25);

    @TempDir
    Path folder;

    private final ScriptedProvider provider = new ScriptedProvider(true).hint();
    private final CamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.addComponent("scripted", new ScriptedComponent(provider));
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        assertThat(filesIn("work")).noneMatch(name -> name.contains("run-"));
    }

    @Test
    void aFileComesOutUpscaledWithItsNameAndHeaders() throws Exception {
        route("direct:in", "upscale:scripted?scale=3");
        MockEndpoint result = context.getEndpoint("mock:result", MockEndpoint.class);
        result.whenAnyExchangeReceived(exchange -> assertThat(
                        ImageIO.read(exchange.getMessage().getBody(File.class)).getWidth())
                .isEqualTo(12));

        Exchange answer = template.request("direct:in", exchange -> {
            exchange.getMessage().setBody(picture("a.gif", "gif"));
            exchange.getMessage().setHeader(UpscaleConstants.FILE_NAME, "sub folder/é ☕ (1).GIF");
        });

        assertThat(answer.getException()).isNull();
        result.expectedMessageCount(1);
        result.assertIsSatisfied();
        assertThat(result.getExchanges().get(0).getMessage().getHeaders())
                .containsEntry("CamelFileName", "sub folder/é ☕ (1).png")
                .containsEntry("Content-Type", "image/png")
                .containsEntry("CamelUpscaleProvider", "scripted")
                .containsEntry("CamelUpscaleRemoteId", "r1")
                .containsEntry("CamelUpscaleResultWidth", 12)
                .containsEntry("CamelUpscaleResultHeight", 9)
                .containsEntry("CamelUpscaleResultScale", 3)
                .containsEntry("CamelUpscaleResultFormat", "png")
                .containsKey("CamelUpscaleJobKey");
    }

    @Test
    void bodiesThatAreNoFileAreSpooled() throws Exception {
        route("direct:in", "scripted:image?scale=2");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", bytes);

        for (Object body : List.of(bytes.toByteArray(), new ByteArrayInputStream(bytes.toByteArray()))) {
            Exchange answer = template.request(
                    "direct:in", exchange -> exchange.getMessage().setBody(body));
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH))
                    .isEqualTo(8);
        }
    }

    @Test
    void headersOverrideOptions() throws Exception {
        route("direct:in", "upscale:scripted?scale=3&outputFormat=png");

        Exchange answer = template.request("direct:in", exchange -> {
            exchange.getMessage().setBody(picture("a.png", "png"));
            exchange.getMessage().setHeader(UpscaleConstants.SCALE, "2");
            exchange.getMessage().setHeader(UpscaleConstants.OUTPUT_FORMAT, "jpeg");
            exchange.getMessage().setHeader(UpscaleConstants.MODEL, "some model");
        });

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH)).isEqualTo(8);
        assertThat(answer.getMessage().getHeader(UpscaleConstants.FILE_NAME)).isEqualTo("a.jpg");
        assertThat(answer.getMessage().getHeader(UpscaleConstants.RESULT_MODEL)).isEqualTo("some model");
    }

    @Test
    void aHeaderThatTheProviderRefusesNeverBecomesAJob() throws Exception {
        route("direct:in", "upscale:scripted");

        Exchange answer = template.request("direct:in", exchange -> {
            exchange.getMessage().setBody(picture("a.png", "png"));
            exchange.getMessage().setHeader(UpscaleConstants.SCALE, 1);
        });

        assertThat(answer.getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("scale=1");
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void aHeaderThatIsNoNumberIsNamed() throws Exception {
        route("direct:in", "upscale:scripted");

        Exchange answer = template.request("direct:in", exchange -> {
            exchange.getMessage().setBody(picture("a.png", "png"));
            exchange.getMessage().setHeader(UpscaleConstants.SCALE, "double");
        });

        assertThat(answer.getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessage("Header CamelUpscaleScale is no number: double");
    }

    @Test
    void aPathInAnArchiveIsSpooled() throws Exception {
        route("direct:in", "upscale:scripted");

        URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inside = Files.copy(picture("a.png", "png"), files.getPath("/a.png"));
            Exchange answer = template.request(
                    "direct:in", exchange -> exchange.getMessage().setBody(inside));

            assertThat(answer.getException()).isNull();
        }
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void textIsNeverTakenForAPath() throws Exception {
        route("direct:in", "upscale:scripted");

        for (Object body : new Object[] {"/etc/passwd", null, 42}) {
            Exchange answer = template.request(
                    "direct:in", exchange -> exchange.getMessage().setBody(body));
            assertThat(answer.getException())
                    .isInstanceOf(UpscaleRejectedException.class)
                    .hasMessageContaining("The message body");
        }
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void aFailureNamesTheFileAndTheReason() throws Exception {
        provider.refuseSubmits(new ProviderException(ProviderException.Kind.OUT_OF_CREDITS, "no credits left"));
        route("direct:in", "upscale:scripted");

        Exchange answer =
                template.request("direct:in", exchange -> exchange.getMessage().setBody(picture("holiday.png", "png")));

        assertThat(answer.getException()).isInstanceOfSatisfying(UpscaleException.class, failure -> {
            assertThat(failure).hasMessage("holiday.png: no credits left");
            assertThat(failure.getReason()).isEqualTo(FailureReason.OUT_OF_CREDITS);
            assertThat(failure.getProvider()).isEqualTo("scripted");
            assertThat(failure.getJobKey()).hasSize(32);
        });
    }

    @Test
    void whatIsInDoubtIsSentAgainOnlyIfItCostsNothingOrIfThatIsWanted() throws Exception {
        ScriptedProvider free = new ScriptedProvider(false).hint();
        context.addComponent("free", new ScriptedComponent(free));
        RuntimeException lost = new ProviderException(ProviderException.Kind.OUTCOME_UNKNOWN, "connection reset");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:paid").to("upscale:scripted?scale=2");
                from("direct:wanted").to("upscale:scripted?scale=3&onInDoubt=resubmit");
                from("direct:free").to("upscale:free?scale=2");
            }
        });
        context.start();

        provider.refuseSubmits(lost);
        assertThat(sendTo("direct:paid").getException()).isInstanceOf(UpscaleInDoubtException.class);
        provider.refuseSubmits(lost);
        assertThat(sendTo("direct:wanted").getException()).isNull();
        free.refuseSubmits(lost);
        assertThat(sendTo("direct:free").getException()).isNull();

        assertThat(provider.submits).hasSize(3);
        assertThat(free.submits).hasSize(2);
    }

    @Test
    void aPaidResultSurvivesAFailureOfTheRestOfTheRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?scale=2").to("mock:storage");
            }
        });
        context.start();
        MockEndpoint storage = context.getEndpoint("mock:storage", MockEndpoint.class);
        storage.whenExchangeReceived(1, exchange -> {
            throw new IOException("disk full");
        });

        assertThat(sendTo("direct:in").getException()).hasMessage("disk full");
        assertThat(sendTo("direct:in").getException()).isNull();

        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aTransactedRouteStillGetsItsResult() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .process(e -> e.getExchangeExtension().setTransacted(true))
                        .to("upscale:scripted?scale=2");
            }
        });
        context.start();

        Exchange answer =
                template.request("direct:in", exchange -> exchange.getMessage().setBody(picture("a.png", "png")));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH)).isEqualTo(8);
    }

    @Test
    void theRouteGoesOnNeitherOnTheTimerNorOnAWorker() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("upscale:scripted?scale=2")
                        .process(e -> threads.add(Thread.currentThread().getName()));
            }
        });
        context.start();

        template.asyncRequestBody("direct:in", picture("a.png", "png")).get();

        assertThat(threads).singleElement().asString().contains("UpscaleCompletion");
    }

    @Test
    void everyTransitionAndStepOfProgressIsAnEvent() throws Exception {
        List<UpscaleEvent> events = new CopyOnWriteArrayList<>();
        // region notifier
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof UpscaleEvent upscale) {
                    events.add(upscale); // must not block
                }
            }
        });
        // endregion
        provider.answerChecks(RUNNING);
        route("direct:in", "upscale:scripted?scale=2");

        template.requestBody("direct:in", picture("a.png", "png"));

        await().untilAsserted(() -> assertThat(events)
                .extracting(event -> event.getJob().state())
                .containsSubsequence(
                        JobState.NEW,
                        JobState.SUBMITTING,
                        JobState.RUNNING,
                        JobState.DONE,
                        JobState.DOWNLOADED,
                        JobState.DELIVERED));
        assertThat(events).extracting(UpscaleEvent::getProgress).contains(0.25);
        assertThat(events).extracting(UpscaleEvent::toString).contains("a.png RUNNING 25 %");
    }

    @Test
    void aNotifierThatThrowsBreaksNoJob() throws Exception {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof UpscaleEvent) {
                    throw new AssertionError("no event of a job is wanted");
                }
            }
        });
        route("direct:in", "upscale:scripted?scale=2");

        assertThat(template.requestBody("direct:in", picture("a.png", "png"), File.class))
                .isNotNull();
    }

    @Test
    void aNotifierThatIsSlowHoldsUpNoOtherJob() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (event.toString().equals("slow.png RUNNING")) {
                    reading.await();
                }
            }
        });
        route("direct:in", "upscale:scripted?scale=2");
        Future<File> slow = template.asyncRequestBody("direct:in", picture("slow.png", "png"), File.class);

        assertThat(template.requestBody("direct:in", picture("b.gif", "gif"), File.class))
                .isNotNull();
        assertThat(slow).isNotDone();

        reading.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void aMissingProviderModuleIsNamedAtTheStart() {
        assertThatThrownBy(() -> route("direct:in", "upscale:topaz?scale=4"))
                .rootCause()
                .hasMessageContaining("no upscaling provider 'topaz'")
                .hasMessageContaining("camel-topaz");
    }

    @Test
    void anUnknownOptionIsNamedAtTheStart() {
        assertThatThrownBy(() -> route("direct:in", "upscale:scripted?scael=4"))
                .rootCause()
                .hasMessageContaining("scael");
    }

    @Test
    void aWrongOptionIsNamedAtTheStart() {
        assertThatThrownBy(() -> route("direct:in", "upscale:scripted?scale=1"))
                .rootCause()
                .hasMessageContaining("scale=1");
    }

    @Test
    void aWrongRateIsNamedAtTheStart() {
        assertThatThrownBy(() -> route("direct:in", "upscale:scripted?submitRate=often"))
                .rootCause()
                .hasMessageContaining("submitRate=often is no rate");
    }

    @Test
    void anAccountHasOneRateForAllOfItsEndpoints() throws Exception {
        route("direct:a", "upscale:scripted?pollRate=100/1h");

        assertThatThrownBy(() -> route("direct:b", "upscale:scripted?pollRate=200/1h"))
                .rootCause()
                .hasMessageContaining("pollRate belong to the account");
    }

    @Test
    void aStopParksSuspendedFilesWhereTheyAreAndCancelsNothing() throws Exception {
        int files = 300;
        provider.otherwise(RUNNING);
        for (int i = 0; i < files; i++) {
            Files.createDirectories(folder.resolve("inbox"));
            ImageIO.write(
                    new BufferedImage(i + 1, 3, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("inbox/" + i + ".png").toFile());
        }
        context.getShutdownStrategy().setTimeout(60);
        route("file:" + folder.resolve("inbox") + "?move=.done&moveFailed=.failed&initialDelay=0", "upscale:scripted");
        await().until(() -> provider.submits.size() == files);
        assertThat(context.getInflightRepository().size()).isEqualTo(files);

        long begin = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        assertThat(filesIn("inbox"))
                .hasSize(files)
                .noneMatch(name -> name.contains(".done") || name.contains(".failed"));
        assertThat(provider.cancels).isEmpty();
    }

    @Test
    void aRouteThatIsStoppedDoesNotWaitForItsJobsAndGoesOnWithThemWhenItIsStartedAgain() throws Exception {
        provider.otherwise(RUNNING);
        String inbox = "file:" + folder.resolve("inbox") + "?move=.done&moveFailed=.failed&initialDelay=0";
        MockEndpoint result = context.getEndpoint("mock:result", MockEndpoint.class);
        Files.createDirectories(folder.resolve("inbox"));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox).routeId("outer").to("direct:inner");
                from("direct:inner").routeId("inner").to("upscale:scripted").to(result);
            }
        });
        context.start();
        picture("inbox/a.png", "png");
        await().until(() -> provider.checks.size() == 1);

        long begin = System.nanoTime();
        context.getRouteController().stopRoute("outer", 30, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        provider.otherwise(null);
        provider.contexts.get(0).changed();
        await().until(() -> context.getComponent("upscale", UpscaleComponent.class).engines().all().stream()
                .allMatch(engine -> engine.jobs().containsKey(JobState.DOWNLOADED)));
        assertThat(result.getExchanges()).isEmpty();
        assertThat(filesIn("inbox")).containsExactly("inbox/a.png");

        context.getRouteController().startRoute("outer");
        await().until(() -> filesIn("inbox").contains("inbox/.done/a.png"));

        assertThat(result.getExchanges()).hasSize(1);
        assertThat(provider.submits).hasSize(1);
        assertThat(context.getInflightRepository().size("outer")).isZero();
        assertThat(context.getInflightRepository().size("inner")).isZero();
        assertThat(context.getInflightRepository().size()).isZero();
    }

    @Test
    void whoComesWhenAllPlacesAreTakenWaitsUntilThereIsRoomAlsoInTheMiddleOfARoute() throws Exception {
        UpscaleComponent upscale = context.getComponent("upscale", UpscaleComponent.class);
        upscale.setMaxWaiting(2);
        upscale.setMaxCompletions(1);
        provider.otherwise(RUNNING);
        MockEndpoint result = context.getEndpoint("mock:result", MockEndpoint.class);
        result.expectedMessageCount(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in?concurrentConsumers=5")
                        .to("upscale:scripted?scale=2")
                        .to("upscale:scripted?scale=3")
                        .to(result);
            }
        });
        context.start();

        for (int i = 1; i <= 5; i++) {
            Path file = folder.resolve(i + ".png");
            ImageIO.write(new BufferedImage(i, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            template.sendBody("seda:in", file);
        }
        await().until(() -> provider.submits.size() == 2);
        await().during(Duration.ofMillis(200)).until(() -> provider.submits.size() == 2);

        provider.otherwise(null);
        provider.contexts.forEach(submitted -> submitted.changed());
        result.assertIsSatisfied();
        assertThat(provider.submits).hasSize(10);
    }

    @Test
    void aSlowStepAfterTheJobDelaysNoOtherJob() throws Exception {
        context.getComponent("upscale", UpscaleComponent.class).setMaxCompletions(1);
        CountDownLatch slow = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in?concurrentConsumers=2")
                        .to("upscale:scripted?scale=2")
                        .process(exchange -> slow.await());
            }
        });
        context.start();
        template.sendBody("seda:in", picture("first.png", "png"));
        await().until(() -> jobs(JobState.DOWNLOADED) == 1);

        provider.answerChecks(RUNNING, RUNNING);
        template.sendBody("seda:in", picture("second.gif", "gif"));

        await().until(() -> jobs(JobState.DOWNLOADED) == 2);
        assertThat(provider.checks).hasSize(4);
        assertThat(slow.getCount()).isOne();
        slow.countDown();
        await().until(() -> jobs(JobState.DOWNLOADED) == 0);
    }

    private long jobs(JobState state) {
        return context.getComponent("upscale", UpscaleComponent.class).engines().all().stream()
                .mapToLong(engine -> engine.jobs().getOrDefault(state, 0L))
                .sum();
    }

    private Exchange sendTo(String route) {
        return template.request(route, exchange -> exchange.getMessage().setBody(picture("a.png", "png")));
    }

    private void route(String from, String upscale) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(upscale).to("mock:result");
            }
        });
        context.start();
    }

    private Path picture(String name, String format) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), format, file.toFile());
        return file;
    }

    private List<String> filesIn(String name) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
