package dev.hubbub.channel.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server that is trusted has found out about the sender (RFC 8601): its topmost Authentication-Results. Those of
 * others may be forged.
 */
final class Verdicts {
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
    private static final Pattern DOMAIN_OF = Pattern.compile(
            "(?:^|[\\s;])(header\\.from|header\\.d|header\\.i|smtp\\.mailfrom)=" + "\"?(?:[^\\s;\"@]*@)?([^\\s;\"@]+)");

    private Verdicts() {}

    /**
     * Whether the domain of the sender is proven: by DMARC, by a DKIM signature of that domain, or by SPF for it.
     *
     * @param trusted the trusted server's name in that header; empty: nobody is trusted
     */
    static boolean prove(Heads heads, String trusted, Mailbox sender) {
        if (trusted.isEmpty() || heads.mailboxes("From").size() != 1) {
            return false;
        }
        for (String value : heads.all("Authentication-Results")) {
            String plain = COMMENT.matcher(value.toLowerCase(Locale.ROOT)).replaceAll(" ");
            String[] results = plain.split(";", -1);
            if (results[0].strip().split("\\s+", 2)[0].equals(trusted.toLowerCase(Locale.ROOT))) {
                for (int n = 1; n < results.length; n++) {
                    if (proves(results[n].strip(), sender.domain())) {
                        return true;
                    }
                }
                return false;
            }
        }
        return false;
    }

    private static boolean proves(String result, String domain) {
        String method = result.split("\\s+", 2)[0];
        if (!method.equals("dmarc=pass") && !method.equals("dkim=pass") && !method.equals("spf=pass")) {
            return false;
        }
        String property =
                method.equals("dmarc=pass") ? "header.from" : method.equals("spf=pass") ? "smtp.mailfrom" : "header.";
        Matcher found = DOMAIN_OF.matcher(result);
        while (found.find()) {
            if (found.group(1).startsWith(property)
                    && (!property.equals("header.") || !found.group(1).equals("header.from"))
                    && found.group(2).equals(domain)) {
                return true;
            }
        }
        return false;
    }
}
