package io.camelupscale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page of the project. What stands between {@code <!-- KIND:WHAT -->} and {@code <!-- end -->} is made from
 * something else:
 *
 * <ul>
 *   <li>{@code options:SCHEME}, {@code component-options:SCHEME}, {@code headers:SCHEME}: a table, from the component's
 *       metadata
 *   <li>{@code file:PATH} or {@code file:PATH#REGION}: a file of the repository, or its lines between
 *       {@code // region REGION} and {@code // endregion}
 * </ul>
 */
record Page(Path file) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- ([a-z-]+):(\\S+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    /** The pages in the repository's root and in {@code docs}. */
    static Stream<Page> all() {
        return Stream.of(ROOT, ROOT.resolve("docs")).flatMap(Page::in);
    }

    String text() {
        return read(file);
    }

    /** The text with its blocks made anew. */
    String upToDate() {
        return BLOCK.matcher(text()).replaceAll(block -> Matcher.quoteReplacement(made(block)));
    }

    /** The files that links of this page lead to. */
    List<Path> linked() {
        return LINK.matcher(text())
                .results()
                .map(link -> file.resolveSibling(link.group(1)).normalize())
                .toList();
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }

    private static String made(MatchResult block) {
        return block.group(1) + content(block.group(2), block.group(3)) + block.group(4);
    }

    private static String content(String kind, String what) {
        return switch (kind) {
            case "options" -> MetadataTables.endpointOptions(what);
            case "component-options" -> MetadataTables.componentOptions(what);
            case "headers" -> MetadataTables.headers(what);
            case "file" -> source(what);
            default -> throw new IllegalArgumentException("unknown block " + kind + ":" + what);
        };
    }

    private static String source(String what) {
        String[] parts = what.split("#");
        String text = read(ROOT.resolve(parts[0]));
        String language = parts[0].substring(parts[0].lastIndexOf('.') + 1);
        return "```" + language + "\n" + (parts.length == 1 ? text : region(text, parts[1])) + "```\n";
    }

    private static String region(String text, String name) {
        Matcher region = Pattern.compile(
                        "^ *// region " + Pattern.quote(name) + "\n(.*?)^ *// endregion",
                        Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text);
        if (!region.find()) {
            throw new IllegalArgumentException("no region " + name);
        }
        return region.group(1).stripTrailing().stripIndent() + "\n"; // the last line end would count as a line
    }

    private static Stream<Page> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
