package dev.hubbub.component;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.CommaList;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** Which forms a route takes. */
@UriParams
public class FormOptions {
    @UriParam(label = "consumer", description = "Of a form: the namespace of its root element; none: any.")
    private @Nullable String namespace;

    @UriParam(label = "consumer", description = "Of a form: the name of its root element; none: any of the namespace.")
    private @Nullable String root;

    @UriParam(label = "consumer", description = "Of a form: a file with an XML Schema that it has to follow.")
    private @Nullable String schema;

    @UriParam(
            label = "consumer",
            defaultValue = "*",
            description = "Of a form: on which channels it is taken, comma-separated, as sms/main,email/*.")
    private String channels = "*";

    /** Whether it is said which forms are meant. */
    boolean areNamed() {
        return namespace != null || root != null;
    }

    /** Whether forms that come on a channel are taken. */
    boolean isOpenTo(ChannelId channel) {
        String id = channel.toString();
        return CommaList.words(channels).stream()
                .anyMatch(word ->
                        word.endsWith("*") ? id.startsWith(word.substring(0, word.length() - 1)) : id.equals(word));
    }

    public @Nullable String getNamespace() {
        return namespace;
    }

    public void setNamespace(@Nullable String namespace) {
        this.namespace = namespace;
    }

    public @Nullable String getRoot() {
        return root;
    }

    public void setRoot(@Nullable String root) {
        this.root = root;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public String getChannels() {
        return channels;
    }

    public void setChannels(String channels) {
        this.channels = channels;
    }
}
