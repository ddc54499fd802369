package dev.hubbub.api;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hubbub.api.archive.RecordShelf;
import dev.hubbub.parser.Resource;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Json;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What messages can be tagged with, and the records that texts are linked to. */
final class ResourceOperations {
    private static final TypeReference<List<RecordShelf.Known>> RECORDS = new TypeReference<>() {};

    private final RecordShelf shelf;
    private final Supplier<List<Resource>> described;

    /** @param described the resources that the files describe */
    ResourceOperations(RecordShelf shelf, Supplier<List<Resource>> described) {
        this.shelf = shelf;
        this.described = described;
    }

    void register(Operations operations) {
        operations
                .waiting("listResources", Failing.translated(call -> Answer.ok(Page.whole(all()))))
                .waiting("putRecords", Failing.translated(this::put))
                .waiting("deleteRecord", Failing.translated(this::delete));
    }

    /** Schema {@code Resource}. */
    record ResourceView(
            String name, @Nullable String pattern, @Nullable String href, long records) {}

    private List<ResourceView> all() {
        Map<String, Long> counts = new TreeMap<>(shelf.counts());
        Map<String, Resource> known = new TreeMap<>();
        described.get().forEach(resource -> known.put(resource.name(), resource));
        known.keySet().forEach(name -> counts.putIfAbsent(name, 0L));
        List<ResourceView> all = new ArrayList<>();
        counts.forEach((name, count) -> {
            Optional<Resource> one = Optional.ofNullable(known.get(name));
            all.add(new ResourceView(
                    name,
                    one.map(resource -> resource.pattern().pattern()).orElse(null),
                    one.map(Resource::href).orElse(null),
                    count));
        });
        return all;
    }

    private Answer put(Call call) {
        String resource = call.text("resource");
        shelf.put(resource, Json.MAPPER.convertValue(call.body().get("records"), RECORDS));
        return Answer.ok(all().stream()
                .filter(one -> one.name().equals(resource))
                .findFirst()
                .orElseThrow());
    }

    private Answer delete(Call call) {
        if (!shelf.delete(call.text("resource"), call.text("record"))) {
            throw new ProblemException(Problem.notFound());
        }
        return Answer.nothing();
    }
}
