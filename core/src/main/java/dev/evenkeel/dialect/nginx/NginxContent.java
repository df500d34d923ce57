package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.written;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
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
        var errors = new NginxErrors(place, level);
        var rules =
                new ArrayList<Rule>(
                        new NginxAccess(place.variables(), level, name, errors::answer).rules());
        NginxDirective handler = handler();
        tryFiles(handler == null, rules);
        if (handler == null) {
            index(rules);
            missing(errors, rules);
            rules.add(NginxPlace.implied(Condition.ALWAYS, new Action.Serve("files"), span));
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

    /// A file that is not there matters where something else takes its place.
    private void missing(NginxErrors errors, List<Rule> rules) {
        NginxDirective page = errors.other(404);
        if (page != null) {
            Expression file = file("$uri", new NginxTemplate(place.variables(), page));
            Condition exists = NginxCondition.existing(file, "any", page.span());
            var methods = new ArrayList<Matcher.Pattern>();
            for (String method : List.of("GET", "HEAD", "POST")) {
                methods.add(new Matcher.Pattern(method, page.span()));
            }
            var reading = new Matcher(Matcher.Method.EXACT, false, methods, true);
            var method = Expression.field(Field.Kind.METHOD);
            var reads = new Condition.Match(method, reading, page.span());
            Condition when = new Condition.All(List.of(reads, new Condition.Not(exists)));
            Action answer = errors.answer(404, page.span());
            rules.add(NginxPlace.implied(when, answer, page.span()));
        }
    }

    /// Whether somebody wrote what the content is.
    boolean isWritten() {
        return handler() != null || level.has("try_files");
    }

    /// The directive that makes the content; blocks inside a location inherit it.
    private @Nullable NginxDirective handler() {
        NginxLocation within = location;
        if (within == null) {
            return null;
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

    private void tryFiles(boolean files, List<Rule> rules) {
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
            inner.add(tried(tried, i, files, block));
        }
        inner.addAll(last(tried));
        rules.add(always(new Action.Enter(new Block(block, inner, at)), at));
    }

    private Rule tried(NginxDirective tried, int index, boolean files, String block) {
        Span at = tried.argumentSpan(index);
        String written = tried.argument(index);
        boolean directory = written.endsWith("/");
        String path = directory ? written.substring(0, written.length() - 1) : written;
        var template = new NginxTemplate(place.variables(), tried);
        Expression file = file(path, template);
        String what = directory ? "directory" : "file";
        Condition exists = NginxCondition.existing(file, what, at);
        var rules = new ArrayList<Rule>();
        Expression value = template.value(written).expression();
        rules.add(always(NginxErrors.set(Field.Kind.NORMALISED_PATH, value), at));
        if (files && !directory) {
            return written(exists, new Action.Serve("files"), at);
        }
        rules.add(always(new Action.Leave(block), at));
        return written(exists, new Action.Enter(new Block("try " + written, rules, at)), at);
    }

    /// The path of the file that a text names: below `root`, or in place of the location below
    /// `alias`.
    private Expression file(String path, NginxTemplate template) {
        Expression value = template.value(path).expression();
        NginxLocation within = location;
        NginxDirective alias = within == null ? null : within.level().ownLast("alias");
        if (alias != null && within != null && within.isPrefix()) {
            Expression directory = template.value(alias.argument(0)).expression();
            String length = String.valueOf(within.text().length());
            boolean whole = path.startsWith("$uri") || path.startsWith("${uri}");
            Expression rest =
                    whole ? new Expression.Converted(value, "bytes", List.of(length)) : value;
            return new Expression.Joined(List.of(directory, rest));
        }
        String root = level.setting("root", "html");
        return new Expression.Joined(List.of(template.value(root).expression(), value));
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

    /// A path that ends with a slash is asked for anew with the name of an index file behind it,
    /// where other locations may take it.
    private void index(List<Rule> rules) {
        NginxDirective index = level.setting("index");
        if (index == null || !place.indexes()) {
            return;
        }
        Expression path = Expression.field(Field.Kind.NORMALISED_PATH);
        var template = new NginxTemplate(place.variables(), index);
        var inner = new ArrayList<Rule>();
        for (int i = 0; i < index.arguments(); i++) {
            String written = index.argument(i);
            Expression value = template.value(written).expression();
            boolean absolute = written.startsWith("/");
            Expression target = absolute ? value : new Expression.Joined(List.of(path, value));
            Expression root = template.value(level.setting("root", "html")).expression();
            var file = new Expression.Joined(List.of(root, target));
            Span at = index.argumentSpan(i);
            var move = new ArrayList<Rule>();
            Action set = NginxErrors.set(Field.Kind.NORMALISED_PATH, target);
            move.add(NginxPlace.implied(Condition.ALWAYS, set, at));
            move.add(NginxPlace.note(NginxPlace.INTERNAL, "1", at));
            move.add(NginxPlace.note(NginxPlace.CHANGED, "1", at));
            var restart = new Action.Restart(place.serverBlock(), NginxPlace.RESTARTS);
            move.add(NginxPlace.implied(Condition.ALWAYS, restart, at));
            var action = new Action.Enter(new Block("index " + written, move, at));
            boolean certain = absolute && index.arguments() == 1;
            Condition exists =
                    certain ? Condition.ALWAYS : NginxCondition.existing(file, "file", at);
            inner.add(NginxPlace.implied(exists, action, at));
        }
        var pattern = new Matcher.Pattern("/", index.span());
        var ends = new Matcher(Matcher.Method.SUFFIX, false, List.of(pattern), true);
        var when = new Condition.Match(path, ends, index.span());
        Block block = new Block(name + ": index", inner, index.span());
        rules.add(NginxPlace.implied(when, new Action.Enter(block), index.span()));
    }
}
