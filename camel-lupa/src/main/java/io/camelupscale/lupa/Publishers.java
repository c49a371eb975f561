package io.camelupscale.lupa;

import io.camelupscale.lupa.publish.EndpointPublisher;
import io.camelupscale.lupa.publish.FolderPublisher;
import io.camelupscale.lupa.publish.SourcePublisher;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Who publishes the sources of which account. One for each, so that whoever goes on with a job finds what was published. */
final class Publishers {

    private final Map<String, SourcePublisher> byAccount = new ConcurrentHashMap<>();

    @Nullable
    SourcePublisher of(String account) {
        return byAccount.get(account);
    }

    /** @throws IllegalArgumentException if the account has another one */
    void add(String account, SourcePublisher publisher) {
        SourcePublisher other = byAccount.putIfAbsent(account, publisher);
        if (other != null && !other.equals(publisher)) {
            throw new IllegalArgumentException(
                    "publishTo, withdrawTo, publicFolder, publicUrl and sourcePublisher must be the same for all endpoints"
                            + " of " + account);
        }
    }

    /**
     * The one that options describe; null if they describe none.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    static @Nullable SourcePublisher described(CamelContext context, LupaConfiguration options) {
        String publishTo = options.getPublishTo();
        String folder = options.getPublicFolder();
        String url = options.getPublicUrl();
        if (Stream.of(options.getSourcePublisher(), publishTo, folder)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new IllegalArgumentException("Only one of publishTo, publicFolder and sourcePublisher can be used");
        }
        if (options.getWithdrawTo() != null && publishTo == null) {
            throw new IllegalArgumentException("withdrawTo goes with publishTo alone");
        }
        if ((folder == null) != (url == null)) {
            throw new IllegalArgumentException("publicFolder and publicUrl go together");
        }
        if (publishTo != null) {
            return new EndpointPublisher(context, publishTo, options.getWithdrawTo());
        }
        return folder != null && url != null
                ? new FolderPublisher(Path.of(folder), URI.create(url))
                : options.getSourcePublisher();
    }
}
