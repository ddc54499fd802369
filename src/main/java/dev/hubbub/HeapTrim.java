package dev.hubbub;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the system back what only the start needed: a hub that starts uses far more memory than one that runs, and the
 * JVM would keep all of it. Once, some seconds after the start; never below {@code -Xms}, and not at all with
 * {@code -XX:+DisableExplicitGC}.
 */
final class HeapTrim {
    private static final Logger LOG = LoggerFactory.getLogger(HeapTrim.class);
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    /** Where the JVM takes the commands of {@code jcmd} from its own program. */
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private static final String TRIM = "systemTrimNativeHeap";

    /** Seconds after a start until the compiler has little left to do, and what nothing waited for has started, too. */
    private static final int ALL_RESTS = 5;

    private HeapTrim() {}

    /** Takes some seconds, for which the caller sleeps. */
    static void now() throws InterruptedException {
        try {
            TimeUnit.SECONDS.sleep(ALL_RESTS);
            @Nullable HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (vm != null) {
                collect(vm);
            }
            trimNative();
        } catch (RuntimeException | JMException e) {
            LOG.debug("this JVM keeps what the start needed", e);
        }
    }

    /**
     * What the compiler had in hand, the C library keeps too: some 30 MB. JDKs that know a command against that have it
     * from 17.0.9 on, on Linux with glibc.
     */
    private static void trimNative() throws JMException {
        ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(COMMANDS), TRIM, new Object[0], new String[0]);
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
