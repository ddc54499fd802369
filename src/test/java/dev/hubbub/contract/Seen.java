package dev.hubbub.contract;

/**
 * What people on a network see of what the hub said there.
 *
 * @param id the network's name for it
 * @param files names of the files that came along
 * @param answers what it answers, by the network's name; empty: nothing
 * @param corrects in place of what it is; empty: of nothing
 * @param retracts what it takes back; empty: nothing
 */
record Seen(String id, String text, String files, String answers, String corrects, String retracts) {
    static Seen of(String id, String text) {
        return new Seen(id, text, "", "", "", "");
    }

    /** The same with a file that came right after it. */
    Seen with(String file) {
        return new Seen(id, text, files.isEmpty() ? file : files + "," + file, answers, corrects, retracts);
    }

    boolean has(String part) {
        return text.contains(part);
    }
}
