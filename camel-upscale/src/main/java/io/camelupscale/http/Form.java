package io.camelupscale.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a {@code multipart/form-data} call. Files are streamed, and the whole length is known before anything is sent.
 *
 * @param fields texts, sent in this order
 * @param files  sent after the fields
 */
public record Form(List<Field> fields, List<File> files) {

    /** A text. */
    public record Field(String name, String value) {}

    /**
     * A file.
     *
     * @param fileName    the name the service shall see, in UTF-8
     * @param contentType such as {@code image/png}
     */
    public record File(String name, Path path, String fileName, String contentType) {}

    public Form {
        fields = List.copyOf(fields);
        files = List.copyOf(files);
    }

    public static Form empty() {
        return new Form(List.of(), List.of());
    }

    public Form field(String name, Object value) {
        return new Form(with(fields, new Field(name, value.toString())), files);
    }

    public Form file(String name, Path path, String fileName, String contentType) {
        return new Form(fields, with(files, new File(name, path, fileName, contentType)));
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
