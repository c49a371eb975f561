package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.testprovider.ScriptedProvider;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountProviderTest {

    private final ScriptedProvider scripted = new ScriptedProvider(true);
    private final ManualJobTimer time = new ManualJobTimer();
    private final AccountProvider provider = new AccountProvider(scripted, time);

    @Test
    void everyMethodIsPassedOn() {
        assertThat(UpscaleProvider.class.getMethods())
                .allSatisfy(method -> assertThat(declared(method)).isNotNull());
    }

    @Test
    void aRefusalCountsUntilASubmitSucceeds() {
        scripted.refuseSubmits(new ProviderException(Kind.OUT_OF_CREDITS, "no credits left"));
        submit();
        assertThat(provider.refusal()).map(Refusal::reason).contains(FailureReason.OUT_OF_CREDITS);

        provider.check(new RemoteJob("r1"));
        assertThat(provider.refusal()).as("looking costs nothing").isPresent();

        submit();
        assertThat(provider.refusal()).isEmpty();
    }

    @Test
    void aRefusedCheckCountsUntilACheckSucceeds() {
        scripted.answerChecks(new ProviderException(Kind.UNAUTHORIZED, "key revoked"));
        provider.check(new RemoteJob("r1"));
        assertThat(provider.refusal()).map(Refusal::message).contains("key revoked");

        provider.check(new RemoteJob("r1"));
        assertThat(provider.refusal()).isEmpty();
        assertThat(provider.polls()).isEqualTo(2);
    }

    @Test
    void aProviderThatDoesNotAnswerForHalfAMinuteIsToldOfUntilItDoes() {
        scripted.refuseSubmits(
                new ProviderException(Kind.UNAVAILABLE, "no connection"),
                new ProviderException(Kind.UNAVAILABLE, "still none"));
        submit();
        time.advance(Duration.ofSeconds(29));
        submit();
        assertThat(provider.refusal()).as("it may be starting").isEmpty();

        time.advance(Duration.ofSeconds(1));
        assertThat(provider.refusal())
                .contains(new Refusal(
                        FailureReason.UNAVAILABLE, "no connection", time.now().minusSeconds(30)));

        provider.check(new RemoteJob("r1"));
        assertThat(provider.refusal()).isEmpty();
    }

    @Test
    void whoSaysWhenToComeAgainDoesAnswer() {
        scripted.refuseSubmits(
                new ProviderException(Kind.UNAVAILABLE, "no connection"),
                new ProviderException(Kind.UNAVAILABLE, "busy", Duration.ofHours(1), null));
        submit();
        submit();
        time.advance(Duration.ofMinutes(1));

        assertThat(provider.refusal()).isEmpty();
    }

    @Test
    void otherFailuresSayNothingAboutTheAccount() {
        scripted.refuseSubmits(
                new ProviderException(Kind.UNAVAILABLE, "later"), new ProviderException(Kind.REJECTED, "too large"));
        submit();
        submit();

        assertThat(provider.refusal()).isEmpty();
    }

    private void submit() {
        UpscaleSpec spec = new UpscaleSpec("image", 2, null, null, Map.of());
        provider.submit(new UpscaleRequest(Path.of("a.png"), "a.png", spec), RemoteJob.NONE, new Nobody());
    }

    private static Method declared(Method method) {
        try {
            return AccountProvider.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static final class Nobody implements SubmitContext {

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {}

        @Override
        public void changed() {}
    }
}
