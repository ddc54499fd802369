package dev.hubbub.intake;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Ids;
import dev.hubbub.message.MessageId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A log that counts what is kept in it: messages by channel and outcome, how long each commit took and how many messages
 * it held.
 */
public final class MeteredLog implements MessageLog {
    private final MessageLog log;
    private final MeterRegistry meters;
    private final Timer commits;
    private final DistributionSummary sizes;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    public MeteredLog(MessageLog log, MeterRegistry meters) {
        this.log = log;
        this.meters = meters;
        this.commits = Timer.builder("hubbub.intake.commit")
                .description("How long one commit of messages took")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(meters);
        this.sizes = DistributionSummary.builder("hubbub.intake.batch")
                .description("Messages that committed together")
                .register(meters);
    }

    private record Key(ChannelId channel, String outcome) {}

    @Override
    public List<Answer> store(List<Entry> batch) {
        Timer.Sample sample = Timer.start(meters);
        List<Answer> answers = log.store(batch);
        sample.stop(commits);
        sizes.record(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            count(batch.get(i).message().channel(), outcome(answers.get(i)));
        }
        return answers;
    }

    @Override
    public Map<Name, MessageId> known(Collection<Name> names) {
        return log.known(names);
    }

    @Override
    public Changed change(Draft draft, Instant at, Ids ids) {
        Changed changed = log.change(draft, at, ids);
        if (changed instanceof Changed.Done) {
            count(draft.channel(), "changed");
        }
        return changed;
    }

    private void count(ChannelId channel, String outcome) {
        counters.computeIfAbsent(new Key(channel, outcome), this::counter).increment();
    }

    private Counter counter(Key key) {
        return Counter.builder("hubbub.messages")
                .description("Messages that arrived, by channel and what became of them")
                .tag("channel", key.channel().toString())
                .tag("outcome", key.outcome())
                .register(meters);
    }

    private static String outcome(Answer answer) {
        if (answer instanceof Answer.Stored) {
            return "stored";
        }
        return answer instanceof Answer.Repeat ? "repeated" : "key-reused";
    }
}
