package dev.hubbub.contract;

/**
 * Something that somebody on a network says.
 *
 * @param id how it is to be named, where people there choose that
 * @param answers what it answers, by the network's name; empty: nothing
 * @param corrects in place of what it is; empty: of nothing
 * @param retracts what it takes back; empty: nothing
 */
record Said(String id, String text, String subject, String file, String answers, String corrects, String retracts) {
    static Said of(String id, String text) {
        return new Said(id, text, "", "", "", "", "");
    }

    Said under(String given) {
        return new Said(id, text, given, file, answers, corrects, retracts);
    }

    Said with(String given) {
        return new Said(id, text, subject, given, answers, corrects, retracts);
    }

    Said answering(String given) {
        return new Said(id, text, subject, file, given, corrects, retracts);
    }

    Said correcting(String given) {
        return new Said(id, text, subject, file, answers, given, retracts);
    }

    Said retracting(String given) {
        return new Said(id, text, subject, file, answers, corrects, given);
    }
}
