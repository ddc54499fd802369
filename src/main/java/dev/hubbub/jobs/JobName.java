package dev.hubbub.jobs;

import org.quartz.JobKey;

/** How jobs are named to people: {@code fortune} for {@code quartz:fortune}, else {@code group.name}. */
final class JobName {
    /** Quartz group of the hub's own jobs. */
    static final String HUB = "hub";

    /** Quartz group of reminders' alarms, which are no jobs to people. */
    static final String ALARMS = "reminder";

    private static final String UNNAMED_GROUP = "Camel";

    private JobName() {}

    static String of(JobKey key) {
        return key.getGroup().equals(UNNAMED_GROUP) ? key.getName() : key.getGroup() + "." + key.getName();
    }

    /** Whether people see it in the list of jobs. */
    static boolean isListed(JobKey key) {
        return !key.getGroup().equals(ALARMS);
    }
}
