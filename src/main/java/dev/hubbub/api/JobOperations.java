package dev.hubbub.api;

import dev.hubbub.api.archive.StoryShelf;
import dev.hubbub.jobs.JobLedger;
import dev.hubbub.jobs.JobState;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a clock starts, and the stories that are kept. */
final class JobOperations {
    private static final char LIST = 's';

    private final Jobs jobs;
    private final StoryShelf stories;

    JobOperations(Jobs jobs, StoryShelf stories) {
        this.jobs = jobs;
        this.stories = stories;
    }

    void register(Operations operations) {
        operations
                .waiting(
                        "listJobs",
                        Failing.translated(call -> Answer.ok(Page.whole(
                                jobs.list().stream().map(JobOperations::view).toList()))))
                .waiting("runJob", Failing.translated(this::run))
                .waiting("listStories", Failing.translated(this::list))
                .waiting("getStory", Failing.translated(this::get));
    }

    /** Schema {@code Job}. */
    record JobView(
            String name,
            @Nullable String schedule,
            String state,
            @Nullable Instant next,
            @Nullable Instant last,
            @Nullable String reason) {}

    private Answer run(Call call) {
        String name = call.text("job");
        JobState job = find(name);
        if (!jobs.runNow(name)) {
            throw new ProblemException(Problem.of(409, "The job is paused: start its route first."));
        }
        return Answer.accepted(view(job));
    }

    private JobState find(String name) {
        return jobs.list().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static JobView view(JobState job) {
        Optional<JobLedger.Run> last = Optional.ofNullable(job.last());
        boolean failed =
                last.filter(run -> run.outcome() == JobLedger.Outcome.FAILED).isPresent();
        String waiting = failed ? "failed" : "waiting";
        String state = switch (job.doing()) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case SCHEDULED -> waiting;
        };
        return new JobView(
                job.name(),
                job.schedule().isEmpty() ? null : job.schedule(),
                state,
                job.nextRun(),
                last.map(JobLedger.Run::beganAt).orElse(null),
                last.map(JobLedger.Run::reason).orElse(null));
    }

    private Answer list(Call call) {
        int limit = call.number("limit");
        StoryShelf.Place before =
                call.find("cursor").map(cursor -> Cursor.place(LIST, cursor)).orElse(null);
        List<StoryShelf.Kept> read = stories.list(before, limit + 1);
        return Answer.ok(Page.of(
                read,
                limit,
                story -> Cursor.of(LIST, new StoryShelf.Place(story.createdAt(), story.id())),
                Views::story));
    }

    private Answer get(Call call) {
        return Answer.ok(
                Views.story(stories.find(call.id("id")).orElseThrow(() -> new ProblemException(Problem.notFound()))));
    }
}
