package dev.hubbub.faults;

/** What a {@link FaultProxy} does to the connections through it. */
public enum Fault {
    /** All is well. */
    NONE,
    /** Every piece comes late. */
    DELAY,
    /** Every byte comes alone. */
    BYTE_BY_BYTE,
    /** A black hole: what is sent is taken and never arrives, either way, and nobody is told. */
    DROP,
    /** What is asked arrives, its answers do not: what was asked may have been done. */
    DROP_ANSWERS,
    /** Half open: connections stand and are taken, but nobody reads any more; what was sent goes on once it is over. */
    STALL,
    /** Connections break with a reset, new ones at once. */
    RESET;

    /** Whether bytes are lost under it; such a connection can never be whole again. */
    boolean losesBytes() {
        return this == DROP || this == DROP_ANSWERS;
    }
}
