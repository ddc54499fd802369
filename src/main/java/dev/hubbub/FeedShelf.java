package dev.hubbub;

import dev.hubbub.api.archive.Kept;
import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.Search;
import dev.hubbub.channel.feed.Feeds;
import dev.hubbub.channel.feed.Item;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.Tag;
import dev.hubbub.parser.PlainHtml;
import dev.hubbub.parser.Resource;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Messages as feeds show them, with the records that they are tied to. */
final class FeedShelf implements Feeds.Shelf {
    private final MessageArchive archive;
    private final Supplier<List<Resource>> resources;
    private final String publicUrl;

    /**
     * @param resources what says where records are shown
     * @param publicUrl how people reach the hub, without a slash at the end
     */
    FeedShelf(MessageArchive archive, Supplier<List<Resource>> resources, String publicUrl) {
        this.archive = archive;
        this.resources = resources;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Item> newest(ChannelId channel, @Nullable Tag tag, int most) {
        List<Kept> found = tag == null
                ? archive.feed(channel, null, most)
                : archive.search(new Search(null, null, null, tag, null, null, Set.of(channel), null), most);
        return found.stream()
                .filter(kept -> !kept.unreadable() && kept.message().deletedAt() == null)
                .map(kept -> item(kept.message()))
                .toList();
    }

    private Item item(Message message) {
        Draft said = message.said();
        String html = PlainHtml.clean(said.html());
        return new Item(
                message.id().toString(),
                said.subject() == null ? message.text() : said.subject(),
                message.senderShown(),
                html == null ? escaped(message.text()) : html,
                publicUrl.isEmpty() ? null : URI.create(publicUrl + "/messages/" + message.id()),
                message.receivedAt(),
                message.tags().stream().sorted().map(this::tagged).toList());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }

    private Item.Tagged tagged(Tag tag) {
        String record = tag.record();
        URI shown = record == null
                ? null
                : resources.get().stream()
                        .filter(resource -> resource.name().equals(tag.resource()))
                        .findFirst()
                        .map(resource -> shown(resource.hrefOf(record)))
                        .orElse(null);
        return new Item.Tagged(tag.toString(), shown);
    }

    private @Nullable URI shown(String href) {
        if (href.startsWith("/")) {
            return publicUrl.isEmpty() ? null : URI.create(publicUrl + href);
        }
        return URI.create(href);
    }
}
