package dev.hubbub;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names by which a stranger may hope to steer an endpoint, in all their spellings. */
public final class HostileNames {
    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpMethod",
            "CamelHttpHost",
            "CamelHttpPort",
            "CamelHttpRawQuery",
            "CamelHttpResponseCode",
            "CamelRestHttpUri",
            "CamelDestinationOverrideUrl",
            "CamelFileName",
            "CamelOverruleFileName",
            "CamelFileNameOnly",
            "CamelFileParent",
            "CamelFilePath",
            "CamelExecCommandExecutable",
            "CamelExecCommandArgs",
            "CamelExecCommandWorkingDir",
            "CamelExecCommandTimeout",
            "CamelBeanMethodName",
            "CamelBeanParameterMapping",
            "CamelSqlQuery",
            "CamelSqlParameters",
            "CamelJpaParameters",
            "CamelJmsDestination",
            "CamelJmsDestinationName",
            "CamelJmsRequestTimeout",
            "CamelJmsMessageType",
            "CamelMongoDbCollection",
            "CamelMongoDbDatabase",
            "CamelLdapFilter",
            "CamelLuceneQuery",
            "CamelXsltResourceUri",
            "CamelVelocityTemplate",
            "CamelVelocityResourceUri",
            "CamelFreemarkerTemplate",
            "CamelMustacheTemplate",
            "CamelMvelExpression",
            "CamelTemplate",
            "CamelLanguageScript",
            "CamelGroovyScript",
            "CamelToEndpoint",
            "CamelSlipEndpoint",
            "CamelRecipientList",
            "CamelRedelivered",
            "CamelRedeliveryCounter",
            "CamelRollbackOnly",
            "CamelMessageHistory",
            "CamelCharsetName",
            "CamelAuthentication",
            "CamelKafkaOverrideTopic",
            "CamelMqttTopic",
            "CamelPahoOverrideTopic",
            "CamelQuartzFireTime",
            "CamelSmppDestAddr",
            "CamelXmppTo",
            "CamelDockerHost",
            "CamelSshUsername",
            "CamelSplunkIndex",
            "CamelAwsS3Key",
            "CamelAwsS3BucketName",
            "CamelServletContextPath",
            "org.apache.camel.Exchange",
            "org.apache.camel.HttpUri",
            "org.apache.camel.component.http.uri",
            "breadcrumbId",
            "JMSReplyTo",
            "JMSDestination",
            "JMSCorrelationID",
            "JMSXGroupID",
            "JMSType",
            "kafka.OVERRIDE_TOPIC",
            "kafka.TOPIC",
            "kafka.PARTITION_KEY",
            "kafka.KEY",
            "mail.smtp.host",
            "mail.smtp.port",
            "mail.smtp.from",
            "mail.smtps.host",
            "mail.imap.host",
            "rabbitmq.EXCHANGE_NAME",
            "rabbitmq.ROUTING_KEY",
            "rabbitmq.EXCHANGE_OVERRIDE_NAME",
            "websocket.connectionKey",
            "operationName",
            "operationNamespace",
            "exchangeId",
            "HubbubSender",
            "HubbubSenderName",
            "HubbubReplyTo",
            "HubbubVisited",
            "HubbubHops",
            "HubbubExternalId",
            "HubbubRecipient",
            "HubbubSubject");

    private HostileNames() {}

    /** Those that a header line can carry. */
    public static Set<String> ascii() {
        Set<String> all = new LinkedHashSet<>();
        for (String name : NAMES) {
            all.add(name);
            all.add(name.toLowerCase(Locale.ROOT));
            all.add(name.toUpperCase(Locale.ROOT));
            all.add(name.substring(0, 1) + name.substring(1, 2).toUpperCase(Locale.ROOT) + name.substring(2));
            all.add(swapped(name));
            all.add("%" + Integer.toHexString(name.charAt(0)) + name.substring(1));
        }
        return all;
    }

    /** Those that a query or a form can carry, too: letters that are others when case does not count, and blanks. */
    public static Set<String> all() {
        Set<String> all = ascii();
        for (String name : NAMES) {
            all.add(name.replaceFirst("[iI]", "\u0130"));
            all.add(name.replaceFirst("[iI]", "\u0131"));
            all.add(name.replaceFirst("[kK]", "\u212a"));
            all.add(name.replaceFirst("[sS]", "\u017f"));
            all.add(" " + name);
            all.add(name + " ");
            all.add(name + "\0");
            all.add("\t" + name);
            all.add("\u200b" + name);
            all.add(name + "[]");
        }
        return all;
    }

    private static String swapped(String name) {
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            swapped.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return swapped.toString();
    }
}
