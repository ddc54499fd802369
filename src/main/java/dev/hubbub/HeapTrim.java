package dev.hubbub;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the system back what only the start needed: a hub that starts uses far more memory than one that runs, and the
 * JVM would keep all of it. Once, right after the start; never below {@code -Xms}, and not at all with
 * {@code -XX:+DisableExplicitGC}.
 */
final class HeapTrim {
    private static final Logger LOG = LoggerFactory.getLogger(HeapTrim.class);
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    private HeapTrim() {}

    static void now() {
        try {
            @Nullable HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (vm != null) {
                collect(vm);
            }
        } catch (RuntimeException e) {
            LOG.debug("this JVM keeps what the start needed", e);
        }
    }

    /** Both settings are as they were when this returns; they say how much of the heap a full collection leaves free. */
    private static void collect(HotSpotDiagnosticMXBean vm) {
        String least = vm.getVMOption(LEAST_FREE).getValue();
        String most = vm.getVMOption(MOST_FREE).getValue();
        try {
            vm.setVMOption(LEAST_FREE, "10");
            vm.setVMOption(MOST_FREE, "20");
            System.gc();
        } finally {
            vm.setVMOption(MOST_FREE, most);
            vm.setVMOption(LEAST_FREE, least);
        }
    }
}
