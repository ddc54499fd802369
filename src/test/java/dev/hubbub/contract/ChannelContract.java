package dev.hubbub.contract;

/**
 * What every channel holds to, each line for each network of {@link #all()}. A channel of one's own passes it with a {@link Net}
 * of one's own.
 */
interface ChannelContract extends Hears, Speaks, Remembers {
    @Override
    Everywhere all();
}
