/**
 * What every channel holds to, whatever its network: {@link dev.hubbub.contract.Hears} of what comes in, {@link
 * dev.hubbub.contract.Speaks} of what goes out, both in {@link dev.hubbub.contract.ChannelContract}. {@link
 * dev.hubbub.contract.EveryChannelTest} runs it for each channel against {@link dev.hubbub.contract.Everywhere}, one hub on all
 * networks. Who adds a channel writes a {@link dev.hubbub.contract.Net} for it.
 */
@NullMarked
package dev.hubbub.contract;

import org.jspecify.annotations.NullMarked;
