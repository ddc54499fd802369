package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page, in light and in dark, against the rules of axe-core. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {
    private final Visitor visitor;

    AccessibilityTest(Stage stage) {
        visitor = stage.admin(still());
    }

    /** Nothing moves, so that no colour is looked at on its way to another. */
    private static Browser.NewContextOptions still() {
        return new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
    }

    @AfterAll
    void close() {
        visitor.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/channels/shoutbox/team",
                "/channels/nothing/here",
                "/star",
                "/star?view=table",
                "/star/shoutbox/team",
                "/sandbox",
                "/search",
                "/stories",
                "/rules",
                "/rules/new",
                "/rules/try",
                "/files",
                "/dead",
                "/jobs",
                "/people",
                "/audit",
                "/account",
            })
    void hasNothingInTheWayOfAnybody(String path) {
        visitor.open(path);
        isClear(visitor.page());
    }

    @Test
    void isClearInATraceToo() {
        visitor.openChannel("shoutbox/team");
        visitor.say("Is this clear to everybody?");
        visitor.messages("Is this clear to everybody?").locator(".went").click();
        assertThat(visitor.heading("What happened")).isVisible();
        isClear(visitor.page());
    }

    @Test
    void isClearToThoseWhoAreNotIn(Stage stage) {
        try (Visitor stranger = stage.stranger(still())) {
            stranger.open("/");
            isClear(stranger.page());
        }
    }

    private static void isClear(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        isClear(page, axe(page));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        // what is on the page is the same, only its colours are others
        isClear(page, axe(page).withTags(List.of("cat.color")));
    }

    private static AxeBuilder axe(Page page) {
        // what is in order is not written up: that would take longer than to look at it
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options).setLegacyMode(true);
    }

    private static void isClear(Page page, AxeBuilder axe) {
        assertThat(axe.analyze().getViolations()).as(page.url()).isEmpty();
    }
}
