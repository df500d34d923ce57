package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads one text into a tree, whatever it holds. nginx stops at the first mistake; this goes on
/// where the text most likely meant to, so that all mistakes are told together.
final class NginxParser {
    private final Source source;
    private final NginxLexer lexer;
    private final List<Problem> problems = new ArrayList<>();
    private String[] words = new String[0];
    private int[] places = new int[0];
    private Block block = new Block(null, new String[0], new int[0], 0);
    private int depth;
    private int directives;

    /// A block that is still open, and the words in front of it.
    private static final class Block {
        private final @Nullable Block outer;
        private final String[] words;
        private final int[] places;
        private final int opening;
        private final List<NginxDirective> directives = new ArrayList<>(4);

        private Block(@Nullable Block outer, String[] words, int[] places, int opening) {
            this.outer = outer;
            this.words = words;
            this.places = places;
            this.opening = opening;
        }
    }

    private NginxParser(Source source) {
        this.source = source;
        this.lexer = new NginxLexer(source);
    }

    static NginxTree parse(Source source) {
        return new NginxParser(source).tree();
    }

    private NginxTree tree() {
        boolean readable = true;
        NginxLexer.End end = lexer.next();
        while (readable && end != NginxLexer.End.FILE) {
            readable = take(end) && !isHopeless();
            if (readable) {
                end = goesOnInside(end) ? lexer.proceed() : lexer.next();
            }
        }
        if (readable && block.outer != null) {
            unclosed();
        }
        while (block.outer != null) {
            close(block.outer, source.length());
        }
        if (lexer.firstUnheard() >= 0) {
            int at = lexer.firstUnheard();
            problems.add(
                    Problem.remark(
                            new Span(source, at, at + 1),
                            "this file has more than "
                                    + NginxBounds.COMMENTS_MAX
                                    + " comments; what this one and later ones allow is not"
                                    + " heard"));
        }
        boolean tooLarge = directives > NginxBounds.DIRECTIVES_MAX;
        List<NginxDirective> read = tooLarge ? List.of() : block.directives;
        return new NginxTree(source, read, lexer.comments(), problems);
    }

    /// Does what the end of some words asks for. Returns whether anything can follow.
    private boolean take(NginxLexer.End end) {
        takeWords();
        switch (end) {
            case SEMICOLON -> add(null, null, lexer.sign() + 1);
            case OPENING -> open();
            case CLOSING -> closing();
            case UNEXPECTED_SIGN -> unexpectedSign();
            case UNEXPECTED_END -> unexpectedEnd();
            case TOO_LONG -> tooLong();
            case FILE -> throw new IllegalStateException("nothing to take");
        }
        return end != NginxLexer.End.UNEXPECTED_END;
    }

    /// Whether the words of the same directive go on behind a mistake in them.
    private boolean goesOnInside(NginxLexer.End end) {
        return end == NginxLexer.End.TOO_LONG
                || (end == NginxLexer.End.UNEXPECTED_SIGN
                        && lexer.words() > 0
                        && source.text().charAt(lexer.sign()) != '}');
    }

    private void closing() {
        if (block.outer == null) {
            refuse(lexer.sign(), "unexpected \"}\"", "it closes no block; remove it");
        } else {
            close(block.outer, lexer.sign() + 1);
        }
    }

    private void add(@Nullable List<NginxDirective> inner, @Nullable String opaque, int end) {
        directives++;
        block.directives.add(
                new NginxDirective(source, words, places, lexer.sign(), end, inner, opaque));
    }

    /// Takes the words that were read, but for placeholders that fill a line: those stand for any
    /// number of directives.
    private void takeWords() {
        words = lexer.read();
        places = lexer.places();
        while (words.length > 1
                && NginxPlaceholders.isPlaceholder(words[0])
                && source.text().substring(places[1], places[2]).indexOf('\n') >= 0) {
            block.directives.add(
                    new NginxDirective(
                            source,
                            new String[] {words[0]},
                            new int[] {places[0], places[1]},
                            places[1],
                            places[1],
                            null,
                            null));
            words = Arrays.copyOfRange(words, 1, words.length);
            places = Arrays.copyOfRange(places, 2, places.length);
        }
    }

    private void open() {
        if (NginxLua.isBlockOf(words[0])) {
            String code = lexer.opaque();
            if (code == null) {
                refuse(
                        lexer.sign(),
                        "the Lua block of \"" + words[0] + "\" is not closed",
                        "close it with \"}\"; braces in Lua strings do not count");
            }
            add(List.of(), code, lexer.position());
            return;
        }
        block = new Block(block, words, places, lexer.sign());
        depth++;
    }

    private void close(Block outer, int end) {
        directives++;
        depth--;
        outer.directives.add(
                new NginxDirective(
                        source,
                        block.words,
                        block.places,
                        block.opening,
                        end,
                        block.directives,
                        null));
        block = outer;
    }

    private void unexpectedSign() {
        int sign = lexer.sign();
        char c = source.text().charAt(sign);
        if (words.length == 0) {
            refuse(sign, "unexpected \"" + c + "\"", "a directive's name is missing before it");
        } else if (c != '}') {
            refuse(
                    sign,
                    "unexpected " + Shown.of(String.valueOf(c)) + " behind a closing quote",
                    "put a blank or \";\" there, or quote the whole word");
        } else {
            if (!isOnlyPlaceholder()) {
                refuse(sign, "unexpected \"}\"", "the directive before it lacks its \";\"");
            }
            add(null, null, sign);
            if (block.outer != null) {
                close(block.outer, sign + 1);
            }
        }
    }

    private boolean isOnlyPlaceholder() {
        return words.length == 1 && NginxPlaceholders.isPlaceholder(words[0]);
    }

    private void unexpectedEnd() {
        if (isOnlyPlaceholder()) {
            add(null, null, source.length());
            return;
        }
        int start = words.length > 0 ? places[0] : lexer.position();
        refuse(
                source.length(),
                "unexpected end of file, expecting \";\" or \"}\"",
                "the directive that begins on line "
                        + source.line(start)
                        + " is not finished: a \";\" or a closing quote is missing");
        if (words.length > 0) {
            add(null, null, source.length());
        }
    }

    private void unclosed() {
        Block open = block;
        refuse(
                source.length(),
                "unexpected end of file, expecting \"}\"",
                "the block that begins on line " + source.line(open.places[0]) + " is not closed");
    }

    private void tooLong() {
        char c = source.text().charAt(lexer.sign());
        refuse(
                lexer.sign(),
                c == '"' || c == '\''
                        ? "too long parameter, probably missing terminating " + c + " character"
                        : "too long " + (c == '#' ? "comment" : "parameter") + " started here",
                "shorten it: nginx takes no word and no comment of more than 4094 bytes");
    }

    private boolean isHopeless() {
        String why = null;
        if (depth > NginxBounds.BLOCKS_DEEP_MAX) {
            why = "blocks inside blocks, more than " + NginxBounds.BLOCKS_DEEP_MAX + " deep";
        } else if (directives > NginxBounds.DIRECTIVES_MAX) {
            why = "more than " + NginxBounds.DIRECTIVES_MAX + " directives in one file";
        } else if (problems.size() >= NginxBounds.MISTAKES_MAX) {
            why = "more than " + NginxBounds.MISTAKES_MAX + " syntax mistakes";
        }
        if (why != null) {
            refuse(lexer.sign(), why + ": the rest of the file was not read", "");
        }
        return why != null;
    }

    private void refuse(int at, String message, String advice) {
        int end = Math.min(at + 1, source.length());
        problems.add(Problem.refused(new Span(source, at, end), message, advice));
    }
}
