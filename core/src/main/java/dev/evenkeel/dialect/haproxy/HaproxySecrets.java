package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds the places of passwords, keys and tokens in a configuration.
final class HaproxySecrets {
    private static final String[] MARKS = {
        "authorization",
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "api-key",
        "apikey",
        "auth-key",
        "access-key",
        "private-key"
    };

    private final List<Span> found = new ArrayList<>();

    private HaproxySecrets() {}

    static List<Span> of(HaproxyConfig config) {
        var secrets = new HaproxySecrets();
        for (HaproxySection section : config.sections()) {
            for (HaproxyLine line : section.lines()) {
                secrets.line(line);
            }
        }
        return secrets.found;
    }

    private void line(HaproxyLine line) {
        switch (line.word(0)) {
            case "user" -> {
                behind(line, "password");
                behind(line, "insecure-password");
            }
            case "stats" -> {
                if (line.is(1, "auth")) {
                    word(line, 2);
                }
            }
            case "dynamic-cookie-key", "cluster-secret", "anonkey", "eab-mac-key" -> word(line, 1);
            case "setenv", "presetenv" -> {
                if (isMarked(line.word(1))) {
                    word(line, 2);
                }
            }
            case "bind" -> behind(line, "ca-sign-pass");
            case "http-request", "http-response", "http-after-response" -> rule(line);
            case "http-check", "tcp-check" -> check(line);
            case "option" -> {
                for (int i = 2; i < line.size(); i++) {
                    if (isMarked(line.word(i))) {
                        word(line, i);
                    }
                }
            }
            case "acl" -> patterns(line);
            default -> {}
        }
    }

    private void rule(HaproxyLine line) {
        String action = line.word(1);
        if (action.endsWith("-header") && isMarked(line.word(2))) {
            for (int i = 3; i < line.size() && !line.is(i, "if") && !line.is(i, "unless"); i++) {
                word(line, i);
            }
        }
        for (int i = 2; i < line.size(); i++) {
            if (line.is(i, "hdr") && isMarked(line.word(i + 1))) {
                word(line, i + 2);
            } else if (line.is(i, "{")) {
                i = anonymous(line, i);
            }
        }
    }

    /// The patterns of an anonymous condition about a header with a secret; returns its end.
    private int anonymous(HaproxyLine line, int open) {
        boolean marked = isMarked(line.word(open + 1));
        int i = open + 2;
        while (i < line.size() && !line.is(i, "}")) {
            if (marked && isPattern(line, i)) {
                word(line, i);
            }
            i++;
        }
        return i;
    }

    private void patterns(HaproxyLine line) {
        if (isMarked(line.word(2))) {
            for (int i = 3; i < line.size(); i++) {
                if (isPattern(line, i)) {
                    word(line, i);
                }
            }
        }
    }

    private static boolean isPattern(HaproxyLine line, int index) {
        boolean flag = line.word(index).startsWith("-");
        boolean valued = line.is(index - 1, "-m") || line.is(index - 1, "-f");
        return !flag && !valued;
    }

    private void check(HaproxyLine line) {
        for (int i = 2; i < line.size(); i++) {
            if (line.is(i, "hdr") && isMarked(line.word(i + 1))) {
                word(line, i + 2);
            }
        }
        if (line.word(1).startsWith("send") && line.word(2).startsWith("AUTH")) {
            word(line, 2);
        }
    }

    private void behind(HaproxyLine line, String parameter) {
        for (int i = 1; i < line.size(); i++) {
            if (line.is(i, parameter)) {
                word(line, i + 1);
            }
        }
    }

    private void word(HaproxyLine line, int index) {
        if (index < line.size()) {
            found.add(line.span(index));
        }
    }

    private static boolean isMarked(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        for (String mark : MARKS) {
            if (lower.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
