package io.camelupscale.lupa.image;

import java.util.Arrays;
import java.util.Optional;

/** What is called something in the API. Only a part of the names is documented by the vendor, so each can be overridden. */
public enum WireName {
    STANDARD_PATH("standardPath", "/standard", "The path that mode=standard is posted to"),
    PRECISION_PATH("precisionPath", "/precision", "The path that mode=precision is posted to"),
    STATUS_PATH("statusPath", "/check-upscale-status", "The path that tells how a job is getting on"),
    KEY_HEADER("keyHeader", "x-api-key", "The header that holds the API key"),
    IMAGE("image", "image", "Field of a submit: the URL of the source"),
    CREATIVITY("creativity", "creativity", "Field of a submit: the option creativity"),
    RESOLUTION("resolution", "Resolution", "Field of a submit: the option scale"),
    ID_PARAMETER("idParameter", "upscale_id", "Query parameter of the status call: the job's id"),
    OUTER_STATUS("outerStatus", "status", "Field of each answer: how the call went"),
    SUCCESS("success", "success", "Words in it that say that the call went well"),
    RESPONSE("response", "response", "Field of each answer that holds the fields below; empty where there is none"),
    ID("id", "upscale_id", "Field of the answer to a submit: the job's id"),
    PROCESS_STATUS("processStatus", "process_status", "Field of a status: how the job is getting on"),
    PROCESSING("processing", "processing", "Words in it of a job that is under way"),
    COMPLETED("completed", "completed", "Words in it of a job that has a result"),
    FAILED("failed", "failed", "Words in it of a job that has none"),
    RESULT_URL("resultUrl", "final_image_url", "Field of a status: the link to the result"),
    ERROR_TYPE("errorType", "error_type", "Field of a status: why the job failed"),
    NOT_FOUND("notFound", "not_found", "Words in it of an id that is not known"),
    MESSAGE("message", "message", "Field of a status: the same for people");

    private final String option;
    private final String defaultValue;
    private final String description;

    WireName(String option, String defaultValue, String description) {
        this.option = option;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    /** What follows {@code wire.} in the option. */
    public String option() {
        return option;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    static Optional<WireName> of(String option) {
        return Arrays.stream(values())
                .filter(name -> name.option.equals(option))
                .findFirst();
    }
}
