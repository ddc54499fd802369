package dev.hubbub.contract;

/** What a network has beside texts; what it has not the hub says in words, or leaves. */
enum Can {
    /** It names what is said, so that the same thing twice is told apart. */
    NAME,
    /** People there can write under a subject. */
    SUBJECT,
    /** People there can say what they answer. */
    ANSWER,
    /** People there can correct what they said. */
    CORRECT,
    /** People there can take back what they said. */
    RETRACT,
    /** People there can send files that come with the message. */
    FILE,
    /** The hub says there what it answers. */
    ANSWERS,
    /** The hub's corrections are corrections there. */
    CORRECTS,
    /** The hub's deletions are deletions there. */
    RETRACTS,
    /** Files go there with the message. */
    FILES,
    /** It can tell a repeat, so that what was cut off is tried again. */
    REPEAT,
    /** The hub looks whether it is still connected before it says anything there. */
    LOOKS,
    /** It tells when somebody has got what was sent. */
    RECEIPTS,
    /** It tells later that what it took has not reached anybody after all. */
    BOUNCES
}
