package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service's words, as far as its documents contradict each other or are silent: each is a list, in which the first that
 * is there counts.
 */
public record Wire(Map<Term, List<String>> words) {

    /** What there are words for. */
    enum Term {
        SUCCESS("success", "PROCESSED,completed"),
        FAILURE("failure", "PROCESSING_FAILED,failed"),
        RUNNING("running", "ENHANCING,PROCESSING"),
        QUEUED("queued", "pending"),
        LINK("link", ApiOptions.LINK_FIELDS),
        UPLOAD_ID("uploadId", "uploadId"),
        KEY("key", "key"),
        /** An array of URLs, or of objects with one. */
        PART_URLS("partUrls", "urls,uploadUrls,presignedUrls,partUrls,parts"),
        PART_URL("partUrl", "url,uploadUrl,presignedUrl,signedUrl"),
        PART_SIZE("partSize", "partSize"),
        /** The only URL, where there are no parts. */
        UPLOAD_URL("uploadUrl", "uploadURL,uploadUrl"),
        /** The record that a task names; where there is none, the answer itself is. */
        FILE("file", "file");

        private final String option;
        private final String defaults;

        Term(String option, String defaults) {
            this.option = option;
            this.defaults = defaults;
        }
    }

    /**
     * The defaults, and what options say instead.
     *
     * @param more by the name of the option, without its prefix
     * @throws IllegalArgumentException if there is no such option
     */
    public static Wire of(String linkFields, Map<String, Object> more) {
        Map<Term, List<String>> words = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            words.put(term, list(term.defaults));
        }
        more.forEach((option, text) -> words.put(
                Arrays.stream(Term.values())
                        .filter(term -> term.option.equals(option) && term != Term.LINK)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("There is no option wire." + option)),
                list(String.valueOf(text))));
        words.put(Term.LINK, list(linkFields));
        return new Wire(words);
    }

    /** What a word of the service stands for, without regard to case; null for one that is not known. */
    @Nullable
    Term meaning(String word) {
        return List.of(Term.SUCCESS, Term.FAILURE, Term.RUNNING, Term.QUEUED).stream()
                .filter(term -> words(term).stream().anyMatch(word::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    /** The first field of that meaning that is there; a missing node where none is. */
    JsonNode field(JsonNode object, Term term) {
        return words(term).stream()
                .map(object::path)
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The first of the fields of that meaning that holds an http or https URL; empty where none does. */
    String url(JsonNode object, Term term) {
        return words(term).stream()
                .map(name -> object.path(name).asText())
                .filter(text -> text.regionMatches(true, 0, "http", 0, 4))
                .findFirst()
                .orElse("");
    }

    List<String> words(Term term) {
        return words.getOrDefault(term, List.of());
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
