/**
 * Feeds, both ways: {@link dev.hubbub.channel.feed.Feeds} is the bean that route files call. In:
 * {@link dev.hubbub.channel.feed.FeedReader} reads RSS and Atom, {@link dev.hubbub.channel.feed.FeedMemory} knows which entries
 * were there before. Out: {@link dev.hubbub.channel.feed.FeedWriter}.
 */
@NullMarked
package dev.hubbub.channel.feed;

import org.jspecify.annotations.NullMarked;
