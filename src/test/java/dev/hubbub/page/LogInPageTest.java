package dev.hubbub.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class LogInPageTest {
    @Test
    void landsWhereOneWantedToGoAndOutAgain(Stage stage) throws Exception {
        try (Visitor visitor = stage.stranger()) {
            visitor.open("/search?q=coffee");
            assertThat(visitor.page().locator(".hint")).containsText("admin");

            logIn(visitor, "admin", stage.hub().adminPassword());
            assertThat(visitor.heading("Search")).isVisible();
            assertThat(visitor.page()).hasURL(Pattern.compile("/search\\?q=coffee$"));

            visitor.button("admin").click();
            visitor.button("Log out").click();
            assertThat(visitor.heading("Log in")).isVisible();
            visitor.open("/star");
            assertThat(visitor.heading("Log in")).isVisible();
        }
    }

    @Test
    void keepsWhatWasBeingSaidWhenTheSessionIsOver(Stage stage) throws Exception {
        try (Visitor visitor = stage.admin()) {
            visitor.openChannel("shoutbox/team");
            visitor.box().fill("Do not lose me.");

            visitor.context().clearCookies();
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.heading("Log in")).isVisible();
            logIn(visitor, "admin", stage.hub().adminPassword());

            assertThat(visitor.box()).hasValue("Do not lose me.");
            visitor.box().press("Enter");
            visitor.sees("Do not lose me.");
        }
    }

    @Test
    void saysWhenNameOrPasswordIsWrong(Stage stage) {
        try (Visitor visitor = stage.stranger()) {
            visitor.open("/");
            logIn(visitor, "nobody", "not the password");

            assertThat(visitor.page().getByRole(AriaRole.ALERT)).isVisible();
            assertThat(visitor.page().getByLabel("Password")).isFocused();
        }
    }

    private static void logIn(Visitor visitor, String name, String password) {
        Page page = visitor.page();
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        page.keyboard().press("Enter");
    }
}
