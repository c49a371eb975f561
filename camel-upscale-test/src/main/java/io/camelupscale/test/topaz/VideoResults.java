package io.camelupscale.test.topaz;

import io.camelupscale.media.VideoFormat;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.ResultData;
import io.camelupscale.test.service.Results;
import io.camelupscale.test.service.SimulatedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Real videos of the size and in the container that was asked for, as long as they are wanted, and mostly a hole. */
final class VideoResults implements Results {

    /** In what order of theirs the container stands, and the number of frames. */
    static final String CONTAINER = "container";

    static final String FRAMES = "frames";

    private static final double FRAMES_PER_SECOND = 25;

    /** Matroska has a picture for each. */
    private static final int MOST_FRAMES = 25;

    private final Results pictures;
    private final long length;
    private final Map<String, ResultData> made = new ConcurrentHashMap<>();

    /**
     * Videos, and whatever else is wanted by another way.
     *
     * @param length of each video in bytes
     */
    VideoResults(Results pictures, long length) {
        this.pictures = pictures;
        this.length = length;
    }

    @Override
    public ResultData of(SimulatedJob job) throws IOException {
        if (!job.order().operation().equals(VideoBook.VIDEO)) {
            return pictures.of(job);
        }
        try {
            return made.computeIfAbsent(job.id(), unknown -> make(job));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ResultData make(SimulatedJob job) {
        JobOrder order = job.order();
        VideoFormat format = VideoFormat.byName(order.wishes().getOrDefault(CONTAINER, "mp4"))
                .orElse(VideoFormat.MP4);
        int more = job.fault() instanceof JobFault.WrongSize ? 1 : 0;
        int width = order.resultWidth() + more;
        int height = order.resultHeight() + more;
        int frames = Integer.parseInt(order.wishes().getOrDefault(FRAMES, "1"));
        Path file = order.source().file().resolveSibling(job.id() + '.' + format.extension());
        try {
            switch (format) {
                case MOV -> TestVideos.mov(file, width, height, frames, FRAMES_PER_SECOND, length);
                case MKV ->
                    TestVideos.mkv(file, width, height, Math.min(frames, MOST_FRAMES), FRAMES_PER_SECOND, length);
                default -> TestVideos.mp4(file, width, height, frames, FRAMES_PER_SECOND, length);
            }
            return new ResultData.OfFile(file, Files.size(file), format.mediaType(), '"' + job.id() + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
