package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.text.Source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees to it that nginx sends nothing to anybody but this machine.
final class Away {
    private static final Pattern ADDRESS =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:]+])");

    private Away() {}

    /// The first address of another machine that requests are passed to; empty when there is none.
    static String from(Texts texts) {
        String found = from(texts.mains().getFirst());
        for (String file : texts.files().values()) {
            found = found.isEmpty() ? from(file) : found;
        }
        return found;
    }

    private static String from(String text) {
        return from(NginxTree.of(Source.of("", text.getBytes(ISO_8859_1))).directives());
    }

    private static String from(List<NginxDirective> directives) {
        for (NginxDirective each : directives) {
            Matcher address = ADDRESS.matcher(each.argument(0));
            boolean passes =
                    each.name().endsWith("_pass") || (each.is("server") && !each.hasBlock());
            if (passes && address.find() && !address.group(1).startsWith("127.")) {
                return address.group(1);
            }
            String inner = from(each.block());
            if (!inner.isEmpty()) {
                return inner;
            }
        }
        return "";
    }
}
