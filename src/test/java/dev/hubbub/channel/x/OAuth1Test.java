package dev.hubbub.channel.x;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.config.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OAuth1Test {
    /** The example in X's documentation, “Creating a signature”. */
    @Test
    void signsAsTheDocumentationDoes() {
        OAuth1 login = new OAuth1(new OAuth1.Keys(
                "xvz1evFS4wEEPTGEFPHBog",
                new Secret("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
                new Secret("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
                new Secret("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE")));

        String header = login.header(
                "POST",
                URI.create("https://api.twitter.com/1.1/statuses/update.json?include_entities=true"
                        + "&status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21"),
                "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
                1318622958);

        assertThat(header)
                .startsWith("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\"")
                .contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\"");
    }
}
