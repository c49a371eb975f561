package io.camelupscale.lupa.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Copies pictures into a folder that a web server serves.
 *
 * @param folder exists
 * @param url    by which the web server serves it
 */
public record FolderPublisher(Path folder, URI url) implements SourcePublisher {

    /** @throws IllegalArgumentException if the folder is none, or the URL is not an absolute one of http or https */
    public FolderPublisher {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("publicFolder=" + folder + " is no folder");
        }
        if (!SourcePublisher.canBeFetched(url)) {
            throw new IllegalArgumentException("publicUrl is no absolute http or https URL");
        }
    }

    @Override
    public URI publish(Path file, String name) throws IOException {
        Path part = folder.resolve("." + name + ".part");
        try {
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        String base = url.toString();
        return URI.create(base.endsWith("/") ? base + name : base + "/" + name);
    }

    @Override
    public void withdraw(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }
}
