/**
 * What a clock starts. {@link dev.hubbub.jobs.Jobs} is the door; {@link dev.hubbub.jobs.Scheduling} makes
 * the one Quartz scheduler of the hub, which keeps its state in the database, so that each run happens once however many nodes there are, and a run that fell due while the
 * hub was down is made up for. It starts three kinds of things: route files whose {@code from:} is {@code quartz:}
 * ({@link dev.hubbub.jobs.QuartzRoutes}), the hub's own jobs ({@link dev.hubbub.jobs.HubJob}), and the alarms of
 * reminders ({@link dev.hubbub.jobs.Alarms}). {@link dev.hubbub.jobs.JobList} shows the first two, and runs them on
 * demand.
 */
@NullMarked
package dev.hubbub.jobs;

import org.jspecify.annotations.NullMarked;
