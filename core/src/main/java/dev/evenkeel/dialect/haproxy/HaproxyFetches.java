package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import java.util.List;
import java.util.Locale;

/// What fetches mean. Values of every type are texts here: numbers in decimal, addresses in their
/// usual form, booleans as `1` and `0`, binary values as their bytes.
final class HaproxyFetches {
    private static final Support NOT_ARRIVED =
            new Support.Limited(
                    "in TCP mode without an inspect-delay it looks at what happens to have"
                            + " arrived");

    private final HaproxyContext context;
    private final HaproxyScope scope;

    HaproxyFetches(HaproxyContext context, HaproxyScope scope) {
        this.context = context;
        this.scope = scope;
    }

    /// A meaning, and how far it is the whole meaning.
    record Value(Expression expression, Support support) {}

    /// The meaning of a fetch. With `everyValue` it stands for all its values (in ACLs), else for
    /// one.
    Value value(
            String keyword,
            HaproxySamples.Fetch fetch,
            List<String> arguments,
            Span span,
            boolean everyValue)
            throws HaproxyRefusal {
        check(keyword, fetch, arguments, span);
        if (!(fetch.support() instanceof Support.Understood)) {
            return unknown(keyword, fetch, arguments, span);
        }
        if (!scope.hasRequest()
                && fetch.isAvailable(HaproxyPlace.REQUEST)
                && !fetch.isAvailable(HaproxyPlace.SESSION)) {
            return new Value(unknown(keyword, fetch, arguments, span).expression(), NOT_ARRIVED);
        }
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        Expression meaning =
                switch (keyword) {
                    case "always_true" -> Expression.text("1");
                    case "always_false" -> Expression.text("0");
                    case "bool" -> Expression.text(isTrue(first) ? "1" : "0");
                    case "int", "ipv4", "ipv6", "str", "meth" -> Expression.text(first);
                    case "bin" ->
                            new Expression.Converted(Expression.text(first), "unhex", List.of());
                    case "env" -> environment(first, span);
                    case "var" -> variable(arguments);
                    case "wait_end" -> Expression.text("1");
                    case "fe_name" ->
                            scope.isFrontend()
                                    ? Expression.text(scope.name())
                                    : new Expression.Unknown("fe_name", span);
                    case "be_name" ->
                            scope.section().isProxy()
                                    ? Expression.text(scope.name())
                                    : new Expression.Unknown("be_name", span);
                    case "fe_defbe" -> new Expression.Unknown("fe_defbe", span);
                    case "req.proto_http", "req_proto_http" ->
                            scope.isHttp()
                                    ? Expression.text("1")
                                    : new Expression.Unknown(keyword, span);
                    default -> field(keyword, arguments, everyValue);
                };
        return new Value(strict(meaning), fetch.support());
    }

    /// The first releases of 3.2 still read numbers as those before them do.
    private Expression strict(Expression meaning) {
        return context.atLeast(3, 2)
                        && meaning instanceof Expression.Converted(var input, var name, _)
                        && name.equals("leading-integer")
                ? converted(input, "plain-integer")
                : meaning;
    }

    private static Expression field(String keyword, List<String> arguments, boolean everyValue) {
        String name = arguments.isEmpty() ? "" : arguments.getFirst();
        int last = everyValue ? 0 : -1;
        int occurrence =
                arguments.size() > 1 && !keyword.startsWith("url")
                        ? number(arguments.get(1), last)
                        : last;
        return switch (keyword) {
            case "method", "capture.req.method" -> Expression.field(Field.Kind.METHOD);
            case "path" -> Expression.field(Field.Kind.PATH);
            case "pathq" -> Expression.field(Field.Kind.TARGET);
            case "query" -> Expression.field(Field.Kind.QUERY);
            case "url", "capture.req.uri" -> Expression.field(Field.Kind.URI);
            case "base" -> base(Field.Kind.PATH);
            case "baseq" -> base(Field.Kind.TARGET);
            case "base32" -> hashed(base(Field.Kind.PATH));
            case "url32" -> hashed(base(Field.Kind.TARGET));
            case "base32+src" -> withSource(hashed(base(Field.Kind.PATH)));
            case "url32+src" -> withSource(hashed(base(Field.Kind.TARGET)));
            case "hdr", "req.hdr" -> header(Field.Kind.HEADER, name, occurrence);
            case "req.fhdr" -> header(Field.Kind.HEADER_LINE, name, occurrence);
            case "hdr_cnt", "req.hdr_cnt" -> header(Field.Kind.HEADER_COUNT, name, 0);
            case "hdr_val", "req.hdr_val" ->
                    converted(header(Field.Kind.HEADER, name, occurrence), "leading-integer");
            case "hdr_ip", "req.hdr_ip" ->
                    converted(header(Field.Kind.HEADER, name, occurrence), "address");
            case "cook", "req.cook" -> part(Field.Kind.COOKIE, name, last);
            case "cookie" -> part(Field.Kind.COOKIE, name, everyValue ? 0 : 1);
            case "cook_val", "req.cook_val" ->
                    converted(part(Field.Kind.COOKIE, name, last), "leading-integer");
            case "url_param", "urlp" -> parameter(arguments, everyValue);
            case "urlp_val" -> converted(parameter(arguments, everyValue), "leading-integer");
            case "src", "fc_src" -> Expression.field(Field.Kind.SOURCE);
            case "src_port", "fc_src_port" -> Expression.field(Field.Kind.SOURCE_PORT);
            case "dst", "fc_dst" -> Expression.field(Field.Kind.DESTINATION);
            case "dst_port", "fc_dst_port" -> Expression.field(Field.Kind.DESTINATION_PORT);
            // A hello of type 1 is what a client that speaks TLS begins with.
            case "ssl_fc", "req.ssl_hello_type", "req_ssl_hello_type" ->
                    Expression.field(Field.Kind.TLS);
            case "ssl_fc_sni", "req.ssl_sni", "req_ssl_sni" -> Expression.field(Field.Kind.SNI);
            case "ssl_fc_has_sni" -> converted(Expression.field(Field.Kind.SNI), "present");
            case "ssl_fc_alpn", "req.ssl_alpn" -> Expression.field(Field.Kind.ALPN);
            case "req.ver", "req_ver", "capture.req.ver" ->
                    Expression.field(Field.Kind.HTTP_VERSION);
            case "fc_http_major" ->
                    new Expression.Converted(
                            Expression.field(Field.Kind.HTTP_VERSION), "field", List.of("1", "."));
            default -> throw new IllegalStateException("understood, but no meaning: " + keyword);
        };
    }

    private static Expression base(Field.Kind rest) {
        Expression host = part(Field.Kind.HEADER_LINE, "host", 1);
        return new Expression.Joined(List.of(host, Expression.field(rest)));
    }

    private static Expression hashed(Expression text) {
        return new Expression.Converted(text, "sdbm", List.of("1"));
    }

    /// A number of 32 bits and the client's address, both as bytes.
    private static Expression withSource(Expression number) {
        return new Expression.Joined(
                List.of(
                        converted(number, "htonl"),
                        converted(Expression.field(Field.Kind.SOURCE), "binary-address")));
    }

    private static Expression parameter(List<String> arguments, boolean everyValue) {
        String name = arguments.isEmpty() ? "" : arguments.getFirst();
        int occurrence = everyValue ? 0 : 1;
        if (arguments.size() > 1 && !arguments.get(1).isEmpty()) {
            // Parameters behind another mark than `?`.
            Expression rest =
                    new Expression.Converted(
                            Expression.field(Field.Kind.URI), "behind", List.of(arguments.get(1)));
            return new Expression.Converted(rest, "parameter", List.of(name));
        }
        return part(Field.Kind.QUERY_PARAMETER, name, occurrence);
    }

    private static Expression header(Field.Kind kind, String name, int occurrence) {
        return part(kind, name.toLowerCase(Locale.ROOT), occurrence);
    }

    private static Expression part(Field.Kind kind, String name, int occurrence) {
        return new Expression.Part(new Field(kind, name, occurrence));
    }

    private static Expression converted(Expression input, String converter) {
        return new Expression.Converted(input, converter, List.of());
    }

    private Expression environment(String name, Span span) {
        String value = context.config.environment().get(name);
        return value == null
                ? new Expression.Unknown("env(" + name + ")", span)
                : Expression.text(value);
    }

    private static Expression variable(List<String> arguments) {
        var variable = new Expression.Variable(arguments.getFirst());
        return arguments.size() > 1
                ? new Expression.Converted(variable, "default-to", List.of(arguments.get(1)))
                : variable;
    }

    private static boolean isTrue(String text) {
        return switch (text) {
            case "true", "yes", "on", "1" -> true;
            default -> HaproxyArguments.isInteger(text) && number(text, 0) != 0;
        };
    }

    private static int number(String text, int otherwise) {
        return text.length() > 9 || text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private Value unknown(
            String keyword, HaproxySamples.Fetch fetch, List<String> arguments, Span span) {
        String given = String.join(",", arguments);
        String text = given.isEmpty() ? keyword : keyword + "(" + given + ")";
        String usual = HaproxyUsual.value(keyword, arguments, context, scope);
        Expression unknown = new Expression.Unknown(text, span, usual);
        if (keyword.equals("rand")) {
            return new Value(drawn(unknown, arguments), fetch.support());
        }
        boolean credentials = keyword.equals("http_auth") || keyword.equals("http_auth_group");
        return new Value(credentials ? ifGiven(unknown, span) : unknown, fetch.support());
    }

    /// Of so many numbers, of 32 bits where nobody says.
    private static Expression drawn(Expression unknown, List<String> arguments) {
        String count = arguments.isEmpty() ? "" : arguments.getFirst();
        long most = count.isEmpty() ? 1L << 32 : Math.max(1, number(count, 1));
        return new Expression.Converted(unknown, "drawn", List.of("0", String.valueOf(most - 1)));
    }

    /// Who gives no name and password is nobody, whatever names there are.
    private static Expression ifGiven(Expression verdict, Span span) {
        var basic = List.of(new Matcher.Pattern("Basic ", span));
        var given = new Matcher(Matcher.Method.PREFIX, true, basic, true);
        var entries = List.of(new Table.Entry(given, verdict, span));
        Expression header =
                new Expression.Part(new Field(Field.Kind.HEADER_LINE, "authorization", 1));
        var table = new Table("authorization", Table.Order.FIRST, entries, null, true, span);
        return new Expression.Lookup(table, header, null);
    }

    /// What HAProxy asks of the arguments beyond their types: that the names in them exist.
    private void check(
            String keyword, HaproxySamples.Fetch fetch, List<String> arguments, Span span)
            throws HaproxyRefusal {
        if (keyword.equals("var") && !arguments.isEmpty()) {
            HaproxyVariables.check(arguments.getFirst(), context.version, span);
        }
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            String type = fetch.arguments().get(i);
            boolean known =
                    switch (type) {
                        case "backend" -> name.isEmpty() || context.pool(name) != null;
                        case "frontend" -> name.isEmpty() || context.listener(name) != null;
                        case "userlist" -> context.isUserlist(name);
                        case "table" -> name.isEmpty() || context.isStickTable(name);
                        case "server" -> context.hasServer(scope.name(), name);
                        default -> true;
                    };
            if (!known) {
                throw new HaproxyRefusal(
                        span,
                        "there is no " + type + " '" + name + "' for '" + keyword + "'",
                        "correct the name, or declare it");
            }
        }
    }
}
