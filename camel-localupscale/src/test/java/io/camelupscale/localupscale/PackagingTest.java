package io.camelupscale.localupscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What a user downloads for this component beyond Camel and camel-upscale. */
class PackagingTest {

    private static final long LIMIT = 12_000_000;

    /** The jars behind the dependencies that are named here, and theirs. */
    private static final List<String> OWN_JARS = List.of("webp-imageio-", "kotlin-stdlib-", "annotations-13");

    @Test
    void itBringsNothingButTheWebpWriter() throws Exception {
        assertThat(dependencies("not(scope) and not(optional)"))
                .containsExactlyInAnyOrder("camel-upscale", "webp-imageio");
        assertThat(dependencies("optional='true'")).containsExactly("onnxruntime");
    }

    @Test
    void itsJarAndWhatItBringsAreBelowTwelveMegabytes() throws IOException {
        long bytes = zipped(Path.of("target/classes"));
        for (String own : OWN_JARS) {
            bytes += Files.size(jar(own));
        }

        assertThat(bytes).isLessThan(LIMIT);
    }

    private static List<String> dependencies(String condition) throws Exception {
        Document pom =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new File("pom.xml"));
        NodeList names = (NodeList) XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[%s]/artifactId".formatted(condition),
                        pom,
                        XPathConstants.NODESET);
        return Stream.iterate(0, i -> i < names.getLength(), i -> i + 1)
                .map(i -> names.item(i).getTextContent())
                .toList();
    }

    private static Path jar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar " + name + " on the class path"));
    }

    /** Size of a folder as a jar. */
    private static long zipped(Path folder) throws IOException {
        Counter counter = new Counter();
        try (ZipOutputStream zip = new ZipOutputStream(counter);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return counter.bytes;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
