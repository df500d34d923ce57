package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;
import dev.evenkeel.model.Matcher;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The patterns of matchers as languages of texts.
final class Units {
    /// Lengths beyond this make too many states.
    private static final int LENGTH_MAX = 1024;

    private static final Pattern NOTHING = new Pattern.Search(new Regular.Nothing(), "nothing");

    private Units() {}

    /// What a matcher matches; `null` when it cannot be said of texts alone.
    static @Nullable List<Pattern> of(Matcher matcher) {
        if (!matcher.needsPatterns()) {
            return null;
        }
        var unit = new ArrayList<Pattern>(matcher.patterns().size());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            Pattern one = of(matcher.method(), matcher.ignoreCase(), pattern.text());
            if (one == null) {
                return null;
            }
            unit.add(one);
        }
        return List.copyOf(unit);
    }

    private static @Nullable Pattern of(Matcher.Method method, boolean ignoreCase, String text) {
        String cased = ignoreCase ? Bytes.lower(text) : text;
        return switch (method) {
            case EXACT -> new Pattern.Literal(Pattern.Place.WHOLE, cased, ignoreCase);
            case PREFIX -> new Pattern.Literal(Pattern.Place.START, cased, ignoreCase);
            case SUFFIX -> new Pattern.Literal(Pattern.Place.END, cased, ignoreCase);
            case SUBSTRING -> new Pattern.Literal(Pattern.Place.ANYWHERE, cased, ignoreCase);
            case DIRECTORY -> delimited(Delimited.DIRECTORY.stripped(cased), "/?", ignoreCase);
            case DOMAIN -> delimited(Delimited.DOMAIN.stripped(cased), "/?.:", ignoreCase);
            case REGEX -> {
                Regular regular = RegularParser.parse(text, ignoreCase);
                yield regular == null ? null : new Pattern.Search(regular, text);
            }
            case LENGTH -> length(text);
            case BINARY -> binary(text);
            case INTEGER, NETWORK, EXISTING, USUALLY_EXISTING, SELDOM_EXISTING, FOUND, TRUE -> null;
        };
    }

    private static Pattern delimited(String text, String delimiters, boolean ignoreCase) {
        return text.isEmpty()
                ? NOTHING
                : new Pattern.Search(
                        Regular.delimited(text, delimiters, ignoreCase),
                        "(^|[" + delimiters + "])" + text + "([" + delimiters + "]|$)");
    }

    private static @Nullable Pattern length(String text) {
        Range range = Range.parse(text);
        if (range == null) {
            return NOTHING;
        }
        long low = range.low() == null ? 0 : Math.max(0, range.low().longValue());
        long high = range.high() == null ? -1 : range.high().longValue();
        if (range.high() != null && high < low) {
            return NOTHING;
        }
        return low > LENGTH_MAX || high > LENGTH_MAX
                ? null
                : new Pattern.Search(
                        Regular.length((int) low, (int) high),
                        "^.{" + low + "," + (high < 0 ? "" : high) + "}$");
    }

    private static @Nullable Pattern binary(String text) {
        if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            return NOTHING;
        }
        var bytes = new StringBuilder(text.length() / 2);
        for (byte one : HexFormat.of().parseHex(text)) {
            bytes.append((char) (one & 0xFF));
        }
        return new Pattern.Literal(Pattern.Place.WHOLE, bytes.toString(), false);
    }

    /// The same unit in fewer patterns: what is not tied to the start of a text becomes one
    /// expression, so that nobody has to know which of its alternatives it was.
    static List<Pattern> compact(List<Pattern> unit) {
        var few = new ArrayList<Pattern>(unit.size());
        var others = new ArrayList<Regular>();
        var written = new ArrayList<String>();
        for (Pattern pattern : unit) {
            switch (pattern) {
                case Pattern.Literal literal -> {
                    Regular text = Regular.text(literal.text(), literal.ignoreCase());
                    switch (literal.place()) {
                        case WHOLE, START -> few.add(literal);
                        case END -> {
                            others.add(new Regular.Then(List.of(text, new Regular.End())));
                            written.add(literal.text().replace(".", "\\.") + "$");
                        }
                        case ANYWHERE -> {
                            others.add(text);
                            written.add(literal.text().replace(".", "\\."));
                        }
                    }
                }
                case Pattern.Search(Regular regular, String text) -> {
                    others.add(regular);
                    written.add(text);
                }
            }
        }
        if (unit.size() == 1 || others.isEmpty()) {
            return unit;
        }
        few.add(new Pattern.Search(new Regular.Or(others), String.join("|", written)));
        return few;
    }

    /// Just one text.
    static List<Pattern> exactly(String text) {
        return List.of(new Pattern.Literal(Pattern.Place.WHOLE, text, false));
    }
}
