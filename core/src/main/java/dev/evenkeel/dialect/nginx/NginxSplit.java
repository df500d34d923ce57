package dev.evenkeel.dialect.nginx;

import dev.evenkeel.dialect.nginx.NginxTemplate.Value;
import dev.evenkeel.model.Expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A `split_clients` block: shares in hundredths of a percent, `*` takes the rest.
final class NginxSplit {
    private static final int WHOLE = 10_000;

    private NginxSplit() {}

    static Value value(NginxVariables variables, NginxNotes notes, NginxDirective block) {
        Value key = new NginxTemplate(variables, block).value(block.argument(0));
        var shares = new ArrayList<Expression.Share>();
        boolean takesRest = false;
        int sum = 0;
        @Nullable String unknown = key.unknown();
        for (NginxDirective line : block.block()) {
            boolean rest = line.is("*");
            int points = rest ? Math.max(0, WHOLE - sum) : basisPoints(line.name());
            if (points < 0 || line.arguments() != 1) {
                notes.limited(line, "not a percentage");
                continue;
            }
            takesRest |= rest;
            sum += points;
            Value value = new NginxTemplate(variables, line).value(line.argument(0));
            unknown = unknown == null ? value.unknown() : unknown;
            shares.add(new Expression.Share(points, value.expression(), line.span()));
        }
        Expression source = NginxTemplate.textual(key.expression());
        var split = new Expression.Split(source, List.copyOf(shares), takesRest, block.span());
        String name = NginxVariables.name(block.argument(1));
        return new Value(variables.once(name, split), unknown);
    }

    /// `12.5%` is 1250; -1 when it is no percentage with at most two decimals.
    static int basisPoints(String text) {
        if (!text.endsWith("%") || text.length() < 2 || text.length() > 8) {
            return -1;
        }
        int points = 0;
        int decimals = -1;
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9' && decimals < 2) {
                points = 10 * points + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            } else {
                return -1;
            }
        }
        for (int i = Math.max(decimals, 0); i < 2; i++) {
            points *= 10;
        }
        return points;
    }
}
