package dev.hubbub.component;

import dev.hubbub.intake.Accepted;
import dev.hubbub.intake.Submission;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * {@code from: hub:command/WORD}: somebody said {@code !WORD …}. The exchange's body is what follows the word; what the
 * route leaves there is the answer, which goes to where the command was said, once, however often the route had to run.
 */
final class CommandConsumer extends DefaultConsumer {
    private final HubEndpoint endpoint;
    private final ChannelId command;
    private boolean opened;

    CommandConsumer(HubEndpoint endpoint, ChannelId command, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.command = command;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.ports().commands().add(command.name(), Objects.requireNonNullElse(endpoint.getDescription(), ""));
        endpoint.ports().outbox().open(command, endpoint.getSending().laneOptions(), this::run);
        opened = true;
    }

    @Override
    protected void doStop() throws Exception {
        // one that was never started is stopped, too, and another route may have the word
        if (opened) {
            opened = false;
            endpoint.ports().outbox().close(command);
            endpoint.ports().commands().remove(command.name());
        }
        super.doStop();
    }

    private Outcome run(Owed owed) {
        Exchange exchange = createExchange(false);
        try {
            Draft said = owed.message().said();
            Exchanges.fill(exchange, said, arguments(said.text()));
            Exchanges.fill(exchange, owed.delivery());
            endpoint.ports().files().put(exchange, owed.message());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                return Outcomes.of(exchange);
            }
            String answer = exchange.getMessage().getBody(String.class);
            return answer == null || answer.isBlank() ? new Outcome.Sent(null) : answer(owed, answer);
        } catch (CompletionException e) {
            return Outcomes.of(Objects.requireNonNullElse(e.getCause(), e));
        } catch (Exception | LinkageError e) {
            return Outcomes.of(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static String arguments(String text) {
        String[] wordAndRest = text.strip().split("\\s+", 2);
        return wordAndRest.length < 2 ? "" : wordAndRest[1].strip();
    }

    private Outcome answer(Owed owed, String text) {
        Draft said = owed.message().said();
        Draft answer = Draft.builder(ChannelId.HUB, Address.BOT, text)
                .inReplyTo(owed.message().id())
                .externalId("answer:" + owed.delivery().id())
                .verified(true)
                .hops(said.hops() + 1)
                .visited(said.visited())
                .explicitTargets(List.of(new Target(said.channel(), said.replyTo(), null)))
                .build();
        Accepted accepted = endpoint.ports()
                .intake()
                .submit(Submission.of(answer), endpoint.ports().patience())
                .toCompletableFuture()
                .join();
        return new Outcome.Sent(accepted.message().id().toString());
    }
}
