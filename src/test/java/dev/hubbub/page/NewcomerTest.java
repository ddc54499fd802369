package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody's first minute: a text becomes a mail and a line in the chat, the mail is answered, and what is urgent comes back to
 * the phone. The pictures are in {@code target/pictures}; some are copied to {@code docs/images}.
 */
@ExtendWith(OnStage.class)
class NewcomerTest {
    private static final Path PICTURES = Path.of("target/pictures");

    private final Visitor visitor;
    private final Page page;

    NewcomerTest(Stage stage) {
        visitor = stage.admin(
                new Browser.NewContextOptions().setViewportSize(1440, 1000).setReducedMotion(ReducedMotion.REDUCE));
        page = visitor.page();
    }

    @Test
    void seesATextGoToTheMailboxAndTheChatAndAnswersComeBack() {
        try (visitor) {
            visitor.open("/");
            visitor.link("Sandbox").click();
            assertThat(visitor.heading("First, connect them")).isVisible();
            picture("sandbox-first");
            visitor.button("Connect them").click();
            assertThat(page.locator(".note.good")).isVisible();

            write("sms", "The printer is on fire: https://example.org/printer");
            shows("sms", ".written", "on fire");
            shows("email", ".got", "The printer is on fire: https://example.org/printer");
            shows("xmpp", ".got", "The printer is on fire");

            device("email").getByLabel("Subject").fill("Re: the printer");
            write("email", "Use the extinguisher, not the fax.");
            visitor.button("Send from Ana’s mailbox, ana@localhost").click();
            shows("xmpp", ".got", "Use the extinguisher");

            write("xmpp", "urgent: everybody out, and take the cake");
            shows("sms", ".got", "everybody out");
            picture("sandbox");

            page.locator("nav a[href='/star']").click();
            assertThat(page.locator(".point").filter(new Locator.FilterOptions().setHasText("sms/main")))
                    .isVisible();
            picture("sandbox-star");
            visitor.openChannel("shoutbox/team");
            visitor.sees("The printer is on fire");
            visitor.sees("Use the extinguisher");
            picture("sandbox-shoutbox");
        }
    }

    @Test
    void isToldWhatCannotBeSaidAndByWhatKey() {
        try (visitor) {
            visitor.open("/sandbox");
            Locator chat = device("xmpp");
            chat.locator("textarea").focus();
            page.keyboard().press("Enter");
            assertThat(chat.locator("[role=alert]")).hasCount(0);

            page.route("**/sandbox/xmpp/messages", route -> {
                if (route.request().method().equals("POST")) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            chat.locator("textarea").fill("Is anybody there?");
            page.keyboard().press("Enter");

            assertThat(chat.locator("[role=alert]")).containsText("cannot be reached");
            assertThat(chat.locator("textarea")).hasValue("Is anybody there?");
        }
    }

    private Locator device(String peer) {
        return page.locator(".device." + peer);
    }

    private void write(String peer, String text) {
        Locator box = device(peer).locator("textarea");
        box.fill(text);
        if (!peer.equals("email")) {
            box.press("Enter");
            assertThat(box).hasValue("");
        }
    }

    private void shows(String peer, String how, String text) {
        assertThat(device(peer).locator(".note-line" + how).filter(new Locator.FilterOptions().setHasText(text)))
                .hasCount(1);
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        assertThat(PICTURES.resolve(name + ".png")).isNotEmptyFile();
    }
}
