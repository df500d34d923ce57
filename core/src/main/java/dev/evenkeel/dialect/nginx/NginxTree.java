package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Problem;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import java.util.List;

/// One text as it is written: its directives (`include` among them), its comments, and what is
/// wrong with its syntax. Whatever lies between two words or comments is white space or one of `;`,
/// `{` and `}`, so nothing is lost.
public record NginxTree(
        Source source,
        List<NginxDirective> directives,
        List<Span> comments,
        List<Problem> problems) {
    public NginxTree {
        directives = List.copyOf(directives);
        comments = List.copyOf(comments);
        problems = List.copyOf(problems);
    }

    /// The tree of a text, whatever it holds.
    public static NginxTree of(Source source) {
        return NginxParser.parse(source);
    }

    /// The text, put together again from the parts of the tree and what lies between them.
    String print() {
        var printed = new StringBuilder(source.length());
        for (NginxDirective directive : directives) {
            print(directive, printed);
        }
        return gap(source.length(), printed).toString();
    }

    private void print(NginxDirective directive, StringBuilder printed) {
        for (int word = -1; word < directive.arguments(); word++) {
            Span span = word < 0 ? directive.nameSpan() : directive.argumentSpan(word);
            gap(span.start(), printed).append(span.text());
        }
        String opaque = directive.opaque();
        if (opaque != null) {
            gap(directive.stop() + 1, printed).append(opaque);
        }
        for (NginxDirective inner : directive.block()) {
            print(inner, printed);
        }
        gap(directive.whole().end(), printed);
    }

    private StringBuilder gap(int upTo, StringBuilder printed) {
        return printed.append(source.text(), printed.length(), upTo);
    }
}
