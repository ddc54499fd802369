package dev.hubbub.component;

import dev.hubbub.message.Change;
import dev.hubbub.outbox.LaneOptions;
import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How a route sends: at what pace, how often, and what it can do to what it has sent. */
@UriParams
public class SendingOptions {
    @UriParam(label = "consumer", defaultValue = "0", description = "Attempts per second at most; 0: no limit.")
    private double rate = LaneOptions.USUAL.rate();

    @UriParam(label = "consumer", defaultValue = "1", description = "Attempts under way at once.")
    private int concurrency = LaneOptions.USUAL.concurrency();

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether a delivery waits for those before it, also while one of them is retried.")
    private boolean ordered = LaneOptions.USUAL.ordered();

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "Attempts before a delivery is given up and is dead.")
    private int maxAttempts = LaneOptions.USUAL.maxAttempts();

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "Wait before the second attempt; it grows with each one, with jitter.")
    private long backoff = LaneOptions.USUAL.backoff().toMillis();

    @UriParam(
            label = "consumer",
            defaultValue = "2",
            description = "How many times longer than the one before each wait is, from 1 to 100.")
    private double backoffFactor = LaneOptions.USUAL.backoffFactor();

    @UriParam(
            label = "consumer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "Longest wait between two attempts.")
    private long maxBackoff = LaneOptions.USUAL.maxBackoff().toMillis();

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether the target can tell a repeat by the delivery's id. If not, an interrupted attempt"
                    + " leaves the delivery uncertain instead of being repeated.")
    private boolean deduplicates = LaneOptions.USUAL.deduplicates();

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route sends the files of messages, which are attachments of the exchange. If not,"
                            + " they are named after the text, with their URLs if the hub has a public one.")
    private boolean attachments;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route can correct what it has sent, as the header HubbubReplaces says. If not, a"
                            + " correction is sent as a text that begins with (edited).")
    private boolean corrections;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether this route can delete what it has sent, as the header HubbubRetracts says. If not, the"
                            + " text (deleted) is sent.")
    private boolean deletions;

    LaneOptions laneOptions() {
        return new LaneOptions(
                rate,
                concurrency,
                ordered,
                maxAttempts,
                Duration.ofMillis(backoff),
                backoffFactor,
                Duration.ofMillis(maxBackoff),
                deduplicates);
    }

    /** Whether this route can do to what it has sent what was done to the message. */
    boolean carries(Change.Kind change) {
        return change == Change.Kind.CORRECTION ? corrections : deletions;
    }

    public double getRate() {
        return rate;
    }

    public void setRate(double rate) {
        this.rate = rate;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public boolean isOrdered() {
        return ordered;
    }

    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public long getBackoff() {
        return backoff;
    }

    public void setBackoff(long backoff) {
        this.backoff = backoff;
    }

    public double getBackoffFactor() {
        return backoffFactor;
    }

    public void setBackoffFactor(double backoffFactor) {
        this.backoffFactor = backoffFactor;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public boolean isDeduplicates() {
        return deduplicates;
    }

    public void setDeduplicates(boolean deduplicates) {
        this.deduplicates = deduplicates;
    }

    public boolean isAttachments() {
        return attachments;
    }

    public void setAttachments(boolean attachments) {
        this.attachments = attachments;
    }

    public boolean isCorrections() {
        return corrections;
    }

    public void setCorrections(boolean corrections) {
        this.corrections = corrections;
    }

    public boolean isDeletions() {
        return deletions;
    }

    public void setDeletions(boolean deletions) {
        this.deletions = deletions;
    }
}
