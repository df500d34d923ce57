package dev.evenkeel.routing;

import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The patterns of a matcher, made ready: which of them, if any, matches a value first. Exact
/// patterns are hashed and prefixes sorted, so that thousands of them cost what a few cost.
final class Patterns {
    /// No pattern matches.
    static final int NONE = -1;

    /// Whether one matches is not known.
    static final int UNKNOWN = -2;

    /// Up to so many patterns are compared one after the other.
    private static final int FEW = 4;

    private final Matcher matcher;
    private final Matcher.Method method;
    private final boolean ignoreCase;
    private final boolean isComplete;
    private final String[] texts;
    private final Map<String, Integer> exact;
    private final @Nullable Prefixes prefixes;
    private final @Nullable Regex[] regexes;
    private final @Nullable Network[] networks;

    Patterns(Matcher matcher) {
        this.matcher = matcher;
        this.method = matcher.method();
        this.ignoreCase = matcher.ignoreCase();
        this.isComplete = matcher.complete();
        List<String> all = texts(matcher);
        this.texts = all.toArray(String[]::new);
        boolean affix = method == Matcher.Method.PREFIX || method == Matcher.Method.SUFFIX;
        this.prefixes = affix ? new Prefixes(turned(all)) : null;
        boolean regex = method == Matcher.Method.REGEX;
        this.regexes = new Regex[regex ? texts.length : 0];
        boolean network = method == Matcher.Method.NETWORK;
        this.networks = new Network[network ? texts.length : 0];
        boolean hashed = method == Matcher.Method.EXACT && texts.length > FEW;
        this.exact = hashed ? new HashMap<>() : Map.of();
        for (int i = 0; i < texts.length; i++) {
            if (hashed) {
                exact.putIfAbsent(texts[i], i);
            } else if (regex) {
                regexes[i] = Regex.of(matcher.patterns().get(i).text(), matcher.ignoreCase());
            } else if (network) {
                networks[i] = Network.of(texts[i]);
            }
        }
    }

    private static List<String> texts(Matcher matcher) {
        var texts = new ArrayList<String>(matcher.patterns().size());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            String text = pattern.text();
            texts.add(
                    switch (matcher.method()) {
                        case REGEX -> text;
                        case DIRECTORY -> Delimited.DIRECTORY.stripped(cased(matcher, text));
                        case DOMAIN -> Delimited.DOMAIN.stripped(cased(matcher, text));
                        default -> cased(matcher, text);
                    });
        }
        return texts;
    }

    private static String cased(Matcher matcher, String text) {
        return matcher.ignoreCase() ? Bytes.lower(text) : text;
    }

    private List<String> turned(List<String> all) {
        return matcher.method() == Matcher.Method.PREFIX
                ? all
                : all.stream().map(Patterns::reversed).toList();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    Matcher matcher() {
        return matcher;
    }

    Matcher.Method method() {
        return method;
    }

    /// The text that decides alone whether a value matches: equal to it, or beginning or ending
    /// with it, as the method says; `null` when there is more to a match.
    @Nullable String single() {
        boolean isPlain =
                switch (method) {
                    case EXACT, PREFIX, SUFFIX -> true;
                    default -> false;
                };
        return isPlain && isComplete && texts.length == 1 ? texts[0] : null;
    }

    /// The first pattern that matches, or `NONE`, or `UNKNOWN`. A match of a regular expression is
    /// told to the request.
    int first(String value, RequestState state) {
        if (RequestState.isUnknown(value)) {
            return method == Matcher.Method.FOUND ? 0 : UNKNOWN;
        }
        String text = ignoreCase && method != Matcher.Method.REGEX ? Bytes.lower(value) : value;
        int first =
                switch (method) {
                    case EXACT ->
                            texts.length <= FEW
                                    ? scan(text, String::equals)
                                    : exact.getOrDefault(text, NONE);
                    case PREFIX ->
                            texts.length <= FEW
                                    ? scan(text, String::startsWith)
                                    : affixes().first(text);
                    case SUFFIX ->
                            texts.length <= FEW
                                    ? scan(text, String::endsWith)
                                    : affixes().first(reversed(text));
                    case SUBSTRING -> scan(text, String::contains);
                    case DIRECTORY -> scan(text, Delimited.DIRECTORY::holds);
                    case DOMAIN -> scan(text, Delimited.DOMAIN::holds);
                    case REGEX -> regex(value, state);
                    case INTEGER -> scan(text, Integers::inRange);
                    case LENGTH ->
                            scan(
                                    String.valueOf(text.length()),
                                    (length, range) -> Integers.inRange(length, range));
                    case NETWORK -> network(text);
                    case BINARY -> scan(Bytes.hex(value), String::equalsIgnoreCase);
                    case EXISTING, USUALLY_EXISTING, SELDOM_EXISTING -> UNKNOWN;
                    case FOUND -> 0;
                    case TRUE -> Integers.isTrue(text) ? 0 : NONE;
                };
        return first == NONE && !isComplete ? UNKNOWN : first;
    }

    /// The longest prefix or network that matches, or `NONE`, or `UNKNOWN`.
    int longest(String value, RequestState state) {
        if (RequestState.isUnknown(value)) {
            return UNKNOWN;
        }
        String text = cased(matcher, value);
        int best =
                switch (method) {
                    case PREFIX -> affixes().longest(text);
                    case SUFFIX -> affixes().longest(reversed(text));
                    case NETWORK -> longestNetwork(text);
                    default -> first(value, state);
                };
        return best == NONE && !isComplete ? UNKNOWN : best;
    }

    private Prefixes affixes() {
        Prefixes known = prefixes;
        if (known == null) {
            throw new IllegalStateException("no prefixes: " + method);
        }
        return known;
    }

    @FunctionalInterface
    private interface Comparison {
        boolean holds(String value, String pattern);
    }

    private int scan(String value, Comparison comparison) {
        for (int i = 0; i < texts.length; i++) {
            if (comparison.holds(value, texts[i])) {
                return i;
            }
        }
        return NONE;
    }

    private int network(String text) {
        byte[] address = IpAddress.parse(text);
        if (address != null) {
            for (int i = 0; i < networks.length; i++) {
                Network network = networks[i];
                if (network != null && network.holds(address)) {
                    return i;
                }
            }
        }
        return NONE;
    }

    private int longestNetwork(String text) {
        byte[] address = IpAddress.parse(text);
        int best = NONE;
        int bits = -1;
        for (int i = 0; address != null && i < networks.length; i++) {
            Network network = networks[i];
            if (network != null && network.bits() > bits && network.holds(address)) {
                best = i;
                bits = network.bits();
            }
        }
        return best;
    }

    private int regex(String value, RequestState state) {
        for (int i = 0; i < regexes.length; i++) {
            Regex regex = regexes[i];
            if (regex == null) {
                return UNKNOWN;
            }
            try {
                java.util.regex.Matcher match = regex.matcher(value);
                if (match.find()) {
                    state.captures(match.toMatchResult(), regex.names());
                    return i;
                }
            } catch (Regex.TooLong | StackOverflowError _) {
                return UNKNOWN;
            }
        }
        return NONE;
    }
}
