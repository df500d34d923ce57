package dev.evenkeel.lab.loopback;

import dev.evenkeel.lab.conformance.Chance;

/// A text that a regular expression matches, in most cases: what it does not know of the language
/// of expressions it leaves out. Whether it really matches is not its concern, because a request
/// that just misses is as good a request.
final class RegexExample {
    private static final int REPEATED_MAX = 3;
    private static final int DEPTH_MAX = 30;

    private final String regex;
    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private RegexExample(String regex, Chance chance) {
        this.regex = regex;
        this.chance = chance;
    }

    static String of(String regex, Chance chance) {
        var example = new RegexExample(regex, chance);
        example.alternatives(0);
        return example.text.toString();
    }

    private boolean more() {
        return at < regex.length() && text.length() < 300;
    }

    /// One of the alternatives up to the end of the group.
    private void alternatives(int depth) {
        int start = text.length();
        boolean chosen = false;
        boolean open = true;
        String kept = "";
        while (open) {
            text.setLength(start);
            sequence(depth);
            if (!chosen || chance.in100(50)) {
                kept = text.substring(start);
                chosen = true;
            }
            open = more() && regex.charAt(at) == '|';
            at += open ? 1 : 0;
        }
        text.setLength(start);
        text.append(kept);
    }

    private void sequence(int depth) {
        while (more() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            int before = text.length();
            atom(depth);
            repeat(before);
        }
    }

    private void repeat(int before) {
        String once = text.substring(before);
        if (!more()) {
            return;
        }
        int least = 1;
        int most = 1;
        switch (regex.charAt(at)) {
            case '?' -> least = 0;
            case '*' -> {
                least = 0;
                most = REPEATED_MAX;
            }
            case '+' -> most = REPEATED_MAX;
            case '{' -> {
                int end = regex.indexOf('}', at);
                int comma = regex.indexOf(',', at);
                if (end < 0) {
                    return;
                }
                boolean range = comma > 0 && comma < end;
                least = number(at + 1, range ? comma : end, 1);
                most = range ? number(comma + 1, end, least + 1) : least;
                at = end;
            }
            default -> {
                return;
            }
        }
        at++;
        if (more() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
            at++;
        }
        text.setLength(before);
        int times = chance.between(least, Math.max(least, Math.min(most, least + REPEATED_MAX)));
        text.append(once.repeat(times));
    }

    private int number(int from, int to, int otherwise) {
        try {
            return Math.min(50, Integer.parseInt(regex.substring(from, to)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private void atom(int depth) {
        char c = regex.charAt(at++);
        switch (c) {
            case '^', '$' -> {}
            case '.' -> text.append(chance.oneOf("x", "a", "1"));
            case '\\' -> escape();
            case '[' -> set();
            case '(' -> group(depth);
            default -> text.append(c);
        }
    }

    private void group(int depth) {
        boolean silent = false;
        if (more() && regex.charAt(at) == '?') {
            int end = at + 1;
            while (end < regex.length() && ":=!<>P)imsx-'".indexOf(regex.charAt(end)) >= 0) {
                char c = regex.charAt(end++);
                silent |= c == '!' || c == '=';
                if (c == ':' || c == '=' || c == '!' || c == ')') {
                    break;
                }
                if (c == '<' && end < regex.length() && Character.isLetter(regex.charAt(end))) {
                    end = regex.indexOf('>', end) + 1;
                    break;
                }
            }
            at = end;
            if (at > 0 && regex.charAt(at - 1) == ')') {
                return;
            }
        }
        int before = text.length();
        if (depth < DEPTH_MAX) {
            alternatives(depth + 1);
        }
        if (silent) {
            text.setLength(before);
        }
        if (more() && regex.charAt(at) == ')') {
            at++;
        }
    }

    private void escape() {
        if (!more()) {
            return;
        }
        char c = regex.charAt(at++);
        switch (c) {
            case 'd' -> text.append(chance.oneOf("4", "2"));
            case 'w' -> text.append(chance.oneOf("w", "a"));
            case 's' -> text.append(' ');
            case 'D', 'S', 'W' -> text.append(c == 'W' ? "-" : "s");
            case 'b', 'B', 'A', 'z', 'Z', 'G' -> {}
            case 'n', 'r', 't' -> {}
            default -> text.append(c);
        }
    }

    private void set() {
        boolean not = more() && regex.charAt(at) == '^';
        at += not ? 1 : 0;
        var members = new StringBuilder();
        boolean first = true;
        while (at < regex.length() && (first || regex.charAt(at) != ']')) {
            first = false;
            char c = regex.charAt(at++);
            if (c == '\\' && at < regex.length()) {
                c = regex.charAt(at++);
                members.append(c == 'd' ? "37" : c == 'w' ? "ak5" : c == 's' ? " " : "" + c);
            } else if (c == '[' && regex.startsWith(":", at)) {
                int end = regex.indexOf(":]", at);
                at = end < 0 ? at : end + 2;
                members.append("a1");
            } else if (at + 1 < regex.length()
                    && regex.charAt(at) == '-'
                    && regex.charAt(at + 1) != ']') {
                char last = regex.charAt(at + 1);
                at += 2;
                members.append(c).append((char) chance.between(c, Math.max(c, last)));
            } else {
                members.append(c);
            }
        }
        at++;
        if (not) {
            for (String other : new String[] {"k", "7", "-", "z"}) {
                if (members.indexOf(other) < 0) {
                    text.append(other);
                    return;
                }
            }
        } else if (!members.isEmpty()) {
            text.append(members.charAt(chance.between(0, members.length() - 1)));
        }
    }
}
