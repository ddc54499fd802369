package dev.hubbub.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** One line of the contract for many networks: first something happens on all of them, so that each waits while the others do. */
final class Each {
    private Each() {}

    /** Something with one network. */
    @FunctionalInterface
    interface Step {
        void with(Net net) throws Exception;
    }

    static Stream<DynamicTest> of(List<Net> nets, Step happens, Step then) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Net net : nets) {
            Exception failed = failure(net, happens);
            tests.add(DynamicTest.dynamicTest(net.name, () -> {
                if (failed != null) {
                    throw failed;
                }
                then.with(net);
            }));
        }
        return tests.stream();
    }

    private static @Nullable Exception failure(Net net, Step step) {
        try {
            step.with(net);
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
