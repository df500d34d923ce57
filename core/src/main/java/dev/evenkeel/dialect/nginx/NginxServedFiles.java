package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.implied;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// What a level answers with that has nothing but files: an index for a path that ends with a
/// slash, else the file itself. Files are taken to be there unless somebody says otherwise, but
/// where an error page leads elsewhere it is left open.
///
/// Source: nginx, the handlers of its modules `index`, `autoindex` and `static`.
final class NginxServedFiles {
    private static final Expression PATH = Expression.field(Field.Kind.NORMALISED_PATH);
    private static final Expression METHOD = Expression.field(Field.Kind.METHOD);

    private final NginxPlace place;
    private final NginxLevel level;
    private final String name;
    private final Span span;
    private final Files files;
    private final NginxErrors errors;

    /// Where a text names a file of the level; `whole` when it begins with the path of the request.
    @FunctionalInterface
    interface Files {
        Expression path(Expression text, boolean whole);
    }

    NginxServedFiles(NginxPlace place, NginxLevel level, String name, Span span, Files files) {
        this.place = place;
        this.level = level;
        this.name = name;
        this.span = span;
        this.files = files;
        this.errors = new NginxErrors(place, level);
    }

    /// Rules that end with a final action for every request.
    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        NginxDirective writes = level.setting("dav_methods");
        if (writes != null && !writes.argument(0).equals("off")) {
            Condition when = isOneOf(METHOD, writes.argumentList());
            rules.add(NginxPlace.written(when, new Action.Serve("files"), writes.span()));
        }
        Condition reads = isOneOf(METHOD, List.of("GET", "HEAD", "POST"));
        rules.add(implied(new Condition.Not(reads), errors.answer(405, span), span));
        var index = new Block(name + ": index", index(), span);
        rules.add(implied(endsWithSlash(), new Action.Enter(index), span));
        var missing = new Block(name + ": no file", missing(), span);
        rules.add(implied(new Condition.Not(there()), new Action.Enter(missing), span));
        rules.add(implied(isOneOf(METHOD, List.of("POST")), errors.answer(405, span), span));
        rules.add(serve());
        return rules;
    }

    private Rule serve() {
        return implied(Condition.ALWAYS, new Action.Serve("files"), span);
    }

    private Condition endsWithSlash() {
        var slash = List.of(new Matcher.Pattern("/", span));
        var ends = new Matcher(Matcher.Method.SUFFIX, false, slash, true);
        return new Condition.Match(PATH, ends, span);
    }

    private Condition isOneOf(Expression value, List<String> texts) {
        var patterns = new ArrayList<Matcher.Pattern>(texts.size());
        for (String text : texts) {
            patterns.add(new Matcher.Pattern(text, span));
        }
        var exact = new Matcher(Matcher.Method.EXACT, false, patterns, true);
        return new Condition.Match(value, exact, span);
    }

    /// Whether the file is there: both answers matter where an error page leads elsewhere.
    private Condition there() {
        NginxDirective page = errors.other(404);
        Expression file = files.path(PATH, true);
        return page == null
                ? NginxCondition.existing(Matcher.Method.USUALLY_EXISTING, file, "file", span)
                : NginxCondition.existing(file, "file", page.span());
    }

    private List<Rule> missing() {
        Expression path = files.path(PATH, true);
        Condition directory =
                NginxCondition.existing(Matcher.Method.SELDOM_EXISTING, path, "directory", span);
        Action redirect = errors.answer(301, withSlash(), span);
        return List.of(
                implied(directory, redirect, span),
                implied(Condition.ALWAYS, errors.answer(404, span), span));
    }

    /// Where a directory is, for who asks for it without the slash behind it.
    private Expression withSlash() {
        var escaped = new Expression.Converted(PATH, "escape_path", List.of());
        Expression query = place.variables().builtins().queryAfter("?");
        var path = new Expression.Joined(List.of(escaped, Expression.text("/"), query));
        return NginxRedirect.location(place, level, path, "/");
    }

    /// A path that ends with a slash is asked for anew with the name of an index file behind it,
    /// where other locations may take it. The last of the names is taken to be there.
    private List<Rule> index() {
        NginxDirective index = level.setting("index");
        var rules = new ArrayList<Rule>();
        int count = index == null ? 1 : index.arguments();
        var each = new ArrayList<Condition>(count);
        for (int i = 0; i < count; i++) {
            Span at = index == null ? span : index.argumentSpan(i);
            String written = index == null ? "index.html" : index.argument(i);
            Expression value =
                    index == null
                            ? Expression.text(written)
                            : new NginxTemplate(place.variables(), index)
                                    .value(written)
                                    .expression();
            if (written.startsWith("/")) {
                rules.add(implied(Condition.ALWAYS, move(written, value, at), at));
                return rules;
            }
            var path = new Expression.Joined(List.of(PATH, value));
            Expression file = files.path(path, true);
            boolean last = i == count - 1;
            Condition exists =
                    last || !place.indexes()
                            ? NginxCondition.existing(
                                    Matcher.Method.USUALLY_EXISTING, file, "file", at)
                            : NginxCondition.existing(file, "file", at);
            if (place.indexes()) {
                rules.add(implied(exists, move(written, path, at), at));
            }
            each.add(exists);
        }
        if (!place.indexes()) {
            rules.add(implied(new Condition.Any(each), new Action.Serve("files"), span));
        }
        Condition directory =
                NginxCondition.existing(
                        Matcher.Method.USUALLY_EXISTING, files.path(PATH, true), "directory", span);
        rules.add(implied(new Condition.Not(directory), errors.answer(404, span), span));
        NginxDirective lists = level.setting("autoindex");
        if (lists != null && level.isOn("autoindex")) {
            Condition when = isOneOf(METHOD, List.of("GET", "HEAD"));
            var list = new Action.Serve("a list of files");
            rules.add(NginxPlace.written(when, list, lists.span()));
        }
        rules.add(implied(Condition.ALWAYS, errors.answer(403, span), span));
        return rules;
    }

    private Action move(String written, Expression path, Span at) {
        Action set = NginxErrors.set(Field.Kind.NORMALISED_PATH, path);
        var restart = new Action.Restart(place.serverBlock(), NginxPlace.RESTARTS);
        var rules =
                List.of(
                        implied(Condition.ALWAYS, set, at),
                        NginxPlace.note(NginxPlace.INTERNAL, "1", at),
                        NginxPlace.note(NginxPlace.CHANGED, "1", at),
                        implied(Condition.ALWAYS, restart, at));
        return new Action.Enter(new Block("index " + written, rules, at));
    }
}
