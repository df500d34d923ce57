package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.Directive;

import org.jspecify.annotations.Nullable;

/// What a row of the directive table says about the block behind a directive.
final class NginxContexts {
    private static final String OPENS = "opens:";

    private NginxContexts() {}

    /// The context of the directives in the block of such a directive; null when it has no block,
    /// or one that holds no directives.
    static @Nullable String opened(Directive row) {
        for (String word : row.arguments().form()) {
            if (word.startsWith(OPENS)) {
                return word.substring(OPENS.length());
            }
        }
        return null;
    }

    static boolean hasBlock(Directive row) {
        return row.arguments().is("free") || opened(row) != null;
    }

    /// A context as it is said to people.
    static String shown(String context) {
        return switch (context) {
            case "main" -> "the main context";
            case "server-if" -> "an \"if\" block in a \"server\" block";
            case "location-if" -> "an \"if\" block in a \"location\" block";
            case "stream-server" -> "a \"server\" block of \"stream\"";
            case "stream-upstream" -> "an \"upstream\" block of \"stream\"";
            case "mail-server" -> "a \"server\" block of \"mail\"";
            case "http", "events", "stream", "mail" -> "the \"" + context + "\" block";
            default -> "a \"" + context + "\" block";
        };
    }
}
