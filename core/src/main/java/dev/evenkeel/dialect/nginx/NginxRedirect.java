package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Where a redirect leads to: nginx puts scheme, host and port before a path, unless it is told not
/// to.
final class NginxRedirect {
    private NginxRedirect() {}

    /// `value` is what is written, `template` how it is written.
    static Expression location(
            NginxPlace place, NginxLevel level, Expression value, String template) {
        if (level.setting("absolute_redirect", "on").equals("off") || !mayBePath(template)) {
            return value;
        }
        Expression absolute = absolute(place, level, value);
        return isPath(template) ? absolute : whereItIsPath(value, absolute, level);
    }

    private static Expression absolute(NginxPlace place, NginxLevel level, Expression value) {
        var parts = new ArrayList<Expression>();
        parts.add(Expression.field(Field.Kind.SCHEME));
        parts.add(Expression.text("://"));
        if (level.isOn("server_name_in_redirect")) {
            String name = level.setting("server_name", "");
            parts.add(Expression.text(name.startsWith(".") ? name.substring(1) : name));
        } else {
            parts.add(host(place));
        }
        if (level.setting("port_in_redirect", "on").equals("on")) {
            parts.add(place.variables().builtins().port());
        }
        if (value instanceof Expression.Joined(List<Expression> inner)) {
            parts.addAll(inner);
        } else {
            parts.add(value);
        }
        return new Expression.Joined(parts);
    }

    /// The host that is asked for, else the address that the client connected to.
    private static Expression host(NginxPlace place) {
        Expression host = Expression.field(Field.Kind.HOST);
        Expression address = Expression.field(Field.Kind.DESTINATION);
        NginxBuiltins builtins = place.variables().builtins();
        Expression asked = builtins.choice("host", host, "", address, host);
        var nameless = new Expression.Variable(NginxPlace.NAMELESS);
        return place.variables().isMentioned("host")
                ? builtins.choice("host", nameless, "1", address, asked)
                : asked;
    }

    /// A value that begins with a variable is a path or none, which shows when it is computed.
    private static Expression whereItIsPath(
            Expression value, Expression absolute, NginxLevel level) {
        Span span = level.directives().getFirst().span();
        var slash = List.of(new Matcher.Pattern("/", span));
        var begins = new Matcher(Matcher.Method.PREFIX, false, slash, true);
        var entries = List.of(new Table.Entry(begins, absolute, span));
        var table = new Table("absolute", Table.Order.FIRST, entries, value, true, span);
        return new Expression.Lookup(table, NginxTemplate.textual(value), null);
    }

    private static boolean mayBePath(String template) {
        return template.startsWith("/")
                || (template.startsWith("$") && !template.startsWith("$scheme"));
    }

    private static boolean isPath(String template) {
        return template.startsWith("/")
                || template.startsWith("$request_uri")
                || template.startsWith("$uri")
                || template.startsWith("$document_uri");
    }
}
