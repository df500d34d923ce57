package dev.evenkeel.dialect.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.text.Source;

import java.util.List;

/// How much a text looks like nginx: the share of its directives whose names are known.
final class NginxResemblance {
    /// How much of a text is looked at.
    private static final int LENGTH = 1 << 15;

    private NginxResemblance() {}

    /// From 0 to 100.
    static int of(Source source) {
        Source start = source;
        if (source.length() > LENGTH) {
            byte[] bytes = source.text().substring(0, LENGTH).getBytes(ISO_8859_1);
            start = Source.of(source.name(), bytes);
        }
        int[] count = new int[2];
        count(NginxParser.parse(start).directives(), count);
        return count[0] == 0 ? 0 : 100 * count[1] / count[0];
    }

    /// Adds all directives to the first number and the known ones to the second. Blocks without
    /// directives (`map`, `types`) count as one.
    private static void count(List<NginxDirective> directives, int[] count) {
        for (NginxDirective directive : directives) {
            List<Directive> rows = NginxDialect.table().rows(directive.name());
            count[0]++;
            if (!rows.isEmpty()) {
                count[1]++;
            }
            if (rows.isEmpty() || NginxContexts.opened(rows.getFirst()) != null) {
                count(directive.block(), count);
            }
        }
    }
}
