package dev.hubbub.sandbox;

import java.util.List;

/**
 * One peer of the sandbox, as it is shown: boxes (a phone, a mailbox, a room), what came into each, and a way to say something
 * from one of them.
 */
public interface Peer {
    /** What it is, and where. */
    About about();

    /** What came into its boxes, and what was written in them; the latest last, bounded. */
    List<Note> notes();

    /**
     * Somebody of the sandbox says something, as from a device of their own.
     *
     * @throws NotSaidException if that cannot be said there
     */
    void say(Line line) throws NotSaidException;

    /**
     * What a peer is.
     *
     * @param id its word in addresses, as {@code sms}
     * @param title what people call it
     * @param channel the channel that what is said here arrives on
     * @param endpoints where it listens, for programs of one's own
     * @param boxes those that are always there, and those that something came into
     */
    record About(String id, String title, String channel, List<Endpoint> endpoints, List<Box> boxes) {
        public About {
            endpoints = List.copyOf(endpoints);
            boxes = List.copyOf(boxes);
        }
    }

    /**
     * An address to connect to.
     *
     * @param protocol as {@code imap}
     * @param address as {@code 127.0.0.1:3143}
     */
    record Endpoint(String protocol, String address) {
        static Endpoint local(String protocol, int port) {
            return new Endpoint(protocol, "127.0.0.1:" + port);
        }
    }

    /**
     * A phone, a mailbox, a room.
     *
     * @param address its number or address
     * @param name whose it is
     * @param speakers who can say something from there; none where it is the hub's own
     * @param hint what one needs to know to use it with a program of one's own
     */
    record Box(String address, String name, List<String> speakers, String hint) {
        public Box {
            speakers = List.copyOf(speakers);
        }
    }

    /**
     * Something to be said.
     *
     * @param box from where
     * @param speaker as whom, one of the box's speakers; empty: the first of them
     * @param subject empty where there is none
     */
    record Line(String box, String speaker, String subject, String text) {
        @Override
        public String toString() {
            return "Line[" + box + "]";
        }
    }

    /** It cannot be said like this. */
    final class NotSaidException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;

        /** @param field which part of the {@link Line} is wrong */
        public NotSaidException(String field, String reason) {
            super(reason);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }
}
