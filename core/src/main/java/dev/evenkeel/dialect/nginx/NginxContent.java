package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.written;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a level answers with: files that are tried first, then the pool or the content it is set up
/// for, at last files.
final class NginxContent {
    private static final Set<String> PASSES =
            Set.of(
                    "proxy_pass",
                    "fastcgi_pass",
                    "uwsgi_pass",
                    "scgi_pass",
                    "grpc_pass",
                    "memcached_pass");
    private static final Set<String> SERVES =
            Set.of(
                    "stub_status",
                    "empty_gif",
                    "flv",
                    "mp4",
                    "hls",
                    "f4f",
                    "api",
                    "status",
                    "perl",
                    "js_content",
                    "prometheus",
                    "vhost_traffic_status_display",
                    "upload_pass",
                    "check_status");

    private final NginxPlace place;
    private final NginxLevel level;
    private final @Nullable NginxLocation location;
    private final String name;
    private final Span span;

    /// `location` is the one the level belongs to, `null` for the server itself.
    NginxContent(
            NginxPlace place,
            NginxLevel level,
            @Nullable NginxLocation location,
            String name,
            Span span) {
        this.place = place;
        this.level = level;
        this.location = location;
        this.name = name;
        this.span = span;
    }

    /// Whether the level passes requests on.
    static boolean passes(NginxLevel level) {
        for (String pass : PASSES) {
            if (level.has(pass)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a directive decides about the content of its level.
    static boolean decides(NginxDirective directive) {
        return PASSES.contains(directive.name())
                || SERVES.contains(directive.name())
                || directive.name().startsWith("content_by_lua")
                || switch (directive.name()) {
                    case "error_page", "proxy_set_header", "allow", "deny", "auth_basic" -> true;
                    case "auth_request", "limit_req", "limit_conn", "try_files" -> true;
                    case "proxy_method", "satisfy", "root", "alias" -> true;
                    default -> false;
                };
    }

    /// Rules that end with a final action for every request.
    List<Rule> rules() {
        return rules(List.of());
    }

    /// The same, with rules to be tried where nothing but files would be served.
    List<Rule> rules(List<Rule> beforeFiles) {
        var errors = new NginxErrors(place, level);
        var rules =
                new ArrayList<Rule>(
                        new NginxAccess(place.variables(), level, name, errors::answer).rules());
        NginxDirective handler = handler();
        tryFiles(rules);
        if (handler == null) {
            rules.addAll(beforeFiles);
            rules.addAll(new NginxServedFiles(place, level, name, span, this::file).rules());
        } else if (handler.is("proxy_pass") || handler.is("grpc_pass")) {
            rules.addAll(new NginxPass(place, level, location, handler).rules());
        } else if (PASSES.contains(handler.name())) {
            rules.addAll(new NginxPass(place, level, location, handler).plainRules());
        } else if (handler.name().startsWith("content_by_lua")) {
            rules.add(always(new Action.Unmodelled("a script"), handler.span()));
            rules.add(always(new Action.Serve("what a script writes"), handler.span()));
        } else {
            rules.add(always(new Action.Serve(handler.name()), handler.span()));
        }
        return rules;
    }

    /// Whether somebody wrote what the content is.
    boolean isWritten() {
        return handler() != null || level.has("try_files");
    }

    /// The directive that makes the content; blocks inside a location inherit it.
    private @Nullable NginxDirective handler() {
        NginxLocation within = location;
        if (within == null) {
            // The one handler that may stand in a server, for requests without a location.
            return level.ownLast("stub_status");
        }
        for (NginxLevel here = level; here != null; here = here.outer()) {
            @Nullable NginxDirective found = null;
            for (NginxDirective directive : here.directives()) {
                if (isHandler(directive)) {
                    found = directive;
                }
            }
            if (found != null || here.equals(within.level())) {
                return found;
            }
        }
        return null;
    }

    private static boolean isHandler(NginxDirective directive) {
        return PASSES.contains(directive.name())
                || (SERVES.contains(directive.name()) && !directive.argument(0).equals("off"))
                || directive.name().startsWith("content_by_lua")
                || directive.name().equals("echo");
    }

    private void tryFiles(List<Rule> rules) {
        NginxDirective tried = level.ownLast("try_files");
        if (tried == null && location == null) {
            tried = level.setting("try_files");
        }
        if (tried == null) {
            return;
        }
        Span at = tried.span();
        String block = name + ": try_files";
        var inner = new ArrayList<Rule>();
        for (int i = 0; i < tried.arguments() - 1; i++) {
            inner.add(tried(tried, i, block));
        }
        inner.addAll(last(tried));
        rules.add(always(new Action.Enter(new Block(block, inner, at)), at));
    }

    private Rule tried(NginxDirective tried, int index, String block) {
        Span at = tried.argumentSpan(index);
        String written = tried.argument(index);
        boolean directory = written.endsWith("/");
        String path = directory ? written.substring(0, written.length() - 1) : written;
        var template = new NginxTemplate(place.variables(), tried);
        boolean whole = path.startsWith("$uri") || path.startsWith("${uri}");
        Expression file = file(template.value(path).expression(), whole);
        String what = directory ? "directory" : "file";
        Condition exists = NginxCondition.existing(file, what, at);
        var rules = new ArrayList<Rule>();
        // A directory is asked for without its slash, as far as nginx is concerned.
        Expression value = template.value(path).expression();
        rules.add(always(NginxErrors.set(Field.Kind.NORMALISED_PATH, value), at));
        rules.add(always(new Action.Leave(block), at));
        return written(exists, new Action.Enter(new Block("try " + written, rules, at)), at);
    }

    /// The path of the file that a text names: below `root`, or in place of the location below
    /// `alias`; with `whole` the text begins with the path of the request.
    private Expression file(Expression text, boolean whole) {
        NginxLevel says = level.nearest("root", "alias");
        if (says == null) {
            return new Expression.Joined(List.of(Expression.text("html"), text));
        }
        NginxDirective alias = says.ownLast("alias");
        if (alias == null) {
            return new Expression.Joined(List.of(directory(says.setting("root")), text));
        }
        NginxLocation within = location;
        if (within == null || !says.equals(within.level())) {
            return new Expression.Unknown("the file below " + alias.argument(0), alias.span());
        }
        if (within.isRegex()) {
            boolean chosen = level.has("try_files");
            return chosen
                    ? new Expression.Joined(List.of(directory(alias), text))
                    : directory(alias);
        }
        String length = String.valueOf(within.text().length());
        Expression rest = whole ? new Expression.Converted(text, "bytes", List.of(length)) : text;
        return new Expression.Joined(List.of(directory(alias), rest));
    }

    private Expression directory(@Nullable NginxDirective says) {
        return says == null
                ? Expression.text("html")
                : new NginxTemplate(place.variables(), says).value(says.argument(0)).expression();
    }

    private List<Rule> last(NginxDirective tried) {
        int index = tried.arguments() - 1;
        String target = tried.argument(index);
        Span at = tried.argumentSpan(index);
        if (target.startsWith("=")) {
            int status = Math.max(0, NginxNumber.parse(target.substring(1)));
            return List.of(always(new NginxErrors(place, level).answer(status, at), at));
        }
        return target.startsWith("@")
                ? NginxErrors.toNamed(place, target, at)
                : NginxErrors.toPath(place, target, tried);
    }
}
