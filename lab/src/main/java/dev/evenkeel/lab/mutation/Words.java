package dev.evenkeel.lab.mutation;

import dev.evenkeel.lab.conformance.Chance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word with something small about it changed, so that it is mostly still a word of its kind.
final class Words {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.)(\\d{1,3})(/\\d+)?(:\\d+)?");

    private static final Pattern PORT = Pattern.compile("(.*[^:]):(\\d{1,5})(/.*)?");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,8})([a-z]*)");

    private Words() {}

    /// A number, an address, a path, a name or a regular expression.
    static String changed(String word, Chance chance) {
        if (NUMBER.matcher(word).matches()) {
            return number(word, chance);
        }
        if (ADDRESS.matcher(word).matches()) {
            return address(word, chance);
        }
        int letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters += isPlain(word, i) ? 1 : 0;
        }
        if (letters == 0) {
            return word + chance.oneOf("x", "new");
        }
        int chosen = chance.between(1, letters);
        int at = -1;
        while (chosen > 0) {
            at++;
            chosen -= isPlain(word, at) ? 1 : 0;
        }
        String before = word.substring(0, at);
        String behind = word.substring(at + 1);
        return switch (chance.between(0, 3)) {
            case 0 -> before + behind;
            case 1 -> before + word.charAt(at) + word.charAt(at) + behind;
            case 2 -> before + chance.oneOf("q", "7", "z") + behind;
            default -> before + word.charAt(at) + chance.oneOf("new", "2", "/v2") + behind;
        };
    }

    /// Whether a character stands for itself in texts and regular expressions.
    private static boolean isPlain(String word, int at) {
        char c = word.charAt(at);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter && (at == 0 || "\\$%".indexOf(word.charAt(at - 1)) < 0);
    }

    static String number(String word, Chance chance) {
        int number = Integer.parseInt(word);
        return String.valueOf(
                switch (chance.between(0, 3)) {
                    case 0 -> number + 1;
                    case 1 -> Math.max(0, number - 1);
                    case 2 -> number == 0 ? 5 : 2 * number;
                    default -> number + 10;
                });
    }

    /// Another host or another port.
    static String address(String word, Chance chance) {
        Matcher port = PORT.matcher(word);
        boolean hasPort = port.matches();
        Matcher address = ADDRESS.matcher(word);
        if (address.matches() && !(hasPort && chance.in100(50))) {
            int last = Integer.parseInt(address.group(2));
            String rest = word.substring(address.end(2));
            return address.group(1) + (last + 1) % 255 + rest;
        }
        if (hasPort) {
            String rest = port.group(3) == null ? "" : port.group(3);
            return port.group(1) + ":" + (Integer.parseInt(port.group(2)) + 1) % 65535 + rest;
        }
        return word.isEmpty() ? word : word + "2";
    }

    /// Another duration; the word as it is where it is none.
    static String duration(String word, Chance chance) {
        Matcher duration = DURATION.matcher(word);
        return duration.matches() ? number(duration.group(1), chance) + duration.group(2) : word;
    }
}
