package dev.hubbub.jobs;

/**
 * A job of the hub's own.
 *
 * @param name its name, shown as {@code hub.NAME}
 * @param what one line on what it does
 * @param cron when it runs, as a Quartz cron expression
 * @param task what to do; what it throws is the reason of a failed run
 */
public record HubJob(String name, String what, String cron, Runnable task) {}
