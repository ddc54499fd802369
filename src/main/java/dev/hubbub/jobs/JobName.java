package dev.hubbub.jobs;

import org.quartz.JobKey;

/**
 * How jobs are named to people: {@code fortune} for {@code quartz:fortune} in {@code fortune.camel.yaml}, {@code
 * reports.weekly} for {@code quartz:weekly} in {@code reports.camel.yaml}, {@code group.name} for {@code
 * quartz:group/name}.
 */
final class JobName {
    /** Quartz group of the hub's own jobs. */
    static final String HUB = "hub";

    /** Quartz group of reminders' alarms, which are no jobs to people. */
    static final String ALARMS = "reminder";

    /** Where no group is given Camel takes the context's name, and each file's context is named after it. */
    private static final String FILE_GROUP = "Camel_hubbub-";

    private JobName() {}

    static String of(JobKey key) {
        String group =
                key.getGroup().startsWith(FILE_GROUP) ? key.getGroup().substring(FILE_GROUP.length()) : key.getGroup();
        return group.equals(key.getName()) ? group : group + "." + key.getName();
    }

    /** Whether people see it in the list of jobs. */
    static boolean isListed(JobKey key) {
        return !key.getGroup().equals(ALARMS);
    }
}
