package dev.evenkeel.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A correct configuration with one or two small mistakes, such as people make: a word too many, a
/// word too few, a misspelt one, a line in the wrong place.
final class Mutation {
    private static final List<String> STRANGE =
            List.of(
                    "0",
                    "-1",
                    "99999999999",
                    "1.5",
                    "10x",
                    "5s",
                    "on",
                    "off",
                    "nosuch",
                    "127.0.0.1",
                    "192.0.2.1:99999",
                    "{",
                    "}",
                    "\"",
                    "if",
                    "unless",
                    "$",
                    "$nosuch",
                    "%[src]",
                    "#",
                    "http");

    private Mutation() {}

    static String of(String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int mistakes = 1 + random.nextInt(2);
        for (int i = 0; i < mistakes; i++) {
            mutate(lines, random);
        }
        return String.join("\n", lines);
    }

    private static void mutate(List<String> lines, Random random) {
        int at = random.nextInt(lines.size() - 1);
        String line = lines.get(at);
        switch (random.nextInt(10)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(random.nextInt(lines.size() - 1), line);
            case 2 -> lines.add(random.nextInt(lines.size() - 2), lines.remove(at));
            default -> lines.set(at, changed(line, lines, random));
        }
    }

    private static String changed(String line, List<String> lines, Random random) {
        String blanks = line.substring(0, line.length() - line.stripLeading().length());
        List<String> words = new ArrayList<>(List.of(line.strip().split(" ", -1)));
        int at = random.nextInt(words.size());
        switch (random.nextInt(6)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(at));
            case 2 -> words.set(at, misspelt(words.get(at), random));
            case 3 -> words.set(at, STRANGE.get(random.nextInt(STRANGE.size())));
            case 4 -> words.add(STRANGE.get(random.nextInt(STRANGE.size())));
            default -> words.set(at, foreign(lines, random));
        }
        return blanks + String.join(" ", words);
    }

    private static String misspelt(String word, Random random) {
        if (word.length() < 2) {
            return word + "x";
        }
        int at = random.nextInt(word.length() - 1);
        return word.substring(0, at)
                + word.charAt(at + 1)
                + word.charAt(at)
                + word.substring(at + 2);
    }

    private static String foreign(List<String> lines, Random random) {
        String[] words = lines.get(random.nextInt(lines.size())).strip().split(" ", -1);
        return words[random.nextInt(words.length)];
    }
}
