package dev.evenkeel.report;

import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.routing.Step.Seen;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

/// Plain words for what stands in the model.
final class Wording {
    /// Stands in a value for a part that is not known before run time.
    private static final char NOT_KNOWN = '\uFFFF';

    private Wording() {}

    /// Bytes as a person reads them, even where some of the text was ours and readable before.
    static String readable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == NOT_KNOWN) {
                return readable(text.substring(0, i)) + "(?)" + readable(text.substring(i + 1));
            }
            if (c > 0xFF) {
                return text.replace(String.valueOf(NOT_KNOWN), "(?)");
            }
        }
        return Source.readable(text);
    }

    /// The first line of what stands at a span, with single blanks.
    static String firstLine(Span span, Secrets secrets) {
        String text = span.source().text();
        int end = span.start();
        while (end < span.end() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        String line = secrets.readable(new Span(span.source(), span.start(), end)).strip();
        var single = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i) == '\t' ? ' ' : line.charAt(i);
            if (c != ' ' || single.isEmpty() || single.charAt(single.length() - 1) != ' ') {
                single.append(c);
            }
        }
        return single.toString();
    }

    /// `path`, `header X-Tenant`
    static String field(Field field) {
        String name = readable(field.name());
        String which =
                field.occurrence() == 0 || field.occurrence() == 1 || field.occurrence() == -1
                        ? ""
                        : " (number " + field.occurrence() + ")";
        return switch (field.kind()) {
            case METHOD -> "method";
            case SCHEME -> "scheme";
            case HTTP_VERSION -> "HTTP version";
            case HOST -> "host";
            case PATH, NORMALISED_PATH -> "path";
            case TARGET -> "target";
            case QUERY, NORMALISED_QUERY -> "query";
            case URI -> "URI";
            case QUERY_PARAMETER, QUERY_ARGUMENT, QUERY_PARAMETER_ANY_CASE ->
                    "parameter " + name + which;
            case HEADER, HEADER_LINE -> "header " + name + which;
            case HEADER_COUNT -> "number of headers " + name;
            case COOKIE, COOKIE_ANY_CASE -> "cookie " + name + which;
            case BODY -> name.isEmpty() ? "body" : "`" + name + "`";
            case SOURCE -> "client address";
            case SOURCE_PORT -> "client port";
            case DESTINATION -> "address it was sent to";
            case DESTINATION_PORT -> "port it was sent to";
            case TLS -> "TLS";
            case SNI -> "SNI";
            case ALPN -> "ALPN";
            case STATUS -> "status of the answer";
        };
    }

    /// What a value is computed from, in a few words.
    static String expression(Expression expression) {
        return switch (expression) {
            case Expression.Text(String text) -> '`' + readable(text) + '`';
            case Expression.Part(Field field) -> field(field);
            case Expression.Variable(String name) -> "variable " + readable(name);
            case Expression.Capture(String group) -> "group " + readable(group);
            case Expression.Joined joined -> joined(joined);
            case Expression.Converted(var input, String converter, _) ->
                    isSilent(converter)
                            ? expression(input)
                            : expression(input) + " (" + converter + ")";
            case Expression.Lookup(var table, var key, _) ->
                    "what " + readable(table.name()) + " says for " + expression(key);
            case Expression.Split split -> "share drawn by " + expression(split.key());
            case Expression.Unknown(String text, _, _) -> readable(text);
        };
    }

    /// What only changes how a value is written says nothing to a reader.
    private static boolean isSilent(String converter) {
        return switch (converter) {
            case "hex", "unhex", "binary-number", "binary-address", "bytes", "beginning", "drawn" ->
                    true;
            default -> false;
        };
    }

    private static String joined(Expression.Joined joined) {
        Expression only = null;
        for (Expression part : joined.parts()) {
            if (!(part instanceof Expression.Text)) {
                if (only != null) {
                    return "composed value";
                }
                only = part;
            }
        }
        return only == null ? "fixed value" : expression(only);
    }

    /// What was compared, and with what result: `path is /login`, `there is no header X-Tenant`.
    static String seen(Seen seen, boolean masked) {
        return switch (seen.condition()) {
            case Condition.Match(var subject, var matcher, _) ->
                    match(subject, matcher, seen, masked);
            case Condition.Unknown(String text, _, _) -> unknown(readable(text), seen);
            case Condition.Named(var declaration, _) -> unknown(declaration.name(), seen);
            case Condition.Undefined(String name, _) -> readable(name) + " is declared nowhere";
            case Condition.Always _, Condition.Never _ -> "";
            case Condition.All _, Condition.Any _, Condition.Not _ -> "";
        };
    }

    private static String unknown(String text, Seen seen) {
        return switch (seen.truth()) {
            case TRUE -> text + " is taken to be true";
            case FALSE -> text + " is taken to be false";
            case UNKNOWN -> "whether " + text + " is not known";
        };
    }

    /// Whether no part of a value stands for what is not known.
    static boolean isKnown(String value) {
        return value.indexOf(NOT_KNOWN) < 0;
    }

    private static String match(Expression subject, Matcher matcher, Seen seen, boolean masked) {
        if (isTls(subject)) {
            return switch (seen.truth()) {
                case TRUE -> "it came over TLS";
                case FALSE -> "it came without TLS";
                case UNKNOWN -> "whether it came over TLS is not known";
            };
        }
        String what = expression(subject);
        String value = seen.value();
        if (matcher.method().isAboutFiles()) {
            return existing(matcher, value == null ? what : readable(value), seen);
        }
        if (value == null) {
            return switch (seen.truth()) {
                case TRUE, FALSE -> "there is no " + what;
                case UNKNOWN -> what + " is not known";
            };
        }
        if (matcher.method() == Matcher.Method.FOUND) {
            return "there is a " + what;
        }
        if (!isKnown(value)) {
            return what + " is not known";
        }
        String shown = masked && isSensitive(subject) ? Secrets.MASK : shortened(readable(value));
        String length = matcher.method() == Matcher.Method.LENGTH ? " long" : "";
        return what + " is " + (shown.isEmpty() ? "empty" : shown + length);
    }

    private static String existing(Matcher matcher, String path, Seen seen) {
        String kind = matcher.patterns().isEmpty() ? "any" : matcher.patterns().getFirst().text();
        String what = kind.equals("directory") ? "directory " : "file ";
        return switch (seen.truth()) {
            case TRUE -> "the " + what + path + " exists";
            case FALSE -> "the " + what + path + " does not exist";
            case UNKNOWN -> "whether the " + what + path + " exists is not known";
        };
    }

    private static boolean isTls(Expression subject) {
        return subject instanceof Expression.Part(Field field) && field.kind() == Field.Kind.TLS;
    }

    /// Whether the value may open a door for whoever reads it.
    static boolean isSensitive(Expression expression) {
        return switch (expression) {
            case Expression.Part(Field field) ->
                    switch (field.kind()) {
                        case COOKIE, COOKIE_ANY_CASE -> true;
                        case HEADER, HEADER_LINE -> isSensitive(field.name());
                        default -> false;
                    };
            case Expression.Converted(var input, _, _) -> isSensitive(input);
            case Expression.Joined(var parts) -> parts.stream().anyMatch(Wording::isSensitive);
            case Expression.Lookup(_, var key, _) -> isSensitive(key);
            case Expression.Text _,
                    Expression.Variable _,
                    Expression.Capture _,
                    Expression.Split _,
                    Expression.Unknown _ ->
                    false;
        };
    }

    /// Headers that carry credentials.
    static boolean isSensitive(String header) {
        return switch (header.length()) {
            case 6 -> header.equalsIgnoreCase("Cookie");
            case 9 -> header.equalsIgnoreCase("X-Api-Key");
            case 10 -> header.equalsIgnoreCase("Set-Cookie");
            case 12 -> header.equalsIgnoreCase("X-Auth-Token");
            case 13 -> header.equalsIgnoreCase("Authorization");
            case 19 -> header.equalsIgnoreCase("Proxy-Authorization");
            default -> false;
        };
    }

    /// At most so much of a value says enough.
    static String shortened(String value) {
        return Excerpt.head(Columns.visible(value), 60);
    }

    /// How servers are chosen: `in turn, by weight`.
    static String algorithm(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.RoundRobin _ -> "in turn";
            case Algorithm.LeastConnections _ -> "the fewest connections";
            case Algorithm.LeastTime(String measure) -> "the quickest by " + readable(measure);
            case Algorithm.First _ -> "the first with room";
            case Algorithm.RandomDraws(int draws, _) ->
                    draws == 1 ? "by chance" : "the best of " + draws + " drawn by chance";
            case Algorithm.Hash(var key, _) -> "by a hash of the " + expression(key);
            case Algorithm.Unmodelled(String text) -> readable(text);
        };
    }

    /// Whether what is chosen depends on the requests before.
    static boolean remembers(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.RoundRobin _,
                    Algorithm.LeastConnections _,
                    Algorithm.LeastTime _,
                    Algorithm.First _,
                    Algorithm.Unmodelled _ ->
                    true;
            case Algorithm.RandomDraws _, Algorithm.Hash _ -> false;
        };
    }
}
