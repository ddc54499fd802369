package dev.hubbub.peers;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs only where programs are installed; where {@code CI=true}, its absence is a failure. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgram.Condition.class)
public @interface NeedsProgram {
    /** Their names. */
    String[] value();

    /** The packages that they are in, where these have other names. */
    String from() default "";

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                    .map(Condition::looked)
                    .orElse(ConditionEvaluationResult.enabled("nothing is needed"));
        }

        private static ConditionEvaluationResult looked(NeedsProgram needed) {
            String programs = String.join(" ", needed.value());
            if (Arrays.stream(needed.value()).allMatch(Condition::isInstalled)) {
                return ConditionEvaluationResult.enabled(programs + " is installed");
            }
            String packages = needed.from().isEmpty() ? programs : needed.from();
            String reason = programs + " is not installed (apt-get install " + packages + ")";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(reason + ", but CI=true: nothing may be skipped");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        /** Whether the machine has it, also where only root looks. */
        static boolean isInstalled(String program) {
            for (String place :
                    (System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator, -1)) {
                if (Files.isExecutable(Path.of(place, program))) {
                    return true;
                }
            }
            return false;
        }
    }
}
