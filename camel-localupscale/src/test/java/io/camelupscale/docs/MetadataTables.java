package io.camelupscale.docs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/** Markdown tables of options and headers. */
final class MetadataTables {

    private MetadataTables() {}

    static String endpointOptions(String scheme) {
        return options(ComponentMetadata.of(scheme).endpointOptions());
    }

    static String componentOptions(String scheme) {
        return options(ComponentMetadata.of(scheme).componentOptions());
    }

    static String headers(String scheme) {
        return table(
                List.of("Header", "Use", "Type", "Description"),
                ComponentMetadata.of(scheme).headers().stream().map(MetadataTables::header));
    }

    private static String options(List<? extends BaseOptionModel> options) {
        return table(
                List.of("Option", "Type", "Default", "Description"),
                options.stream().map(MetadataTables::option));
    }

    private static List<String> option(BaseOptionModel option) {
        String place = option instanceof ComponentModel.EndpointOptionModel && "path".equals(option.getKind())
                ? option.isRequired() ? " (path, required)" : " (path)"
                : "";
        String value = option.getDefaultValue() == null
                ? ""
                : code(option.getDefaultValue().toString());
        return List.of(code(option.getName()) + place, type(option), value, option.getDescription());
    }

    private static String type(BaseOptionModel option) {
        return option.getEnums() == null || option.getEnums().isEmpty()
                ? option.getType()
                : option.getEnums().stream().map(MetadataTables::code).collect(Collectors.joining(", "));
    }

    private static List<String> header(ComponentModel.EndpointHeaderModel header) {
        String type = header.getJavaType().replaceFirst(".*\\.", "");
        return List.of(code(header.getName()), use(String.valueOf(header.getLabel())), type, header.getDescription());
    }

    private static String use(String label) {
        return switch (label) {
            case "producer" -> "read";
            case "common" -> "read, set";
            default -> "set";
        };
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        Stream<List<String>> top =
                Stream.of(head, head.stream().map(name -> "---").toList());
        return Stream.concat(top, rows)
                .map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
