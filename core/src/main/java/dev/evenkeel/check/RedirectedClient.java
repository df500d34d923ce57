package dev.evenkeel.check;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.routing.Decision;
import dev.evenkeel.routing.Outcome;
import dev.evenkeel.routing.Step;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A client that follows redirects as long as they lead to the same configuration for sure: to an
/// address that only one listener has, for the same host or one that a rule names. It brings no
/// headers and no cookies along, and so says nothing of rules that ask for them.
final class RedirectedClient {
    /// Browsers give up behind so many.
    private static final int FOLLOWED_MAX = 20;

    private static final char NOT_KNOWN = '\uFFFF';

    private final Reach reach;

    /// A loop: the places of its redirects, the first request in it and its URL. It is endless when
    /// it never comes back to the same URL.
    record Loop(List<Span> redirects, Request first, String url, boolean isEndless) {
        Loop {
            redirects = List.copyOf(redirects);
        }
    }

    /// A request at a listener; `isStrange` when it is for another host than the one before.
    private record Visit(Listener listener, Request request, boolean isStrange) {
        String url() {
            boolean tls = request.connection().tls();
            int port = request.connection().port();
            boolean usual =
                    port == 0 || port == (tls ? 443 : 80) || request.host().indexOf(':') >= 0;
            return (tls ? "https://" : "http://")
                    + request.host()
                    + (usual ? "" : ":" + port)
                    + request.target();
        }
    }

    RedirectedClient(Reach reach) {
        this.reach = reach;
    }

    Optional<Loop> loop(Listener listener, Request first) {
        if (!first.headers().isEmpty() || first.host().isEmpty()) {
            return Optional.empty();
        }
        var urls = new ArrayList<String>();
        var visits = new ArrayList<Visit>();
        var places = new ArrayList<Span>();
        Visit at = new Visit(listener, first, false);
        while (at != null && places.size() < FOLLOWED_MAX) {
            int before = urls.indexOf(at.url());
            if (before >= 0) {
                return Optional.of(loop(places.subList(before, places.size()), visits.get(before)));
            }
            Decision decision = reach.decide(at.listener(), at.request());
            String location = location(decision);
            if (location == null || (at.isStrange() && !namesHost(decision))) {
                return Optional.empty();
            }
            urls.add(at.url());
            visits.add(at);
            places.add(decision.decidedBy());
            at = next(at, location);
        }
        return at == null
                ? Optional.empty()
                : Optional.of(
                        new Loop(
                                List.copyOf(new LinkedHashSet<>(places)),
                                first,
                                visits.getFirst().url(),
                                true));
    }

    private static Loop loop(List<Span> places, Visit first) {
        return new Loop(
                List.copyOf(new LinkedHashSet<>(places)), first.request(), first.url(), false);
    }

    /// Where a request is redirected to for sure, whatever headers it has.
    private static @Nullable String location(Decision decision) {
        if (!(decision.outcome() instanceof Outcome.Answer(int status, String location))
                || location == null
                || !RedirectLoop.isRedirect(status)
                || !decision.assumed().isEmpty()
                || location.indexOf(NOT_KNOWN) >= 0) {
            return null;
        }
        for (Step step : decision.steps()) {
            if (step.held() == Step.Truth.TRUE && asksForHeaders(step.rule().when())) {
                return null;
            }
        }
        return location;
    }

    private static boolean asksForHeaders(Condition condition) {
        for (Field field : Looked.of(condition).fields()) {
            switch (field.kind()) {
                case HEADER, HEADER_LINE, HEADER_COUNT -> {
                    if (!field.name().equals("host")) {
                        return true;
                    }
                }
                case COOKIE, COOKIE_ANY_CASE, BODY -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Whether a rule that was met asks for just this host.
    private static boolean namesHost(Decision decision) {
        for (Step step : decision.steps()) {
            for (Step.Seen seen : step.seen()) {
                if (seen.truth() == Step.Truth.TRUE
                        && seen.condition() instanceof Condition.Match(var subject, _, _)
                        && subject instanceof Expression.Part(Field field)
                        && (field.kind() == Field.Kind.HOST || field.name().equals("host"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable Visit next(Visit from, String location) {
        String url = withoutFragment(location);
        if (url.startsWith("/") && !url.startsWith("//")) {
            return new Visit(from.listener(), asking(from.request(), url), false);
        }
        boolean wasTls = from.request().connection().tls();
        String lower = url.toLowerCase(Locale.ROOT);
        boolean plain = lower.startsWith("http://");
        boolean secure = lower.startsWith("https://");
        if (!plain && !secure && !url.startsWith("//")) {
            return null;
        }
        boolean tls = secure || (!plain && wasTls);
        String rest = url.substring(url.indexOf("//") + 2);
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        String host = rest.substring(0, end);
        String target = rest.substring(end);
        int port = port(host, tls ? 443 : 80);
        Listener listener = port < 0 ? null : listener(port, tls);
        if (listener == null || host.isEmpty()) {
            return null;
        }
        Request request = asking(from.request(), target.startsWith("/") ? target : "/" + target);
        boolean strange = !name(host).equals(name(from.request().host()));
        return new Visit(listener, at(request, host, port, tls), strange);
    }

    private static String withoutFragment(String location) {
        int mark = location.indexOf('#');
        return mark < 0 ? location : location.substring(0, mark);
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
        return name.toLowerCase(Locale.ROOT);
    }

    /// -1 when it is none.
    private static int port(String host, int usual) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || host.endsWith("]")) {
            return usual;
        }
        String port = host.substring(colon + 1);
        boolean number = !port.isEmpty() && port.length() < 6;
        for (int i = 0; i < port.length(); i++) {
            number &= port.charAt(i) >= '0' && port.charAt(i) <= '9';
        }
        return number ? Integer.parseInt(port) : -1;
    }

    private static Request asking(Request request, String target) {
        return new Request(
                request.method(), request.host(), target, request.headers(), request.connection());
    }

    private static Request at(Request request, String host, int port, boolean tls) {
        Request.Connection from = request.connection();
        var connection =
                new Request.Connection(
                        from.source(), port, tls, tls ? name(host) : "", from.version());
        return new Request(request.method(), host, request.target(), request.headers(), connection);
    }

    /// The listener that takes what comes to a port; `null` when there is none or more than one.
    private @Nullable Listener listener(int port, boolean tls) {
        Listener found = null;
        for (Listener listener : reach.balancer().listeners()) {
            for (Endpoint endpoint : listener.endpoints()) {
                boolean here = endpoint.portFirst() <= port && port <= endpoint.portLast();
                if (!here || endpoint.has(Endpoint.Trait.UNIX)) {
                    continue;
                }
                boolean other = found != null && !found.equals(listener);
                if (other
                        || endpoint.has(Endpoint.Trait.PROXY_PROTOCOL)
                        || endpoint.has(Endpoint.Trait.UNKNOWN)
                        || endpoint.has(Endpoint.Trait.DATAGRAM)
                        || endpoint.has(Endpoint.Trait.TLS) != tls
                        || listener.handling().protocol() != Protocol.HTTP) {
                    return null;
                }
                found = listener;
            }
        }
        return found;
    }
}
