package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.model.Expression.field;
import static dev.evenkeel.model.Expression.text;

import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The variables that nginx itself defines, as far as a request decides them.
///
/// Source: the reference of `ngx_http_core_module`, `ngx_stream_core_module` and their neighbours,
/// measured against nginx 1.22.
final class NginxBuiltins {
    /// The variable that holds the name of the server in force.
    static final String SERVER_NAME = "server_name";

    private final Version version;
    private final Span nowhere;

    /// Headers whose names nginx compares as they are.
    private static final Set<String> KNOWN =
            Set.of("user_agent", "x_forwarded_for", "content_type", "content_length");

    /// Whether names of headers may hold underscores, which then count as dashes in variables.
    private final boolean underscores;

    private final Map<String, Expression> made = new HashMap<>();

    NginxBuiltins(NginxConfig config, boolean underscores) {
        this.version = config.version();
        this.underscores = underscores;
        this.nowhere =
                config.directives().isEmpty()
                        ? new Span(Source.of("", ""), 0, 0)
                        : config.directives().getFirst().span();
    }

    Version version() {
        return version;
    }

    /// `null` when the request alone does not decide the variable, or there is none of that name.
    @Nullable Expression expression(String name) {
        Expression before = made.get(name);
        if (before == null) {
            before = make(name);
            if (before != null) {
                made.put(name, before);
            }
        }
        return before;
    }

    private @Nullable Expression make(String name) {
        return switch (name) {
            case "host" -> field(Field.Kind.HOST);
            case "uri", "document_uri" -> field(Field.Kind.NORMALISED_PATH);
            case "request_uri" -> field(Field.Kind.TARGET);
            case "args", "query_string" -> field(Field.Kind.NORMALISED_QUERY);
            case "is_args" -> unlessEmpty(field(Field.Kind.NORMALISED_QUERY), "?");
            case "scheme" -> field(Field.Kind.SCHEME);
            case "https" -> onlyFor(field(Field.Kind.SCHEME), "https", "on");
            case "request_method" -> field(Field.Kind.METHOD);
            case "remote_addr" -> field(Field.Kind.SOURCE);
            case "binary_remote_addr" ->
                    new Expression.Converted(field(Field.Kind.SOURCE), "binary", List.of());
            case "remote_port" -> field(Field.Kind.SOURCE_PORT);
            case "server_addr" -> field(Field.Kind.DESTINATION);
            case "server_port" -> field(Field.Kind.DESTINATION_PORT);
            case "server_protocol" -> protocol();
            case "request" -> requestLine();
            case "ssl_server_name", "ssl_preread_server_name" -> field(Field.Kind.SNI);
            case "ssl_preread_protocol" -> protocolOfTls();
            case "ssl_preread_alpn_protocols", "ssl_alpn_protocol" -> field(Field.Kind.ALPN);
            case "content_type" -> header("content_type");
            case "content_length" -> header("content_length");
            case SERVER_NAME -> new Expression.Variable(SERVER_NAME);
            case "proxy_add_x_forwarded_for" -> forwardedFor();
            default -> prefixed(name);
        };
    }

    private @Nullable Expression prefixed(String name) {
        if (name.startsWith("http_") && name.length() > 5) {
            return header(name.substring(5));
        }
        if (name.startsWith("arg_") && name.length() > 4) {
            return new Expression.Part(
                    Field.of(Field.Kind.QUERY_PARAMETER_ANY_CASE, name.substring(4)));
        }
        if (name.startsWith("cookie_") && name.length() > 7) {
            return new Expression.Part(Field.of(Field.Kind.COOKIE_ANY_CASE, name.substring(7)));
        }
        return null;
    }

    /// A header by its name in a variable, where `_` stands for `-`. Since 1.23 the lines of a
    /// repeated header are joined; before, this was so for a few headers and the first line counted
    /// for the others.
    Expression header(String variable) {
        Expression plain = named(variable.replace('_', '-'));
        if (!underscores || variable.indexOf('_') < 0 || KNOWN.contains(variable)) {
            return plain;
        }
        Expression other = named(variable);
        var both = new Expression.Unknown("$http_" + variable, nowhere);
        Expression either = choice("header", plain, "", other, both);
        return choice("header", other, "", plain, either);
    }

    private Expression named(String name) {
        if (name.equals("cookie")) {
            return lines(name, "; ");
        }
        if (name.equals("x-forwarded-for") || (version.atLeast(1, 23) && !isSingle(name))) {
            return lines(name, ", ");
        }
        return new Expression.Part(new Field(Field.Kind.HEADER_LINE, name, 1));
    }

    private static boolean isSingle(String name) {
        return name.equals("host") || name.equals("content-length") || name.equals("content-type");
    }

    private static Expression lines(String name, String separator) {
        var every = new Expression.Part(Field.of(Field.Kind.HEADER_LINE, name));
        return new Expression.Converted(every, "join", List.of(separator));
    }

    private static Expression protocol() {
        return new Expression.Joined(List.of(text("HTTP/"), field(Field.Kind.HTTP_VERSION)));
    }

    /// Nothing without TLS; which version the client speaks is not known.
    private Expression protocolOfTls() {
        var version = new Expression.Unknown("$ssl_preread_protocol", nowhere, "TLSv1.3");
        return choice("tls", field(Field.Kind.TLS), "0", text(""), version);
    }

    private static Expression requestLine() {
        return new Expression.Joined(
                List.of(
                        field(Field.Kind.METHOD),
                        text(" "),
                        field(Field.Kind.TARGET),
                        text(" HTTP/"),
                        field(Field.Kind.HTTP_VERSION)));
    }

    private Expression forwardedFor() {
        Expression header = header("x_forwarded_for");
        Expression source = field(Field.Kind.SOURCE);
        var both = new Expression.Joined(List.of(header, text(", "), source));
        return choice("proxy_add_x_forwarded_for", header, "", source, both);
    }

    /// `then` where a value is not empty, else the empty text.
    Expression unlessEmpty(Expression value, String then) {
        return choice("not empty", value, "", text(""), text(then));
    }

    /// The query with something before it, or nothing when there is no query.
    Expression queryAfter(String separator) {
        Expression query = field(Field.Kind.NORMALISED_QUERY);
        var both = new Expression.Joined(List.of(text(separator), query));
        return made.computeIfAbsent(
                " query after " + separator,
                name -> choice(name.strip(), query, "", text(""), both));
    }

    /// `:8080`, or the empty text for the usual port of the scheme.
    Expression port() {
        Expression before = made.get(" port");
        if (before != null) {
            return before;
        }
        Expression scheme = field(Field.Kind.SCHEME);
        Expression port = field(Field.Kind.DESTINATION_PORT);
        var usual =
                List.of(
                        new Matcher.Pattern("http:80", nowhere),
                        new Matcher.Pattern("https:443", nowhere));
        var key = new Matcher(Matcher.Method.EXACT, false, usual, true);
        var entries = List.of(new Table.Entry(key, text(""), nowhere));
        var other = new Expression.Joined(List.of(text(":"), port));
        var table = new Table("port", Table.Order.FIRST, entries, other, true, nowhere);
        var both = new Expression.Joined(List.of(scheme, text(":"), port));
        var made = new Expression.Lookup(table, both, null);
        this.made.put(" port", made);
        return made;
    }

    private Expression onlyFor(Expression value, String is, String then) {
        return choice(is, value, is, text(then), text(""));
    }

    /// `then` where a value is `is`, else `otherwise`.
    Expression choice(
            String name, Expression value, String is, Expression then, Expression otherwise) {
        var pattern = new Matcher.Pattern(is, nowhere);
        var key = new Matcher(Matcher.Method.EXACT, false, List.of(pattern), true);
        var entries = List.of(new Table.Entry(key, NginxTemplate.textual(then), nowhere));
        Expression other = NginxTemplate.textual(otherwise);
        var table = new Table(name, Table.Order.FIRST, entries, other, true, nowhere);
        return new Expression.Lookup(table, NginxTemplate.textual(value), null);
    }
}
