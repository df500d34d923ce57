package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;

import java.util.ArrayList;
import java.util.List;

/// A request made after a condition, so that it is likely to hold. Whether it does is for the
/// router to say: what cannot be made so is left as it is.
final class Suitor {
    private String method = "GET";
    private String host = "shop.example";
    private String path = "/";
    private String source = "192.0.2.1";
    private final List<String> parameters = new ArrayList<>();
    private final List<Request.Header> headers = new ArrayList<>();

    /// The request of a listener after all these conditions, of which later ones count more. Of
    /// several ways to please a condition it is the first.
    static Request of(Listener listener, List<Condition> conditions) {
        var suitor = new Suitor();
        conditions.forEach(suitor::please);
        Endpoint endpoint = listener.endpoints().isEmpty() ? null : listener.endpoints().getFirst();
        boolean tls = endpoint != null && endpoint.has(Endpoint.Trait.TLS);
        int port = endpoint == null ? 0 : endpoint.portFirst();
        String query = suitor.parameters.isEmpty() ? "" : "?" + String.join("&", suitor.parameters);
        return new Request(
                suitor.method,
                suitor.host,
                suitor.path + query,
                suitor.headers,
                new Request.Connection(suitor.source, port, tls, tls ? suitor.host : "", "1.1"));
    }

    private void please(Condition condition) {
        switch (condition) {
            case Condition.Named(var declaration, _) -> please(declaration.condition());
            case Condition.All(List<Condition> parts) -> parts.forEach(this::please);
            case Condition.Any(List<Condition> parts) -> {
                if (!parts.isEmpty()) {
                    please(parts.getFirst());
                }
            }
            case Condition.Match(Expression.Part(Field field), Matcher matcher, _) -> {
                if (!matcher.patterns().isEmpty()) {
                    please(field, matcher.method(), matcher.patterns().getFirst().text());
                }
            }
            case Condition.Match _,
                    Condition.Not _,
                    Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ -> {}
        }
    }

    private void please(Field field, Matcher.Method comparison, String text) {
        switch (field.kind()) {
            case METHOD -> method = text;
            case HOST -> host = made(comparison, text, "a", host);
            case PATH, NORMALISED_PATH -> path = path(comparison, text);
            case QUERY_PARAMETER, QUERY_PARAMETER_ANY_CASE, QUERY_ARGUMENT ->
                    parameters.add(field.name() + "=" + made(comparison, text, "a", "a"));
            case HEADER, HEADER_LINE -> {
                if (field.name().equals("host")) {
                    host = made(comparison, text, "a", host);
                } else {
                    String value = made(comparison, text, "a", "a");
                    headers.add(new Request.Header(field.name(), value));
                }
            }
            case COOKIE, COOKIE_ANY_CASE -> {
                String value = field.name() + "=" + made(comparison, text, "a", "a");
                headers.add(new Request.Header("cookie", value));
            }
            case SOURCE -> {
                int slash = text.indexOf('/');
                source = slash < 0 ? text : text.substring(0, slash);
            }
            default -> {}
        }
    }

    private String path(Matcher.Method comparison, String text) {
        String made = made(comparison, text, "/", path);
        return made.startsWith("/") ? made : "/" + made;
    }

    /// A value of which the comparison holds; `otherwise` where that is not plain to see.
    private static String made(
            Matcher.Method comparison, String text, String beginning, String otherwise) {
        return switch (comparison) {
            case EXACT, PREFIX, DOMAIN -> text;
            case SUFFIX, SUBSTRING -> beginning + text;
            case DIRECTORY -> "/" + text + "/";
            default -> otherwise;
        };
    }
}
