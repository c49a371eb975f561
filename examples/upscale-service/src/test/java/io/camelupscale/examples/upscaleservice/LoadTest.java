package io.camelupscale.examples.upscaleservice;

import static io.camelupscale.test.localservice.contract.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is not lost, however many come and whatever happens to the process. */
class LoadTest {

    private static final int UPLOADS = 200;
    private static final int MEGABYTES = 5;
    private static final int MAX_QUEUE = 20;

    @TempDir
    Path folder;

    @Test
    void twoHundredUploadsAtOnceAreEachDoneOrToldToComeAgainAlsoIfTheProcessIsKilled() throws Exception {
        String[] options = {"-Xmx512m", "-DmaxQueueSize=" + MAX_QUEUE};
        ServiceProcess first = ServiceProcess.start(folder, options);
        RawClient client = new RawClient(first.apiUrl());
        byte[] picture = heavy();
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        AtomicInteger toldToComeAgain = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        ScheduledExecutorService clients = Executors.newScheduledThreadPool(UPLOADS);
        CompletableFuture<?>[] sent = IntStream.range(0, UPLOADS)
                .mapToObj(i -> {
                    CompletableFuture<String> id = new CompletableFuture<>();
                    clients.execute(() -> send(first, picture, clients, toldToComeAgain, id));
                    return id.thenAccept(accepted::add);
                })
                .toArray(CompletableFuture[]::new);
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            most.accumulateAndGet(underWay(client), Math::max);
            return CompletableFuture.allOf(sent).isDone();
        });
        CompletableFuture.allOf(sent).join();
        clients.shutdown();

        assertThat(accepted).hasSize(UPLOADS);
        assertThat(most.get()).isBetween(1, MAX_QUEUE);
        System.out.println(toldToComeAgain + " were told to come again; at most " + most + " jobs under way");

        List<String> slow = new ArrayList<>();
        for (int i = 0; i < MAX_QUEUE / 2; i++) {
            slow.add(client.accepted(Sources.noise(300, 300), "b.png", "scale", "2"));
        }
        first.kill();
        ServiceProcess second = ServiceProcess.start(folder, options);
        RawClient again = new RawClient(second.apiUrl());
        for (String id : slow) {
            assertThat(again.ended("completed", id).at("/output_size/width").intValue())
                    .isEqualTo(600);
        }
        for (String id : accepted) {
            assertThat(again.ended("completed", id).at("/output_size/width").intValue())
                    .isEqualTo(16);
        }
        try (Stream<Path> uploads = Files.list(folder.resolve("data/uploads"))) {
            assertThat(uploads).isEmpty();
        }
        assertThat(second.interrupt()).isEqualTo(143);
        assertThat(first.output() + second.output()).doesNotContain("OutOfMemory", "ERROR");
    }

    /** Once, and again as often as it is told to. */
    private static void send(
            ServiceProcess service,
            byte[] picture,
            ScheduledExecutorService clients,
            AtomicInteger toldToComeAgain,
            CompletableFuture<String> id) {
        byte[] form = form(picture);
        try (RawConnection connection = new RawConnection(service.apiUrl().getPort())) {
            connection.upload("Content-Length: " + form.length, "Expect: 100-continue");
            int status = connection.status();
            if (status == 100) {
                connection.rest();
                status = connection.send(form).status();
            }
            String answer = connection.rest();
            if (status == 429) {
                assertThat(answer.toLowerCase(Locale.ROOT)).contains("retry-after: ");
                toldToComeAgain.incrementAndGet();
                clients.schedule(() -> send(service, picture, clients, toldToComeAgain, id), 1, TimeUnit.SECONDS);
            } else {
                assertThat(status).as(answer).isEqualTo(202);
                id.complete(answer.replaceAll("(?s).*\"job_id\":\"(\\d+)\".*", "$1"));
            }
        } catch (IOException | AssertionError e) {
            id.completeExceptionally(e);
        }
    }

    private static byte[] form(byte[] picture) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(RawConnection.part("name=\"scale\"", "2").getBytes(StandardCharsets.US_ASCII));
        String[] image =
                RawConnection.part("name=\"image\"; filename=\"a.bmp\"", "|").split("\\|");
        form.writeBytes(image[0].getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(picture);
        form.writeBytes((image[1] + RawConnection.end()).getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    /** A picture of few pixels in a large file. */
    private static byte[] heavy() {
        byte[] picture = Sources.picture("bmp", 8, 6);
        byte[] file = new byte[MEGABYTES << 20];
        new Random(1).nextBytes(file);
        System.arraycopy(picture, 0, file, 0, picture.length);
        return file;
    }

    private static int underWay(RawClient client) throws Exception {
        int jobs = 0;
        for (JsonNode job : json(client.get("/jobs"))) {
            jobs += Set.of("queued", "processing").contains(job.path("status").textValue()) ? 1 : 0;
        }
        return jobs;
    }
}
