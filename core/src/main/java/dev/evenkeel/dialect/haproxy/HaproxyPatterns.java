package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads what an ACL compares with: flags, files and patterns.
final class HaproxyPatterns {
    private static final Support MISSING =
            new Support.Unmodelled("the file of the patterns is not here");

    private final HaproxyContext context;

    HaproxyPatterns(HaproxyContext context) {
        this.context = context;
    }

    /// A matcher, and how far it is known. `type` is what the matcher expects.
    record Comparison(Matcher matcher, HaproxyType type, Support support) {}

    /// Reads the words from `from` up to `end` (exclusive) for a sample of a type. `keyword` is the
    /// method of the ACL keyword; empty without one.
    Comparison read(HaproxyLine line, int from, int end, HaproxyType type, String keyword)
            throws HaproxyRefusal {
        String method = keyword.isEmpty() ? standard(type) : keyword;
        boolean ignoreCase = false;
        boolean names = true;
        boolean asMap = false;
        boolean complete = true;
        var patterns = new ArrayList<Matcher.Pattern>(2);
        int i = from;
        for (; i < end && line.word(i).startsWith("-"); i++) {
            String flag = line.word(i);
            if (flag.equals("--")) {
                i++;
                break;
            }
            switch (flag) {
                case "-i" -> ignoreCase = true;
                case "-n" -> names = false;
                case "-M" -> asMap = true;
                case "-u" -> {
                    i++;
                    if (!HaproxyArguments.isInteger(line.word(i))) {
                        throw refusal(line, i, "-u needs a number", "give one");
                    }
                }
                case "-m" -> {
                    i++;
                    method = chosen(line, i, end, type);
                }
                case "-f" -> {
                    i++;
                    required(method, line, from);
                    complete &= file(line, i, method, asMap, names, patterns);
                }
                default ->
                        throw refusal(
                                line,
                                i,
                                "'" + flag + "' is no flag of an ACL",
                                "write -- before patterns that begin with -");
            }
        }
        required(method, line, from);
        Matcher.Method by = method(method);
        if (by == null) {
            throw new IllegalStateException("no matching method: " + method);
        }
        words(line, i, end, method, names, patterns);
        boolean resolved = true;
        for (int word = from; word < end; word++) {
            resolved &= !line.isUnresolved(word);
        }
        return new Comparison(
                new Matcher(by, ignoreCase, patterns, complete && resolved),
                expected(by),
                complete ? Support.UNDERSTOOD : MISSING);
    }

    private boolean file(
            HaproxyLine line,
            int word,
            String method,
            boolean asMap,
            boolean names,
            List<Matcher.Pattern> into)
            throws HaproxyRefusal {
        String path = line.word(word);
        Span span = line.span(word);
        if (!context.files.isHere(path, span)) {
            return false;
        }
        Matcher.Method by = method(method);
        if (asMap) {
            for (HaproxyFiles.Row row : context.files.rows(path)) {
                into.add(row.key());
            }
        } else {
            into.addAll(context.files.patterns(path));
        }
        if (by != null) {
            for (Matcher.Pattern pattern : into) {
                check(by, pattern.text(), names, pattern.span());
            }
        }
        return true;
    }

    private static void words(
            HaproxyLine line,
            int from,
            int end,
            String method,
            boolean names,
            List<Matcher.Pattern> into)
            throws HaproxyRefusal {
        Matcher.Method by = method(method);
        if (by == null || by == Matcher.Method.FOUND || by == Matcher.Method.TRUE) {
            return;
        }
        boolean numbers = by == Matcher.Method.INTEGER || by == Matcher.Method.LENGTH;
        String operator = "eq";
        for (int i = from; i < end; i++) {
            String text = line.word(i);
            if (line.isUnresolved(i)) {
                continue;
            }
            if (numbers && isOperator(text)) {
                operator = text;
                continue;
            }
            boolean range = text.indexOf(':') >= 0 || text.indexOf('-') >= 0;
            if (numbers && !range && !operator.equals("eq")) {
                String number = method.equals("ver") ? text.replace(".", "") : text;
                if (!HaproxyArguments.isInteger(number)) {
                    throw refusal(
                            line,
                            i,
                            "'" + text + "' is neither a number nor an operator",
                            "write a number, or one of eq, ge, gt, le, lt before it");
                }
                text = operator + " " + text;
            } else if (method.equals("ver")) {
                check(by, text.replace(".", ""), names, line.span(i));
            } else {
                check(by, text, names, line.span(i));
            }
            into.add(new Matcher.Pattern(text, line.span(i)));
        }
    }

    /// Whether a pattern can be compared with at all.
    static void check(Matcher.Method method, String pattern, boolean names, Span span)
            throws HaproxyRefusal {
        switch (method) {
            case INTEGER, LENGTH -> {
                if (!isRange(pattern)) {
                    throw new HaproxyRefusal(
                            span,
                            "'" + pattern + "' is neither a number nor a range of numbers",
                            "write it as 80 or 80:90");
                }
            }
            case NETWORK -> {
                // A name is looked up when HAProxy starts.
                if (!HaproxyAddresses.isNetwork(pattern) && !(names && isName(pattern))) {
                    throw new HaproxyRefusal(
                            span,
                            "'" + pattern + "' is neither an address nor a network",
                            "write it as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32");
                }
            }
            case REGEX -> HaproxyRegex.check(pattern, span);
            case BINARY -> {
                boolean hexadecimal = pattern.length() % 2 == 0;
                for (int i = 0; i < pattern.length(); i++) {
                    hexadecimal &= Character.digit(pattern.charAt(i), 16) >= 0;
                }
                if (!hexadecimal) {
                    throw new HaproxyRefusal(
                            span,
                            "'" + pattern + "' is not hexadecimal",
                            "write two hexadecimal digits for each byte");
                }
            }
            case EXACT, PREFIX, SUFFIX, SUBSTRING, DIRECTORY, DOMAIN, FOUND, TRUE -> {}
            case EXISTING, USUALLY_EXISTING, SELDOM_EXISTING -> {}
        }
    }

    private static String chosen(HaproxyLine line, int word, int end, HaproxyType type)
            throws HaproxyRefusal {
        String name = word < end ? line.word(word) : "";
        Matcher.Method method = name.equals("ver") ? null : method(name);
        if (method == null) {
            throw refusal(
                    line,
                    word,
                    "'" + name + "' is no matching method",
                    "use one of found, bool, int, ip, bin, len, str, beg, sub, dir, dom, end, reg");
        }
        if (method != Matcher.Method.FOUND && !type.becomes(expected(method))) {
            throw refusal(
                    line,
                    word,
                    "values of this type cannot be matched by '" + name + "'",
                    "use another method, or a fetch of another type");
        }
        return name;
    }

    private static void required(String method, HaproxyLine line, int from) throws HaproxyRefusal {
        if (method.isEmpty()) {
            throw refusal(
                    line,
                    from - 1,
                    "a value of this type can be compared in several ways",
                    "say in which with -m, for example -m str");
        }
    }

    private static HaproxyRefusal refusal(
            HaproxyLine line, int word, String message, String advice) {
        return new HaproxyRefusal(line.span(word), message, advice);
    }

    /// The method for a type when none is given; empty when there is no such method.
    private static String standard(HaproxyType type) {
        return switch (type) {
            case BOOL -> "bool";
            case INT -> "int";
            case ADDR, IPV4, IPV6 -> "ip";
            case STR -> "str";
            case ANY, SAME, BIN, METH -> "";
        };
    }

    private static HaproxyType expected(Matcher.Method method) {
        return switch (method) {
            case FOUND -> HaproxyType.ANY;
            case TRUE, INTEGER -> HaproxyType.INT;
            case NETWORK -> HaproxyType.ADDR;
            case BINARY -> HaproxyType.BIN;
            case EXACT,
                    PREFIX,
                    SUFFIX,
                    SUBSTRING,
                    DIRECTORY,
                    DOMAIN,
                    REGEX,
                    LENGTH,
                    EXISTING,
                    USUALLY_EXISTING,
                    SELDOM_EXISTING ->
                    HaproxyType.STR;
        };
    }

    static Matcher.@Nullable Method method(String name) {
        return switch (name) {
            case "found" -> Matcher.Method.FOUND;
            case "bool" -> Matcher.Method.TRUE;
            case "int", "ver" -> Matcher.Method.INTEGER;
            case "ip" -> Matcher.Method.NETWORK;
            case "bin" -> Matcher.Method.BINARY;
            case "len" -> Matcher.Method.LENGTH;
            case "str" -> Matcher.Method.EXACT;
            case "beg" -> Matcher.Method.PREFIX;
            case "sub" -> Matcher.Method.SUBSTRING;
            case "dir" -> Matcher.Method.DIRECTORY;
            case "dom" -> Matcher.Method.DOMAIN;
            case "end" -> Matcher.Method.SUFFIX;
            case "reg", "regm" -> Matcher.Method.REGEX;
            default -> null;
        };
    }

    private static boolean isOperator(String text) {
        return switch (text) {
            case "eq", "ge", "gt", "le", "lt" -> true;
            default -> false;
        };
    }

    private static boolean isRange(String text) {
        int separator = 0;
        while (separator < text.length()
                && text.charAt(separator) != ':'
                && text.charAt(separator) != '-') {
            separator++;
        }
        if (separator == text.length()) {
            return isNumber(text);
        }
        String low = text.substring(0, separator);
        String high = text.substring(separator + 1);
        if (low.isEmpty() || high.isEmpty()) {
            return isNumber(low + high);
        }
        return isNumber(low) && isNumber(high) && !isGreater(low, high);
    }

    /// What HAProxy takes as a number: a sign alone is one too.
    private static boolean isNumber(String text) {
        return text.equals("-") || text.equals("+") || HaproxyArguments.isInteger(text);
    }

    private static boolean isGreater(String low, String high) {
        return low.length() < 18
                && high.length() < 18
                && Long.parseLong(low) > Long.parseLong(high);
    }

    private static boolean isName(String text) {
        boolean letters = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = HaproxyCharacters.isLetter(c) || c == '-' || c == '_';
            letters |= letter;
            if (!letter && c != '.' && !HaproxyCharacters.isDigit(c)) {
                return false;
            }
        }
        return letters;
    }
}
