package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class ShoutboxPageTest {
    private static final String TEAM = "shoutbox/team";

    @Test
    void showsAShoutLiveInAnotherBrowser(Stage stage) {
        try (Visitor one = stage.admin();
                Visitor other = stage.admin()) {
            one.openChannel(TEAM);
            other.openChannel(TEAM);

            one.say("The coffee machine is mended.");

            one.sees("The coffee machine is mended.");
            other.sees("The coffee machine is mended.");
            assertThat(one.box()).hasValue("");
        }
    }

    @Test
    void showsLiveThatAShoutWasCorrectedAndDeleted(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel(TEAM);
            visitor.say("Frobozz at noon.");
            assertThat(visitor.messages("Frobozz at noon.").locator(".went-to")).isVisible();
            APIRequestContext api = visitor.context().request();
            Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"")
                    .matcher(api.get("/api/v1/messages?q=frobozz").text());
            assertThat(id.find()).isTrue();
            String message = "/api/v1/messages/" + id.group(1);
            RequestOptions own = RequestOptions.create()
                    .setHeader("Origin", stage.hub().url("").toString());

            assertThat(api.patch(message, own.setData(Map.of("text", "Frobozz at one.")))
                            .status())
                    .isEqualTo(200);
            assertThat(visitor.messages("Frobozz at one.")).containsText("(edited)");
            visitor.sees("Frobozz");

            assertThat(api.delete(
                                    message,
                                    RequestOptions.create()
                                            .setHeader(
                                                    "Origin",
                                                    stage.hub().url("").toString()))
                            .status())
                    .isEqualTo(204);
            assertThat(visitor.messages("Frobozz")).hasCount(0);
        }
    }

    @Test
    void saysWhereAShoutWentAndWhy(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel(TEAM);

            visitor.say("Who has the projector?");
            assertThat(visitor.messages("Who has the projector?").locator(".went-to"))
                    .hasText(Pattern.compile("chatbot/ops\\s*sent"));
            visitor.messages("Who has the projector?").locator(".went").click();

            assertThat(visitor.heading("Trace of a message")).isVisible();
            assertThat(visitor.page().locator(".steps > li").first()).containsText("Arrived on shoutbox/team");
            assertThat(visitor.page().locator(".steps")).containsText("matched");
            assertThat(visitor.page().locator(".steps > li").last()).containsText("Sent to chatbot/ops");
        }
    }

    @Test
    void showsHostileTextAsText(Stage stage) {
        String hostile = "<img src=x onerror=\"document.title='pwned'\"><script>alert(1)</script> javascript:alert(1) "
                + "https://ok.example/?a=1\"onmouseover=alert(1) <b>bold</b>";
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel(TEAM);
            visitor.page().onDialog(dialog -> {
                throw new AssertionError("a text became a script: " + dialog.message());
            });

            visitor.say(hostile);

            visitor.sees("<b>bold</b>");
            assertThat(visitor.messages("<b>bold</b>").locator(".pre")).hasText(hostile);
            assertThat(visitor.messages("<b>bold</b>").locator("img, script, b"))
                    .hasCount(0);
            assertThat(visitor.messages("<b>bold</b>").locator(".pre a"))
                    .hasAttribute("href", "https://ok.example/?a=1");
            assertThat(visitor.messages("<b>bold</b>").locator(".pre a")).hasAttribute("rel", "noopener noreferrer");
            assertThat(visitor.page()).hasTitle(Pattern.compile("Hubbub$"));
        }
    }

    @Test
    void isUsedByKeyboardAlone(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/star");
            Page page = visitor.page();

            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            walkTo(page, "a[href='/channels/shoutbox/team']");
            page.keyboard().press("Enter");
            visitor.isLive();
            assertThat(visitor.box()).isFocused();
            page.keyboard().type("first line");
            page.keyboard().press("Shift+Enter");
            page.keyboard().type("second line");
            page.keyboard().press("Enter");

            visitor.sees("first line\nsecond line");
            assertThat(visitor.box()).isFocused();
        }
    }

    @Test
    void fitsAPhone(Stage stage) {
        try (Visitor visitor = stage.admin(new Browser.NewContextOptions()
                .setViewportSize(360, 640)
                .setHasTouch(true)
                .setIsMobile(true))) {
            visitor.open("/star");
            assertThat(width(visitor.page())).isLessThanOrEqualTo(360);

            visitor.button("Menu").tap();
            visitor.page().locator("hub-side a[href='/channels/shoutbox/team']").tap();
            visitor.isLive();
            visitor.box().fill("from the tram");
            visitor.button("Send").tap();

            visitor.sees("from the tram");
            assertThat(visitor.messages("from the tram")).isInViewport();
            assertThat(width(visitor.page())).isLessThanOrEqualTo(360);
        }
    }

    @Test
    void keepsWhatWasSaidWhileOffline(Stage stage) {
        try (Visitor visitor = stage.admin();
                Visitor other = stage.admin()) {
            visitor.openChannel(TEAM);
            other.openChannel(TEAM);

            visitor.context().setOffline(true);
            visitor.say("Said in a tunnel.");
            assertThat(visitor.page().locator("shout-posting")).containsText("Not sent yet");
            other.say("Said outside of it.");
            other.sees("Said outside of it.");
            visitor.context().setOffline(false);

            visitor.sees("Said in a tunnel.");
            visitor.sees("Said outside of it.");
            assertThat(visitor.page().locator("shout-posting")).hasCount(0);
            other.sees("Said in a tunnel.");
        }
    }

    /** How wide what is shown really is, pixels. */
    private static int width(Page page) {
        return ((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue();
    }

    private static void walkTo(Page page, String selector) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError(selector + " cannot be reached by keyboard");
    }
}
