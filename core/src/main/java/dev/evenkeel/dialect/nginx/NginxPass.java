package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.written;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A request is passed to a pool: which one, and what of the request is written anew for it.
final class NginxPass {
    private final NginxPlace place;
    private final NginxLevel level;
    private final @Nullable NginxLocation location;
    private final NginxDirective pass;
    private final Span span;

    NginxPass(
            NginxPlace place,
            NginxLevel level,
            @Nullable NginxLocation location,
            NginxDirective pass) {
        this.place = place;
        this.level = level;
        this.location = location;
        this.pass = pass;
        this.span = pass.span();
    }

    /// For HTTP: method, target, `Host` and the other headers as written for the server.
    List<Rule> rules() {
        var url = NginxPassUrl.parse(pass.argument(0));
        var rules = new ArrayList<Rule>(cached());
        Expression host;
        Action forward;
        if (pass.argument(0).indexOf('$') >= 0) {
            var template = new NginxTemplate(place.variables(), pass);
            NginxTemplate.Value authority = template.value(url.authority());
            place.variables().limit(authority, pass);
            // A variable behind what names the host may hold a path.
            boolean whole =
                    url.scheme().isEmpty()
                            || (url.target().isEmpty() && url.authority().lastIndexOf('$') > 0);
            host =
                    whole
                            ? converted(authority.expression(), "url_authority")
                            : authority.expression();
            boolean named = level.setting("resolver") != null;
            forward =
                    new Action.Forward(
                            host,
                            named ? Action.Unresolved.ADDRESS : Action.Unresolved.LITERAL_ADDRESS);
            computedTarget(url, template, rules);
        } else {
            NginxPools.Use use = NginxPools.use(level, module());
            String pool = place.pools().use(url.authority(), url.port(), span, use);
            host = Expression.text(url.hostHeader());
            forward = new Action.Forward(Expression.text(pool), Action.Unresolved.REFUSED);
            literalTarget(url, rules);
        }
        method(rules);
        headers(host, rules);
        rules.add(always(forward, span));
        return rules;
    }

    /// For other protocols, which get the request as it is.
    List<Rule> plainRules() {
        String written = pass.argument(0);
        String address = written.startsWith("suwsgi://") ? written.substring(9) : written;
        address = address.startsWith("uwsgi://") ? address.substring(8) : address;
        if (address.indexOf('$') >= 0) {
            Expression pool = place.value(address, pass);
            return forwarding(new Action.Forward(pool, Action.Unresolved.ADDRESS));
        }
        NginxPools.Use use = NginxPools.use(level, module());
        String pool = place.pools().use(address, 0, span, use);
        return forwarding(new Action.Forward(Expression.text(pool), Action.Unresolved.REFUSED));
    }

    private List<Rule> forwarding(Action forward) {
        var rules = new ArrayList<Rule>(cached());
        rules.add(always(forward, span));
        return rules;
    }

    /// What is in the cache does not reach a server.
    private List<Rule> cached() {
        NginxDirective cache = level.setting(module() + "_cache");
        if (cache == null || cache.argument(0).equals("off")) {
            return List.of();
        }
        var when = Condition.Unknown.exceptional("the answer is in the cache", cache.span());
        return List.of(written(when, new Action.Serve("the cache"), cache.span()));
    }

    private String module() {
        return pass.name().substring(0, pass.name().length() - "_pass".length());
    }

    private static Expression converted(Expression value, String converter) {
        return new Expression.Converted(value, converter, List.of());
    }

    /// Without a URI the target goes as it came, unless the path was changed. With one, the URI
    /// takes the place of the location's path, unless a changed path was kept by `break`.
    private void literalTarget(NginxPassUrl url, List<Rule> rules) {
        Expression path = Expression.field(Field.Kind.NORMALISED_PATH);
        boolean changes = place.rewrites();
        if (url.target().isEmpty()) {
            if (changes) {
                Condition changed = NginxPlace.is(NginxPlace.CHANGED, "1", span);
                rules.add(NginxPlace.implied(changed, target(List.of(), path), span));
            }
            return;
        }
        NginxLocation within = location;
        int length = within == null ? 0 : within.text().length();
        Expression rest = new Expression.Converted(path, "bytes", List.of(String.valueOf(length)));
        Action replaced = target(List.of(Expression.text(url.target())), rest);
        if (!place.replaces()) {
            rules.add(always(replaced, span));
            return;
        }
        Condition kept = NginxPlace.is(NginxPlace.REPLACED, "1", span);
        rules.add(written(new Condition.Not(kept), replaced, span));
        rules.add(NginxPlace.implied(kept, target(List.of(), path), span));
    }

    private Action target(List<Expression> before, Expression path) {
        var parts = new ArrayList<>(before);
        parts.add(converted(path, "escape_path"));
        parts.add(place.variables().builtins().queryAfter("?"));
        return send(Field.of(Field.Kind.TARGET), new Expression.Joined(parts));
    }

    private void computedTarget(NginxPassUrl url, NginxTemplate template, List<Rule> rules) {
        if (!url.target().isEmpty()) {
            NginxTemplate.Value target = template.value(url.target());
            place.variables().limit(target, pass);
            rules.add(always(send(Field.of(Field.Kind.TARGET), target.expression()), span));
            return;
        }
        Expression path = Expression.field(Field.Kind.NORMALISED_PATH);
        if (place.rewrites()) {
            Condition changed = NginxPlace.is(NginxPlace.CHANGED, "1", span);
            rules.add(NginxPlace.implied(changed, target(List.of(), path), span));
        }
        if (url.scheme().isEmpty() || url.authority().lastIndexOf('$') > 0) {
            Expression whole = template.value(url.authority()).expression();
            Expression target = converted(whole, "url_target");
            Condition given =
                    new Condition.Not(NginxPlace.equal(NginxTemplate.textual(target), "", span));
            rules.add(written(given, send(Field.of(Field.Kind.TARGET), target), span));
        }
    }

    private static Action send(Field field, Expression value) {
        return new Action.RewriteOutgoing(field, Action.Change.SET, value);
    }

    private void method(List<Rule> rules) {
        NginxDirective method = level.setting("proxy_method");
        if (method != null && pass.is("proxy_pass")) {
            Expression value = place.value(method.argument(0), method);
            rules.add(always(send(Field.of(Field.Kind.METHOD), value), method.span()));
        }
    }

    private void headers(Expression host, List<Rule> rules) {
        boolean hostWritten = false;
        Map<String, Expression> locals = Map.of("proxy_host", NginxTemplate.textual(host));
        for (NginxDirective line : level.inherited(module() + "_set_header")) {
            String name = line.argument(0).toLowerCase(Locale.ROOT);
            var template =
                    new NginxTemplate(place.variables(), line, locals, UnaryOperator.identity());
            NginxTemplate.Value value = template.value(line.argument(1));
            if (name.equals("host")) {
                hostWritten = true;
                place.variables().limit(value, line);
            }
            Field field = Field.of(Field.Kind.HEADER_LINE, name);
            boolean removed = value.isText() && value.text().isEmpty();
            var change = removed ? Action.Change.REMOVE : Action.Change.SET;
            var action = new Action.RewriteOutgoing(field, change, value.expression());
            rules.add(always(action, line.span()));
        }
        if (!hostWritten) {
            Action action = send(Field.of(Field.Kind.HEADER_LINE, "host"), host);
            rules.add(NginxPlace.implied(Condition.ALWAYS, action, span));
        }
    }
}
