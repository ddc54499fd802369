package dev.hubbub.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.Caller;
import dev.hubbub.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Callers that post without pause, whatever becomes of the hub: some one by one and without a key, who never ask twice;
 * some with a key, who ask until they are answered; some many at once.
 */
final class Load implements AutoCloseable {
    static final String CHANNEL = "shoutbox/ops";
    /** Statuses that a caller who makes no mistake may be answered; 401: the token has run out. */
    static final Set<Integer> ANSWERS = Set.of(201, 401, 503);

    private static final int CALLERS_OF_A_KIND = 2;
    private static final int TOGETHER = 8;
    private static final long PAUSE_MILLIS = 25;

    private final HubProcess hub;
    private final Journal journal;
    private final List<Thread> callers = new ArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    private Load(HubProcess hub, Journal journal) {
        this.hub = hub;
        this.journal = journal;
    }

    static Load start(HubProcess hub, Journal journal) {
        Load load = new Load(hub, journal);
        for (int i = 0; i < CALLERS_OF_A_KIND; i++) {
            load.add(load::sayOne);
            load.add(load::sayOneUntilAnswered);
            load.add(load::sayManyUntilAnswered);
        }
        return load;
    }

    /** Waits until so many more texts were answered. */
    void awaitAnswers(int more) {
        int goal = journal.size() + more;
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> journal.size() >= goal);
    }

    /** What a caller says next; false if that was not answered as stored. */
    @FunctionalInterface
    private interface Saying {
        boolean say(Caller caller) throws InterruptedException;
    }

    private void add(Saying saying) {
        Thread thread = new Thread(() -> talk(saying), "caller-" + callers.size());
        callers.add(thread);
        thread.start();
    }

    private void talk(Saying saying) {
        Caller caller = new Caller(hub::url, hub.folder().resolve("data"));
        try {
            while (!stopped) {
                if (!saying.say(caller)) {
                    pause();
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            failures.add(e);
        }
    }

    private boolean sayOne(Caller caller) throws InterruptedException {
        String text = journal.freshText();
        Caller.Answer answer = ask(caller, () -> caller.say(CHANNEL, text));
        return noted(answer, text);
    }

    private boolean sayOneUntilAnswered(Caller caller) throws InterruptedException {
        String text = journal.freshText();
        while (true) {
            Caller.Answer answer = ask(caller, () -> caller.say(CHANNEL, text, "key-" + text));
            if (answer.status() == 201) {
                return noted(answer, text);
            }
            if (stopped) {
                return false;
            }
            pause();
        }
    }

    private boolean sayManyUntilAnswered(Caller caller) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < TOGETHER) {
            texts.add(journal.freshText());
        }
        while (true) {
            Caller.Answer answer = ask(caller, () -> caller.sayAll(CHANNEL, texts));
            if (answer.status() == 201) {
                for (int i = 0; i < TOGETHER; i++) {
                    journal.stored(
                            texts.get(i),
                            answer.body().path("items").path(i).path("id").asText());
                }
                return true;
            }
            if (stopped) {
                return false;
            }
            pause();
        }
    }

    private boolean noted(Caller.Answer answer, String text) {
        if (answer.status() == 201) {
            journal.stored(text, answer.body().path("id").asText());
            return true;
        }
        return false;
    }

    /** One question to the hub. */
    @FunctionalInterface
    private interface Question {
        Caller.Answer ask() throws IOException, InterruptedException;
    }

    /** The hub's answer; without a status if it is dead. A token that has run out is renewed. */
    private Caller.Answer ask(Caller caller, Question question) throws InterruptedException {
        try {
            Caller.Answer answer = question.ask();
            journal.status(answer.status());
            if (answer.status() == 401) {
                caller.logIn();
            }
            return answer;
        } catch (IOException e) {
            return Caller.Answer.NONE;
        }
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }

    /** Lets each caller end what it is at. */
    @Override
    public void close() {
        stopped = true;
        await().atMost(Duration.ofMinutes(2)).until(() -> callers.stream().noneMatch(Thread::isAlive));
        assertThat(failures).as("what went wrong with the callers").isEmpty();
    }
}
