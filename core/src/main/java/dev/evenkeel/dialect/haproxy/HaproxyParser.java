package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.haproxy.HaproxyWords.Fault;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Reads a text into its lines and their words.
final class HaproxyParser {
    private final Source source;
    private final String text;
    private final HaproxyProblems problems;
    private final HaproxyWords words;
    private final List<HaproxyLine> lines = new ArrayList<>();
    private final List<Span> comments = new ArrayList<>();
    private final List<Span> broken = new ArrayList<>();

    private HaproxyParser(Source source, Version version, HaproxyProblems problems) {
        this.source = source;
        this.text = source.text();
        this.problems = problems;
        this.words = new HaproxyWords(source, version.atLeast(2, 5));
    }

    static HaproxyTree parse(Source source, Version version, HaproxyProblems problems) {
        return new HaproxyParser(source, version, problems).parse();
    }

    private HaproxyTree parse() {
        int nul = text.indexOf('\0');
        int length = nul < 0 ? text.length() : nul;
        int start = 0;
        while (start < length && !isFull()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 || newline > length ? length : newline;
            line(start, end);
            start = end + 1;
        }
        if (start < length && !problems.isFull()) {
            problems.giveUp(
                    new Span(source, start, start),
                    "more than " + HaproxyBounds.LINES_MAX + " lines: the rest was not read",
                    "split the file");
        } else if (nul >= 0) {
            problems.refused(
                    new Span(source, nul, nul + 1),
                    "a NUL character stands here, HAProxy reads no further",
                    "remove the character; the file may not be a text");
        } else if (length > 0 && text.charAt(length - 1) != '\n') {
            problems.refused(
                    source.lineSpan(source.lines()),
                    "the last line does not end with a line feed, HAProxy takes the file for cut"
                            + " off",
                    "add a line feed at the end of the file");
        }
        if (words.spelledOut() >= 0) {
            problems.remark(
                    new Span(source, words.spelledOut(), words.spelledOut() + 1),
                    "a variable is expanded only inside double quotes; here it stays as it is"
                            + " written, and what it stands for is taken as unknown");
        }
        return new HaproxyTree(source, lines, comments, broken);
    }

    private boolean isFull() {
        int pieces = lines.size() + comments.size() + broken.size();
        return pieces >= HaproxyBounds.LINES_MAX || problems.isFull();
    }

    private void line(int lineStart, int end) {
        int start = lineStart;
        while (start < end && HaproxyWords.isBlank(text.charAt(start))) {
            start++;
        }
        if (start == end) {
            return;
        }
        if (text.charAt(start) == '#') {
            comment(start, end);
            return;
        }
        if (text.charAt(start) == '[') {
            scope(start, trimmed(start, end));
            return;
        }
        HaproxyLine line = words.split(start, end, null);
        Fault fault = words.fault();
        if (fault == Fault.NONE) {
            if (line != null) {
                lines.add(line);
            }
            if (words.comment() >= 0) {
                comment(words.comment(), end);
            }
            return;
        }
        refuse(fault, start, end);
        broken.add(new Span(source, start, trimmed(start, end)));
    }

    /// A line in brackets names the scope of the filters that follow; the main configuration needs
    /// none.
    private void scope(int start, int end) {
        broken.add(new Span(source, start, end));
        int close = text.indexOf(']', start);
        if (close < 0 || close >= end || close == start + 1) {
            problems.refused(
                    new Span(source, start, end),
                    "a line that begins with a bracket must hold the name of a scope: [name]",
                    "quote the bracket if it is none");
            return;
        }
        for (int i = close + 1; i < end && text.charAt(i) != '#'; i++) {
            if (!HaproxyWords.isBlank(text.charAt(i))) {
                problems.refused(
                        new Span(source, i, end),
                        "nothing may follow the name of a scope on its line",
                        "remove it");
                return;
            }
        }
    }

    private void comment(int start, int end) {
        comments.add(new Span(source, start, trimmed(start, end)));
    }

    private int trimmed(int start, int end) {
        int stop = end;
        while (stop > start && HaproxyWords.isBlank(text.charAt(stop - 1))) {
            stop--;
        }
        return stop;
    }

    private void refuse(Fault fault, int start, int end) {
        int at = Math.min(Math.max(words.faultAt(), start), end);
        Span span = new Span(source, at, Math.min(end, at + 1));
        switch (fault) {
            case NONE -> {}
            case QUOTE ->
                    problems.refused(
                            span,
                            "this quote is not closed on its line",
                            "close it, or write a backslash before it to mean the character");
            case BRACE ->
                    problems.refused(
                            span,
                            "the braces of this variable are not closed",
                            "write \"${NAME}\"");
            case VARIABLE_NAME ->
                    problems.refused(
                            span,
                            "a dollar sign in double quotes must be followed by the name of a"
                                    + " variable",
                            "use single quotes, or write \\$ to mean the character");
            case EXPANSION ->
                    problems.refused(
                            span, "only [*] may follow the name here", "write \"${NAME[*]}\"");
            case HEX ->
                    problems.refused(
                            span,
                            "\\x must be followed by two hexadecimal digits",
                            "write \\\\x to mean the characters");
            case WORDS ->
                    problems.refused(
                            span,
                            "this line has more than " + HaproxyWords.WORDS_MAX + " words",
                            "split it: rules and patterns may be repeated or kept in a file");
        }
    }
}
