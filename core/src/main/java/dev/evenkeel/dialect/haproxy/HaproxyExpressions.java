package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads sample expressions: `fetch[(arguments)][,converter[(arguments)]]…`.
final class HaproxyExpressions {
    /// A word holds a variable of the environment that has no value here.
    static final Support UNRESOLVED =
            new Support.Limited("a variable of the environment has no value here");

    private final HaproxyContext context;
    private final HaproxyFetches fetches;
    private final HaproxyConverters converters;

    HaproxyExpressions(HaproxyContext context, HaproxyScope scope) {
        this.context = context;
        this.fetches = new HaproxyFetches(context, scope);
        this.converters = new HaproxyConverters(context);
    }

    /// Reads an expression that fills words, from the word at `from`; later words belong to it as
    /// long as they are converters.
    HaproxySample words(HaproxyLine line, int from, HaproxyPlace place) throws HaproxyRefusal {
        HaproxySample sample = read(line, from, 0, false, true, place, false);
        return sample;
    }

    /// Reads the subject of an ACL: its fetch stands for each of its values in turn.
    HaproxySample subject(HaproxyLine line, int from, HaproxyPlace place) throws HaproxyRefusal {
        return read(line, from, 0, false, true, place, true);
    }

    /// Reads an ACL keyword, which is a fetch with a matching method of its own: converters stand
    /// in the same word only.
    HaproxySample criterion(HaproxyLine line, int from, String fetch, HaproxyPlace place)
            throws HaproxyRefusal {
        String text = line.word(from);
        int end = keywordEnd(text, 0);
        HaproxySamples.Fetch found = context.samples.fetch(fetch);
        if (found == null) {
            throw new IllegalStateException("ACL keyword without fetch: " + fetch);
        }
        return rest(line, from, 0, end, fetch, found, false, false, place, true);
    }

    /// Reads an expression inside a word, from `at` up to the first character that cannot belong to
    /// it.
    HaproxySample inside(HaproxyLine line, int word, int at, HaproxyPlace place)
            throws HaproxyRefusal {
        return read(line, word, at, true, false, place, false);
    }

    /// Where a keyword that begins at `at` ends.
    static int keywordEnd(String text, int at) {
        int end = at;
        while (end < text.length() && HaproxyCharacters.isKeyword(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private HaproxySample read(
            HaproxyLine line,
            int word,
            int at,
            boolean open,
            boolean several,
            HaproxyPlace place,
            boolean everyValue)
            throws HaproxyRefusal {
        String text = line.word(word);
        if (line.isUnresolved(word)) {
            Expression unknown = new Expression.Unknown(text, line.span(word));
            return new HaproxySample(unknown, HaproxyType.ANY, UNRESOLVED, word + 1, 0);
        }
        int end = keywordEnd(text, at);
        if (end == at) {
            throw new HaproxyRefusal(
                    line.span(word),
                    "a fetch is missing in the expression '" + text.substring(at) + "'",
                    "start it with the name of a fetch such as path or req.hdr(host)");
        }
        String keyword = text.substring(at, end);
        HaproxySamples.Fetch found = context.samples.fetch(keyword);
        if (found == null) {
            throw new HaproxyRefusal(
                    line.span(word),
                    "'" + keyword + "' is no fetch of HAProxy " + context.version,
                    "use one that this version knows");
        }
        return rest(line, word, at, end, keyword, found, open, several, place, everyValue);
    }

    /// Everything behind the name of the fetch, which stands from `start` to `at`; an ACL keyword
    /// is not always called as its fetch is.
    private HaproxySample rest(
            HaproxyLine line,
            int word,
            int start,
            int at,
            String keyword,
            HaproxySamples.Fetch fetch,
            boolean open,
            boolean several,
            HaproxyPlace place,
            boolean everyValue)
            throws HaproxyRefusal {
        Span span = line.span(word);
        var arguments = new ArrayList<String>(2);
        String text = line.word(word);
        int end = arguments(text, at, fetch.arguments(), fetch.needed(), keyword, span, arguments);
        if (!everyValue && !fetch.isAvailable(place)) {
            throw new HaproxyRefusal(
                    span,
                    "'" + keyword + "' has no value here",
                    "use it where the request or the answer it looks at is at hand");
        }
        HaproxyFetches.Value value = fetches.value(keyword, fetch, arguments, span, everyValue);
        Expression expression = value.expression();
        HaproxyType type = fetch.output();
        Support support = value.support();
        if (!open && end < text.length() && text.charAt(end) != ',') {
            throw missingComma(span, "the fetch '" + keyword + "'");
        }
        int current = word;
        while (true) {
            int begin = end;
            while (begin < text.length() && text.charAt(begin) == ',') {
                begin++;
            }
            if (begin == text.length()) {
                if (!several || current + 1 >= line.size()) {
                    return new HaproxySample(expression, type, support, current + 1, 0);
                }
                current++;
                text = line.word(current);
                begin = 0;
            } else if (begin == end) {
                if (open) {
                    return new HaproxySample(expression, type, support, current, end);
                }
                throw missingComma(span, "a converter");
            }
            int nameEnd = keywordEnd(text, begin);
            String name = text.substring(begin, nameEnd);
            HaproxySamples.Converter found = context.samples.converter(name);
            if (found == null && begin == 0 && current > word) {
                return new HaproxySample(expression, type, support, current, 0);
            }
            found = applicable(found, name, type, line.span(current));
            arguments.clear();
            Span there = line.span(current);
            end = arguments(text, nameEnd, found, there, arguments);
            String written =
                    HaproxyConverters.isFollowed(expression, found, arguments)
                            ? ""
                            : written(line, word, start, current, end);
            expression = converters.apply(expression, type, found, arguments, written, there);
            support = Support.worse(support, converters.support());
            type = found.output() == HaproxyType.SAME ? type : found.output();
        }
    }

    /// What stands from an offset in one word to an offset in that or a later one.
    private static String written(HaproxyLine line, int word, int from, int last, int end) {
        if (word == last) {
            return line.word(word).substring(from, end);
        }
        var text = new StringBuilder(line.word(word).substring(from));
        for (int i = word + 1; i < last; i++) {
            text.append(' ').append(line.word(i));
        }
        return text.append(' ').append(line.word(last), 0, end).toString();
    }

    private static HaproxyRefusal missingComma(Span span, String behind) {
        return new HaproxyRefusal(span, "a comma is missing behind " + behind, "add it");
    }

    private HaproxySamples.Converter applicable(
            HaproxySamples.@Nullable Converter found, String name, HaproxyType type, Span span)
            throws HaproxyRefusal {
        if (found == null) {
            throw new HaproxyRefusal(
                    span,
                    "'" + name + "' is no converter of HAProxy " + context.version,
                    "use one that this version knows");
        }
        if (!type.becomes(found.input())) {
            throw new HaproxyRefusal(
                    span,
                    "the converter '" + name + "' cannot be applied to a value of this type",
                    "convert it first, or leave the converter out");
        }
        return found;
    }

    private static int arguments(
            String text,
            int at,
            HaproxySamples.Converter converter,
            Span span,
            List<String> arguments)
            throws HaproxyRefusal {
        String name = converter.row().keyword();
        List<String> types = converter.arguments();
        return arguments(text, at, types, converter.needed(), name, span, arguments);
    }

    /// Reads `(a,b,…)` at an offset, if it stands there, and returns the offset behind it. Quotes
    /// and backslashes inside are resolved once more, as HAProxy does.
    private static int arguments(
            String text,
            int at,
            List<String> types,
            int needed,
            String of,
            Span span,
            List<String> into)
            throws HaproxyRefusal {
        boolean given = at < text.length() && text.charAt(at) == '(';
        int i = given ? at + 1 : at;
        if (!types.isEmpty() && (given || needed > 0)) {
            var value = new StringBuilder();
            while (into.size() < types.size()) {
                value.setLength(0);
                i = given ? argument(text, i, value, of, span) : i;
                String type = types.get(into.size());
                if (value.isEmpty() && isFilled(type)) {
                    if (into.size() >= needed) {
                        break;
                    }
                    throw wrongArgument(span, of, into.size(), type, "nothing");
                }
                String wrong = HaproxyArguments.reject(type, value.toString());
                if (wrong != null) {
                    throw wrongArgument(span, of, into.size(), type, "'" + value + "'");
                }
                into.add(value.toString());
                if (!given || i >= text.length() || text.charAt(i) == ')') {
                    break;
                }
                if (into.size() < types.size()) {
                    i++;
                }
            }
        }
        if (into.size() < needed) {
            throw new HaproxyRefusal(
                    span,
                    "'" + of + "' needs " + needed + " arguments, " + into.size() + " given",
                    "add what is missing");
        }
        if (!given) {
            return at;
        }
        if (i >= text.length() || text.charAt(i) != ')') {
            String rest = i < text.length() ? " before '" + text.substring(i) + "'" : "";
            throw new HaproxyRefusal(
                    span, "')' is missing behind the arguments of '" + of + "'" + rest, "add it");
        }
        return i + 1;
    }

    /// Reads one argument and returns where it ends.
    private static int argument(String text, int at, StringBuilder value, String of, Span span)
            throws HaproxyRefusal {
        boolean single = false;
        boolean twice = false;
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' && !single) {
                twice = !twice;
            } else if (c == '\'' && !twice) {
                single = !single;
            } else if (c == '\\' && !single) {
                if (i + 1 == text.length()) {
                    throw new HaproxyRefusal(
                            span, "a backslash ends the arguments of '" + of + "'", "double it");
                }
                char next = text.charAt(i + 1);
                char meant = escaped(next);
                value.append(meant == 0 ? c : meant);
                i += meant == 0 ? 0 : 1;
            } else if (!single && !twice && (c == ',' || c == ')')) {
                return i;
            } else {
                value.append(c);
            }
            i++;
        }
        return i;
    }

    private static char escaped(char c) {
        return switch (c) {
            case '\\', ' ', '"', '\'' -> c;
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> 0;
        };
    }

    private static boolean isFilled(String type) {
        return switch (type) {
            case "integer", "time", "size", "dotted", "ipv4", "ipv6", "mask4", "mask6" -> true;
            default -> false;
        };
    }

    private static HaproxyRefusal wrongArgument(
            Span span, String of, int index, String type, @Nullable String given) {
        return new HaproxyRefusal(
                span,
                "argument "
                        + (index + 1)
                        + " of '"
                        + of
                        + "' must be "
                        + HaproxyArguments.readable(type)
                        + ", not "
                        + given,
                "correct it");
    }
}
