package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;

import java.util.ArrayList;
import java.util.List;

/// Where a redirect leads to: nginx puts scheme, host and port before a path, unless it is told not
/// to.
final class NginxRedirect {
    private NginxRedirect() {}

    /// `value` is what is written, `template` how it is written.
    static Expression location(
            NginxPlace place, NginxLevel level, Expression value, String template) {
        if (!isPath(template) || level.setting("absolute_redirect", "on").equals("off")) {
            return value;
        }
        var parts = new ArrayList<Expression>();
        parts.add(Expression.field(Field.Kind.SCHEME));
        parts.add(Expression.text("://"));
        if (level.isOn("server_name_in_redirect")) {
            parts.add(Expression.text(level.setting("server_name", "")));
        } else {
            parts.add(Expression.field(Field.Kind.HOST));
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

    private static boolean isPath(String template) {
        return template.startsWith("/")
                || template.startsWith("$request_uri")
                || template.startsWith("$uri")
                || template.startsWith("$document_uri");
    }
}
