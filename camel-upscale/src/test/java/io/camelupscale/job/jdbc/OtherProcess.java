package io.camelupscale.job.jdbc;

import static io.camelupscale.job.Jobs.downloaded;
import static io.camelupscale.job.Jobs.job;
import static io.camelupscale.job.Jobs.running;
import static io.camelupscale.job.Jobs.to;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobState;
import io.camelupscale.job.JobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM that writes jobs in a folder's database, and says so line by line when each transition is committed. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private OtherProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static OtherProcess start(Path folder) throws IOException {
        return new OtherProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public static void main(String[] arguments) {
        JobStore store = JdbcJobStore.embedded(Path.of(arguments[0]));
        store.beat(Duration.ofHours(1));
        for (int i = 0; ; i++) {
            Job job = store.add(job("%d-%d".formatted(ProcessHandle.current().pid(), i), store));
            report(job);
            for (Job next : List.of(
                    to(JobState.SUBMITTING, job),
                    running(job),
                    downloaded(job),
                    to(JobState.DELIVERED, downloaded(job)))) {
                store.update(next);
                report(next);
            }
        }
    }

    private static void report(Job job) {
        System.out.println(job.state() + " " + job.key());
        System.out.flush();
    }

    static String key(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    static JobState state(String line) {
        return JobState.valueOf(line.substring(0, line.indexOf(' ')));
    }

    /** Waits until so many transitions are reported. */
    void reported(int count) throws IOException {
        while (lines.size() < count) {
            lines.add(output.readLine());
        }
    }

    /** With SIGKILL, where there is such a thing. @return all that it reported */
    List<String> kill() throws Exception {
        process.toHandle().destroyForcibly(); // the process's own method would close the output
        process.waitFor();
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            line = output.readLine();
        }
        lines.removeIf(each -> !each.matches("[A-Z_]+ \\d+-\\d+"));
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
