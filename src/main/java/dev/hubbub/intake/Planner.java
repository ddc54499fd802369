package dev.hubbub.intake;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What is done to a message before it is stored: parsers, then either the bot's command or the rules. Messages that no
 * parser wants are planned where they come in; the others on threads of their own, so that no caller waits for a slow
 * parser.
 */
public final class Planner implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int WAITING = 1000;

    private final Parsers parsers;
    private final ParserRunner runner;
    private final CommandFinder commands;
    private final Router router;
    private final Clock clock;
    private final ExecutorService threads;

    public Planner(Parsers parsers, ParserRunner runner, CommandFinder commands, Router router, Clock clock) {
        this.parsers = parsers;
        this.runner = runner;
        this.commands = commands;
        this.router = router;
        this.clock = clock;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "hubbub-planner");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    CompletionStage<Planned> plan(Submission submission) {
        List<Parser> wanted = parsers.on(submission.draft().channel());
        if (wanted.stream().noneMatch(parser -> mayWant(parser, submission.draft()))) {
            return CompletableFuture.completedFuture(plan(submission, List.of()));
        }
        try {
            return CompletableFuture.supplyAsync(() -> plan(submission, wanted), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IntakeException.Overloaded());
        }
    }

    /** One that fails even at this is left to the runner, which notes it. */
    private static boolean mayWant(Parser parser, Draft draft) {
        try {
            return parser.wants(draft);
        } catch (RuntimeException | LinkageError e) {
            return true;
        }
    }

    private Planned plan(Submission submission, List<Parser> wanted) {
        List<Map<String, Object>> steps = new ArrayList<>(submission.before());
        Draft parsed = runner.run(submission.draft(), wanted, steps);
        Router.Plan plan = route(parsed, steps);
        steps.addAll(plan.steps());
        return new Planned(plan, steps, submission.fingerprint());
    }

    /** Commands go to the bot, answers of the hub to whom they are meant; everything else is for the rules. */
    private Router.Plan route(Draft draft, List<Map<String, Object>> steps) {
        if (!draft.explicitTargets().isEmpty()) {
            return direct(draft, draft.explicitTargets());
        }
        Optional<ChannelId> command = draft.sender().equals(Address.BOT) ? Optional.empty() : commands.commandIn(draft);
        if (command.isPresent()) {
            steps.add(Map.of("step", "command", "channel", command.get().toString()));
            return direct(draft, List.of(Target.of(command.get())));
        }
        return router.plan(draft, clock.instant());
    }

    private static Router.Plan direct(Draft draft, List<Target> targets) {
        return new Router.Plan(draft, Set.of(), false, targets, List.of(), List.of());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        runner.close();
    }
}
