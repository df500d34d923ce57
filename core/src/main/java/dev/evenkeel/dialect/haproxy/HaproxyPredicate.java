package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decides what follows `.if` and `.elif`.
///
/// ```
/// any   = all [ '||' any ]
/// all   = term [ '&&' all ]
/// term  = '!'* ( number | '(' any ')' | predicate '(' argument { ',' argument } ')' )
/// ```
///
/// What depends on how HAProxy was built is assumed, and `assumption` says so: the features and the
/// OpenSSL 3.0 of a usual package.
final class HaproxyPredicate {
    private static final int DEPTH_MAX = 200;

    private static final Set<String> FEATURES =
            Set.of(
                    "ACCEPT4",
                    "BACKTRACE",
                    "CPU_AFFINITY",
                    "CRYPT_H",
                    "DL",
                    "EPOLL",
                    "FUTEX",
                    "GETADDRINFO",
                    "LINUX_TPROXY",
                    "LUA",
                    "NETFILTER",
                    "NS",
                    "OPENSSL",
                    "PCRE2",
                    "PCRE2_JIT",
                    "POLL",
                    "PRCTL",
                    "PROMEX",
                    "RT",
                    "SHM_OPEN",
                    "SLZ",
                    "SSL",
                    "SYSTEMD",
                    "TFO",
                    "THREAD",
                    "TPROXY");

    private static final Set<String> OPTIONS =
            Set.of("EPOLL", "POLL", "SPLICE", "GETADDRINFO", "REUSEPORT", "FAST-FORWARD");

    private final String text;
    private final Version version;
    private final HaproxyEnvironment environment;
    private int at;
    private @Nullable String error;
    private @Nullable String assumption;

    HaproxyPredicate(String text, Version version, HaproxyEnvironment environment) {
        this.text = text;
        this.version = version;
        this.environment = environment;
    }

    /// Whether it holds; nothing is false. When there is an [#error], what is returned means
    /// nothing.
    boolean holds() {
        skipBlanks();
        if (at == text.length()) {
            return false;
        }
        boolean holds = any(0);
        skipBlanks();
        if (error == null && at < text.length()) {
            error = "'" + text.charAt(at) + "' is not expected here";
        }
        return holds;
    }

    /// What is wrong with it, if anything.
    @Nullable String error() {
        return error;
    }

    /// What had to be assumed to decide it, if anything.
    @Nullable String assumption() {
        return assumption;
    }

    private boolean any(int depth) {
        boolean holds = all(depth);
        while (error == null && skip("||")) {
            // Both sides are read, as both must be well formed.
            holds |= all(depth);
        }
        return holds;
    }

    private boolean all(int depth) {
        boolean holds = term(depth);
        while (error == null && skip("&&")) {
            holds &= term(depth);
        }
        return holds;
    }

    private boolean term(int depth) {
        skipBlanks();
        boolean negated = false;
        while (at < text.length() && text.charAt(at) == '!') {
            negated = !negated;
            at++;
            skipBlanks();
        }
        return negated != plainTerm(depth);
    }

    private boolean plainTerm(int depth) {
        if (depth > DEPTH_MAX || at == text.length()) {
            error = depth > DEPTH_MAX ? "this is nested too deeply" : "a condition is missing";
            return false;
        }
        char c = text.charAt(at);
        if ((c >= '0' && c <= '9') || c == '-' || c == '+') {
            return number();
        }
        if (c == '(') {
            at++;
            boolean holds = any(depth + 1);
            if (error == null && !skip(")")) {
                error = "a closing parenthesis is missing";
            }
            return holds;
        }
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return predicate(text.substring(start, at));
    }

    private boolean number() {
        boolean other = false;
        int start = at++;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            other |= text.charAt(at) != '0' && text.charAt(at) != 'x';
            at++;
        }
        return other || (text.charAt(start) >= '1' && text.charAt(start) <= '9');
    }

    private boolean predicate(String name) {
        List<String> given = arguments();
        int wanted =
                switch (name) {
                    case "defined", "feature", "version_atleast", "version_before" -> 1;
                    case "streq", "strneq" -> 2;
                    case "openssl_version_atleast",
                            "openssl_version_before",
                            "ssllib_name_startswith" ->
                            version.atLeast(2, 5) ? 1 : 0;
                    case "strstr" -> version.atLeast(2, 8) ? 2 : 0;
                    case "enabled" -> version.atLeast(2, 8) ? 1 : 0;
                    case "awslc_api_atleast", "awslc_api_before" -> version.atLeast(3, 3) ? 1 : 0;
                    default -> 0;
                };
        if (wanted == 0) {
            error = "HAProxy " + version + " has no predicate '" + name + "'";
        } else if (error == null && given.size() != wanted) {
            error = name + " takes " + wanted + (wanted == 1 ? " argument" : " arguments");
        }
        return error == null && decide(name, given);
    }

    private boolean decide(String name, List<String> given) {
        String first = given.getFirst();
        return switch (name) {
            case "defined" -> environment.isDefined(first);
            case "streq" -> first.equals(given.get(1));
            case "strneq" -> !first.equals(given.get(1));
            case "strstr" -> first.contains(given.get(1));
            case "version_atleast" -> compare(version, first) >= 0;
            case "version_before" -> compare(version, first) < 0;
            case "feature" -> assume(FEATURES.contains(first), name, first);
            case "enabled" -> assume(OPTIONS.contains(first), name, first);
            case "openssl_version_atleast" ->
                    assume(compare(Version.of(3, 0), first) >= 0, name, first);
            case "openssl_version_before" ->
                    assume(compare(Version.of(3, 0), first) < 0, name, first);
            case "ssllib_name_startswith" -> assume("OpenSSL".startsWith(first), name, first);
            default -> assume(false, name, first);
        };
    }

    private boolean assume(boolean holds, String name, String argument) {
        if (assumption == null) {
            assumption = name + "(" + argument + ") is taken as " + holds;
        }
        return holds;
    }

    /// Compares release lines; of one line the newest release is meant.
    private static int compare(Version one, String text) {
        Version other = Version.parse(text.replaceFirst("-.*", "")).orElse(Version.of(0, 0));
        return one.compareTo(other);
    }

    private List<String> arguments() {
        var found = new ArrayList<String>(2);
        if (at == text.length() || text.charAt(at) != '(') {
            return found;
        }
        at++;
        var argument = new StringBuilder();
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quote == 0 && (c == ',' || c == ')')) {
                found.add(argument.toString());
                argument.setLength(0);
                if (c == ')') {
                    return found;
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && at < text.length()) {
                argument.append(text.charAt(at++));
            } else {
                argument.append(c);
            }
        }
        error = "a closing parenthesis is missing";
        return found;
    }

    private boolean skip(String sign) {
        skipBlanks();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            skipBlanks();
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }
}
