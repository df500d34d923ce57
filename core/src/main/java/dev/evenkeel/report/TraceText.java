package dev.evenkeel.report;

import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What becomes of one request, for people: the answer first, then the way there, rule by rule in
/// the configuration's own words, then the answer again with what the server receives and what had
/// to be taken to be so.
public final class TraceText {
    private static final int INDENTATION = 3;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int OPEN_LINES_SHOWN = 5;

    private final Style style;
    private final boolean all;

    /// With `all` every rule that was tried is told.
    public TraceText(Style style, boolean all) {
        this.style = style;
        this.all = all;
    }

    public String of(TraceAnswer answer) {
        Traced traced = answer.traced();
        Decision decision = traced.prediction().decision();
        var verdict = new TraceVerdict(style, traced, answer.secrets());
        var text = new StringBuilder();
        for (String line : style.wrap(requestLine(traced.request()), 0)) {
            text.append(style.bold(line)).append('\n');
        }
        text.append(verdict.headline()).append('\n');
        boolean isOpen = decision.outcome() instanceof Outcome.Undetermined;
        String by =
                isOpen
                        ? "the way below is one of them"
                        : "decided by " + place(decision.decidedBy());
        text.append("  ").append(style.dim(by)).append("\n\n");
        new TraceStory(style, answer, all).tell(text, traced, listens(traced));
        text.append('\n').append(verdict.headline()).append('\n');
        verdict.details(text);
        received(text, traced, answer.secrets());
        assumed(text, traced, answer.secrets());
        coverage(text, answer);
        return text.toString();
    }

    private static String place(Span span) {
        return Columns.visible(span.file()) + ":" + span.line();
    }

    /// `GET https://shop.example/login`, with what else was said behind it.
    static String requestLine(Request request) {
        var connection = request.connection();
        int standard = connection.tls() ? HTTPS_PORT : HTTP_PORT;
        boolean isPlain =
                connection.port() == standard || request.host().endsWith(":" + connection.port());
        var shown =
                new Request.Connection(
                        connection.source(),
                        isPlain ? 0 : connection.port(),
                        connection.tls(),
                        connection.sni(),
                        connection.version());
        String line =
                RequestText.line(
                        new Request(
                                request.method(),
                                request.host(),
                                request.target(),
                                request.headers(),
                                shown));
        return Columns.visible(Wording.readable(line));
    }

    /// `listens on port 443 with TLS`
    static String listens(Traced traced) {
        Listener listener = traced.prediction().decision().listener();
        var connection = traced.request().connection();
        var addresses = new ArrayList<String>();
        for (Endpoint endpoint : listener.endpoints()) {
            if (endpoint.portFirst() <= connection.port()
                    && connection.port() <= endpoint.portLast()
                    && endpoint.has(Endpoint.Trait.TLS) == connection.tls()) {
                addresses.add(endpoint.host() + ":" + connection.port());
            }
        }
        return addresses.isEmpty()
                ? ""
                : "listens on "
                        + String.join(", ", addresses)
                        + (connection.tls() ? " with TLS" : "");
    }

    private void prose(StringBuilder text, int indentation, String prose) {
        for (String line : style.wrap(prose, indentation)) {
            text.repeat(' ', indentation).append(style.prose(line)).append('\n');
        }
    }

    private void received(StringBuilder text, Traced traced, Secrets secrets) {
        Request received = traced.prediction().decision().received();
        if (received == null) {
            return;
        }
        text.append('\n').append(style.bold("The server receives")).append('\n');
        Request sent = traced.request();
        line(
                text,
                sent.method().equals(received.method()) && sent.target().equals(received.target()),
                received.method() + " " + secrets.masked(received.target()));
        if (!received.host().isEmpty()) {
            boolean same = sent.host().equals(received.host());
            line(text, same, "Host: " + secrets.masked(received.host()));
        }
        for (Request.Header header : received.headers()) {
            Request.Header before = sent(header.name(), header.value(), sent);
            boolean hidden = before == null && Wording.isSensitive(header.name());
            String value = hidden ? Secrets.MASK : secrets.masked(header.value());
            String name = before == null ? header.name() : before.name();
            line(text, before != null, name + ": " + value);
        }
        for (Request.Header header : sent.headers()) {
            if (sent(header.name(), null, received) == null) {
                text.append(style.dim("   - " + shown(header.name()))).append('\n');
            }
        }
    }

    /// The header of that name, and of that value if one is said.
    private static Request.@Nullable Header sent(
            String name, @Nullable String value, Request request) {
        for (Request.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)
                    && (value == null || header.value().equals(value))) {
                return header;
            }
        }
        return null;
    }

    /// A line of the request, marked where the balancer made it.
    private void line(StringBuilder text, boolean same, String line) {
        String shown = Excerpt.head(shown(line), style.columns() - INDENTATION - 2);
        text.append(same ? "     " + shown : style.good("   + " + shown)).append('\n');
    }

    private static String shown(String bytes) {
        return Columns.visible(Wording.readable(bytes));
    }

    private void assumed(StringBuilder text, Traced traced, Secrets secrets) {
        Decision decision = traced.prediction().decision();
        Set<Assumption> every = new LinkedHashSet<>(traced.assumed());
        every.addAll(traced.prediction().assumed());
        if (every.isEmpty() || decision.outcome() instanceof Outcome.Undetermined) {
            return;
        }
        text.append('\n').append(style.bold("Taken to be so")).append('\n');
        var undecided = new Undecided(decision.steps());
        for (Assumption assumption : every) {
            boolean isEntry = traced.assumed().contains(assumption);
            String plain = shown(secrets.masked(assumption.text()));
            String what = isEntry ? plain : Undecided.sentence(plain);
            List<String> flags =
                    isEntry ? List.of("`--listener NAME`") : undecided.flags(assumption);
            String other = flags.isEmpty() ? "" : "; " + flags.getFirst() + " says otherwise";
            prose(text, INDENTATION, what + "  (" + place(assumption.span()) + other + ")");
        }
    }

    private void coverage(StringBuilder text, TraceAnswer answer) {
        List<Coverage.Line> open = Tally.openLines(answer.relevant());
        text.append('\n');
        if (!open.isEmpty()) {
            text.append(style.severity(Severity.WARNING, "Not fully modelled"))
                    .append(", and could change this answer:\n");
            int count = Math.min(OPEN_LINES_SHOWN, open.size());
            for (Coverage.Line line : open.subList(0, count)) {
                String source = Columns.visible(answer.secrets().readable(line.span())).strip();
                text.repeat(' ', INDENTATION)
                        .append(place(line.span()) + "  ")
                        .append(style.code(Excerpt.head(source, style.columns() / 2)))
                        .append('\n');
                prose(text, 2 * INDENTATION, line.why());
            }
            if (open.size() > count) {
                text.repeat(' ', INDENTATION)
                        .append("… and " + Tally.number(open.size() - count) + " more")
                        .append(style.dim("  (--format json shows all)"))
                        .append('\n');
            }
        }
        String tally = Tally.coverage(answer.coverage()) + " · " + answer.balancer().target();
        for (String line : style.wrap(tally, 0)) {
            text.append(style.dim(line)).append('\n');
        }
    }
}
