package io.camelupscale.test;

import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.service.JobSnapshot;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.Links;
import io.camelupscale.test.service.ResultData;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.time.Instant;
import org.apache.camel.util.json.JsonObject;

/** A job as the neutral API tells it. */
record JobView(Simulation simulation) {

    JsonObject of(SimulatedJob job) {
        Instant now = simulation.time().now();
        JobSnapshot snapshot = job.at(now);
        JsonObject view = new JsonObject();
        view.put("id", job.id());
        view.put("state", job.word(now));
        view.put("progress", snapshot.progress());
        view.put("credits", job.credits());
        if (job.order().reference() != null) {
            view.put("reference", job.order().reference());
        }
        if (!snapshot.state().isFinal()) {
            view.put("eta", snapshot.rest().toMillis() / 1000.0);
        }
        if (snapshot.state() == State.DONE) {
            try {
                view.put("result", result(job));
            } catch (IOException e) { // a header that could be read, and pixels that cannot
                view.put("state", NeutralService.word(State.FAILED));
                putFailure(view, new JobFault.Failure("undecodable", String.valueOf(e.getMessage()), true));
            }
        }
        if (snapshot.state() == State.FAILED && job.fault() instanceof JobFault.Failure failure) {
            putFailure(view, failure);
        }
        return view;
    }

    private static void putFailure(JsonObject view, JobFault.Failure failure) {
        view.put("code", failure.code());
        view.put("message", failure.message());
        view.put("inputFault", failure.inputFault());
    }

    private JsonObject result(SimulatedJob job) throws IOException {
        Links.Link link = simulation.links().of(job);
        ResultData data = simulation.results().of(job);
        JsonObject result = new JsonObject();
        result.put("url", simulation.url(link).toString());
        result.put("length", data.length());
        result.put("expires", link.expires().toString());
        return result;
    }
}
