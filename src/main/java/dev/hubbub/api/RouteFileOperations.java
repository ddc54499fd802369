package dev.hubbub.api;

import dev.hubbub.message.ChannelId;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFileState;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.routes.RouteInfo;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that make the channels, each with its state; stopping one, and starting it again. */
final class RouteFileOperations {
    private final RouteFolder folder;

    RouteFileOperations(RouteFolder folder) {
        this.folder = folder;
    }

    void register(Operations operations) {
        operations
                .waiting(
                        "listRouteFiles",
                        call -> Answer.ok(Page.whole(folder.files().stream()
                                .map(RouteFileOperations::view)
                                .toList())))
                .waiting("getRouteFile", call -> found(() -> folder.file(call.text("file"))))
                .waiting("pauseRouteFile", call -> changed(call, RouteFileState.PAUSED))
                .waiting("resumeRouteFile", call -> changed(call, RouteFileState.RUNNING));
    }

    /** Schema {@code RouteFile}. */
    record FileView(
            String file,
            String state,
            boolean runs,
            List<String> routes,
            List<String> channels,
            @Nullable Integer line,
            @Nullable String reason,
            Instant since) {}

    private Answer changed(Call call, RouteFileState wanted) {
        String name = call.text("file");
        boolean already =
                folder.file(name).filter(file -> file.state() == wanted).isPresent();
        if (already) {
            return found(() -> folder.file(name));
        }
        return found(() -> wanted == RouteFileState.PAUSED ? folder.pause(name) : folder.resume(name));
    }

    private static Answer found(Supplier<Optional<RouteFile>> file) {
        try {
            return Answer.ok(view(file.get().orElseThrow(() -> new ProblemException(Problem.notFound()))));
        } catch (IllegalStateException e) {
            throw new ProblemException(Problem.of(409, String.valueOf(e.getMessage())));
        }
    }

    private static FileView view(RouteFile file) {
        return new FileView(
                file.name(),
                file.state().text(),
                file.state() == RouteFileState.RUNNING || file.earlierUp(),
                file.routes().stream().map(RouteInfo::id).toList(),
                file.routes().stream()
                        .flatMap(route -> Stream.concat(route.in().stream(), route.out().stream()))
                        .distinct()
                        .sorted()
                        .map(ChannelId::toString)
                        .toList(),
                file.line(),
                file.reason(),
                file.since());
    }
}
