package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages for those who run the hub. */
@ExtendWith(OnStage.class)
class RunningPagesTest {
    @Test
    void starSaysTheSameAsAPictureAndAsATable(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/star");
            Locator point = visitor.page().locator(".point");
            assertThat(point.filter(new Locator.FilterOptions().setHasText("shoutbox/team")))
                    .isVisible();
            int points = point.count();
            visitor.link("Table").click();
            assertThat(visitor.page().locator("tbody tr")).hasCount(points);
            assertThat(visitor.page().locator("tbody")).containsText("shoutbox/team");
        }
    }

    @Test
    void aChannelIsPausedAndResumed(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/star/shoutbox/ops");
            Locator detail = visitor.page().locator("channel-detail");

            visitor.button("Pause").click();
            assertThat(detail.locator(".badge")).hasText("paused");
            assertThat(visitor.page().locator(".point.paused")).hasCount(1);
            visitor.button("Resume").click();
            assertThat(detail.locator(".badge")).hasText("up");
        }
    }

    @Test
    void aTestIsSentOverAChannelAndWhatBecameOfItIsShown(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/star/shoutbox/ops");
            Locator test = visitor.page().locator("channel-test");
            test.getByText("Send a test").click();
            visitor.button("Send it").click();
            assertThat(test.locator(".went-to.good")).containsText("shoutbox/ops");

            visitor.openChannel("shoutbox/ops");
            visitor.sees("This is a test of shoutbox/ops, sent by admin.");
        }
    }

    @Test
    void anAdminSeesWhoDidWhat(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/jobs");
            visitor.page()
                    .locator("button[aria-label='Run now: hub.retention']")
                    .click();
            visitor.open("/");
            visitor.link("Audit log").click();
            Locator acts = visitor.page().locator("tbody tr");
            assertThat(acts.filter(new Locator.FilterOptions().setHasText("jobs/hub.retention"))
                            .first())
                    .containsText("user:admin");

            visitor.link("Log-ins").click();
            assertThat(acts.first()).containsText("session.begin");
        }
    }

    @Test
    void aRuleIsMadeTriedChangedAndDeleted(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            Page page = visitor.page();
            visitor.open("/rules/new");
            page.getByLabel("Name").fill("leaks are urgent");
            page.getByLabel("Says").fill("leak, flood");
            page.getByLabel("Do").selectOption("priority");
            visitor.button("Save").click();
            Locator rule = page.locator(".rule").filter(new Locator.FilterOptions().setHasText("leaks are urgent"));
            assertThat(rule).containsText("says “leak” or “flood”");

            visitor.link("Try rules out").click();
            page.getByLabel("Text", new Page.GetByLabelOptions().setExact(true)).fill("a leak in room 4");
            visitor.page().locator("form .button.main").click();
            assertThat(page.locator(".effects")).containsText("leaks are urgent");

            page.goBack();
            rule.getByRole(AriaRole.LINK).click();
            page.getByLabel("Name").fill("leaks and floods");
            visitor.button("Save").click();
            Locator changed = page.locator(".rule").filter(new Locator.FilterOptions().setHasText("leaks and floods"));
            changed.getByRole(AriaRole.BUTTON).click();
            visitor.button("Delete it").click();
            assertThat(changed).hasCount(0);
        }
    }

    @Test
    void rulesFromFilesAreShownWithTheirFile(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.open("/rules");
            Locator shipped =
                    visitor.page().locator(".rule").filter(new Locator.FilterOptions().setHasText("chatbot/ops"));
            assertThat(shipped.first().locator(".badge")).hasText(Pattern.compile("\\.yaml"));
            assertThat(shipped.first().getByRole(AriaRole.BUTTON)).hasCount(0);
        }
    }

    @Test
    void aMessageIsFoundByItsWords(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel("shoutbox/ops");
            visitor.say("The quokka is in the basement.");
            visitor.sees("quokka");

            visitor.open("/search");
            visitor.page().getByLabel("Words").fill("BASEMENT quokka");
            visitor.page().keyboard().press("Enter");

            assertThat(visitor.page().locator(".results .list > li")).hasCount(1);
        }
    }

    @Test
    void aUserIsMadeAndDeleted(Stage stage) {
        try (Visitor visitor = stage.admin()) {
            Page page = visitor.page();
            visitor.open("/people");
            page.getByText("New user").click();
            page.locator("user-table").getByLabel("Name").fill("ana");
            visitor.button("Make the user").click();
            assertThat(page.locator(".secret")).hasText(Pattern.compile("\\S{12,}"));

            page.onDialog(Dialog::accept);
            visitor.button("Delete ana").click();
            assertThat(page.locator("user-table tbody")).not().containsText("ana");
        }
    }
}
