package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody in front of a browser of their own. Whatever the browser complains of fails the test at the end. */
final class Visitor implements AutoCloseable {
    /** What the browser itself says of answers that the page handles. */
    private static final String ANSWERS = "Failed to load resource";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(10_000);
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(ANSWERS)) {
                complaints.add(message.text());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Opens an address and waits until the page has loaded what it shows. */
    Visitor open(String path) {
        page.navigate(path);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator(".loading")).hasCount(0);
        return this;
    }

    /** Opens a channel and waits until it is live. */
    Visitor openChannel(String channel) {
        open("/channels/" + channel);
        isLive();
        return this;
    }

    void isLive() {
        assertThat(page.locator(".connection")).hasText(Pattern.compile("Live"));
    }

    /** Where one writes. */
    Locator box() {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^Say something on")));
    }

    void say(String text) {
        box().fill(text);
        box().press("Enter");
    }

    /** Messages in view with this text in them. */
    Locator messages(String text) {
        return page.locator("shout-message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Sees exactly one such message, within a few seconds. */
    void sees(String text) {
        assertThat(messages(text)).hasCount(1);
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
