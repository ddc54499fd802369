package dev.hubbub.channel.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers as long as it lives, for one hub alone: where there is no database. */
final class ForgetfulBoxes implements BoxMemory {
    private final Map<String, Seen> boxes = new ConcurrentHashMap<>();

    @Override
    public boolean hold(String box) {
        return true;
    }

    @Override
    public void release(String box) {}

    @Override
    public Seen seen(String box) {
        return boxes.getOrDefault(box, new Seen(0, 0));
    }

    @Override
    public void saw(String box, Seen seen) {
        boxes.put(box, seen);
    }
}
