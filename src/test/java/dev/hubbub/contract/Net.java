package dev.hubbub.contract;

import dev.hubbub.Caller;
import dev.hubbub.TestHub;
import dev.hubbub.config.Settings;
import dev.hubbub.faults.FaultProxy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network with people on it, as the far side of one channel: what they say, what they see, and what goes wrong there. */
abstract class Net {
    final String name;
    final String channel;
    private final Set<Can> can;
    private final Map<Integer, FaultProxy> ways = new LinkedHashMap<>();

    Net(String name, String channel, Can... can) {
        this.name = name;
        this.channel = channel;
        this.can = Set.of(can);
    }

    final boolean can(Can what) {
        return can.contains(what);
    }

    /** What the hub is told of it. */
    abstract Settings configure(Settings settings);

    /** The hub is up, or up again. */
    void joined(TestHub hub, Caller caller) throws Exception {}

    /** Whether anything can be sent there. */
    boolean isSpokenTo() {
        return true;
    }

    /** Whom on the channel the hub writes to; empty: the channel as such. */
    String recipient() {
        return "";
    }

    /** Somebody says something. @return how the network names it; empty: not at all */
    abstract String say(Said said) throws Exception;

    /** How a text arrives that is said there. */
    String arriving(String text) {
        return text;
    }

    /** The address of who says things there. */
    abstract String sender();

    /** What people see of what the hub said, in order. */
    List<Seen> seen() throws Exception {
        return List.of();
    }

    /** A program there says something by itself, that nobody must answer. @return whether there is such a thing */
    boolean sayAsProgram(String text) throws Exception {
        return false;
    }

    /** Says something with all that the network lets one write beside it named as what steers the hub. @return whether it can */
    boolean sayWithHeaders(String text) throws Exception {
        return false;
    }

    /** Somebody there who cannot be reached for good; empty: the network has no such thing. */
    Optional<String> nobody() {
        return Optional.empty();
    }

    /** The network refuses the next thing for good. @return whether it can */
    boolean refuse() {
        return false;
    }

    /** The network asks to wait a moment, once. @return whether it can */
    boolean limit() {
        return false;
    }

    /** The longest text that it takes in one piece; 0: any. */
    int longest() {
        return 0;
    }

    /** The port by which the hub is to reach a server of the network. */
    final int way(int port) throws IOException {
        FaultProxy proxy = new FaultProxy(port);
        ways.put(port, proxy);
        return proxy.port();
    }

    /** The network whose server it is reached by: if that is away, so is this. */
    Net line() {
        return this;
    }

    /** It tells that what was sent there has not reached anybody after all, where it {@link Can#BOUNCES}. */
    void bounce(Seen sent) throws Exception {}

    /** It is away from now on: connections end, and nobody answers. @return whether it can be */
    boolean away() throws Exception {
        for (FaultProxy way : ways.values()) {
            way.close();
        }
        return !ways.isEmpty();
    }

    /** It is there again. */
    void back() throws Exception {
        for (Map.Entry<Integer, FaultProxy> way : ways.entrySet()) {
            way.setValue(new FaultProxy(way.getKey(), way.getValue().port()));
        }
    }

    /** Ends all that there is of it. */
    void close() throws Exception {
        for (FaultProxy way : ways.values()) {
            way.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
