package dev.evenkeel.report;

import dev.evenkeel.check.Severity;
import dev.evenkeel.model.Coverage;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.text.Span;

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
        prose(text, 0, style.bold(requestLine(traced.request())));
        text.append(verdict.headline()).append('\n');
        text.append("  ").append(style.dim("decided by " + place(decision.decidedBy())));
        text.append("\n\n");
        new TraceStory(style, answer.secrets(), all).tell(text, traced, listens(traced));
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
    private static String listens(Traced traced) {
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
            line(
                    text,
                    sent.host().equals(received.host()),
                    "Host: " + secrets.masked(received.host()));
        }
        for (Request.Header header : received.headers()) {
            boolean same = sent.headers().contains(header);
            String value =
                    !same && Wording.isSensitive(header.name())
                            ? Secrets.MASK
                            : secrets.masked(header.value());
            line(text, same, header.name() + ": " + value);
        }
        for (Request.Header header : sent.headers()) {
            boolean kept =
                    received.headers().stream()
                            .anyMatch(other -> other.name().equalsIgnoreCase(header.name()));
            if (!kept) {
                text.append(style.dim("   − " + shown(header.name()) + " is removed")).append('\n');
            }
        }
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
        Set<Assumption> all = new LinkedHashSet<>(traced.assumed());
        all.addAll(decision.assumed());
        if (all.isEmpty() || decision.outcome() instanceof Outcome.Undetermined) {
            return;
        }
        text.append('\n').append(style.bold("Taken to be so")).append('\n');
        for (Assumption assumption : all) {
            prose(
                    text,
                    INDENTATION,
                    shown(secrets.masked(assumption.text()))
                            + "  ("
                            + place(assumption.span())
                            + ")");
        }
    }

    private void coverage(StringBuilder text, TraceAnswer answer) {
        List<Coverage.Line> open = Tally.openLines(answer.coverage());
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
        text.append(style.dim(Tally.coverage(answer.coverage()) + " · " + answer.target()))
                .append('\n');
    }
}
