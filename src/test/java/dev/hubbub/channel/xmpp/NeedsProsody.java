package dev.hubbub.channel.xmpp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only where Prosody is installed; where {@code CI=true}, its absence is a failure. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProsody.Condition.class)
public @interface NeedsProsody {

    /** Looks for Prosody. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (ProsodyServer.isInstalled()) {
                return ConditionEvaluationResult.enabled("prosody is installed");
            }
            String reason = "prosody is not installed (apt-get install prosody)";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(reason + ", but CI=true: nothing may be skipped");
            }
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
