package dev.evenkeel.routing;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/// A request while rules look at it and change it. Texts hold one char per byte; `null` is nothing,
/// and a text that holds `UNKNOWN` anywhere is not known.
final class RequestState {
    /// No byte has this value.
    static final char UNKNOWN_CHAR = '\uFFFF';

    static final String UNKNOWN = String.valueOf(UNKNOWN_CHAR);

    private final Request request;
    private final List<Endpoint> endpoints;
    private @Nullable Map<String, String> variables;
    private final Headers headers = new Headers();
    private String method;
    private String uri;
    private @Nullable String host;
    private boolean hostKnown;
    private @Nullable String path;

    /// A target that rules made of a host and a query has no path.
    private boolean isPathless;

    private @Nullable String normalisedPath;
    private boolean normalisedPathKnown;
    private boolean normalisedPathChanged;
    private @Nullable String normalisedQuery;
    private boolean normalisedQueryKnown;
    private String source;
    private @Nullable String sourcePort;
    private @Nullable String destination;
    private @Nullable String destinationPort;
    private boolean destinationKnown;
    private @Nullable String status;
    private @Nullable MatchResult captures;
    private @Nullable Map<String, Integer> captureNames;
    private int changes;

    /// A request that came in at one of some endpoints.
    RequestState(Request request, List<Endpoint> endpoints) {
        this.request = request;
        this.endpoints = endpoints;
        this.method = request.method();
        this.uri = request.target();
        this.source = request.connection().source();
        if (!request.host().isEmpty()) {
            headers.add("host", request.host());
        }
        for (Request.Header header : request.headers()) {
            headers.add(Bytes.lower(header.name()), Elements.trimmed(header.value()));
        }
    }

    static boolean isUnknown(@Nullable String value) {
        return value != null && value.indexOf(UNKNOWN_CHAR) >= 0;
    }

    Headers headers() {
        return headers;
    }

    /// Grows with every change of a field: what was found out of fields before holds as long as
    /// this stays.
    int changes() {
        return changes;
    }

    String method() {
        return method;
    }

    String uri() {
        return uri;
    }

    /// The status that answers get in place of their own; 0 when they keep it.
    int status() {
        String set = status;
        return set == null || set.isEmpty() ? 0 : Integer.parseInt(set);
    }

    @Nullable String variable(String name) {
        return variables == null ? null : variables.get(name);
    }

    void variable(String name, @Nullable String value) {
        Map<String, String> known = variables;
        if (known == null) {
            known = new HashMap<>();
            variables = known;
        }
        if (value == null) {
            known.remove(name);
        } else {
            known.put(name, value);
        }
    }

    void captures(MatchResult match, Map<String, Integer> names) {
        captures = match;
        captureNames = names;
    }

    /// A group of the last match, by number or name.
    @Nullable String capture(String group) {
        MatchResult match = captures;
        if (match == null) {
            return null;
        }
        char first = group.isEmpty() ? ' ' : group.charAt(0);
        Integer number =
                first >= '0' && first <= '9'
                        ? Integer.valueOf(group)
                        : captureNames == null ? null : captureNames.get(group);
        return number == null || number > match.groupCount() ? null : match.group(number);
    }

    /// One value of a field; of several the one that the field's occurrence asks for (without an
    /// occurrence the first).
    @Nullable String field(Field field) {
        return switch (field.kind()) {
            case METHOD -> method;
            case SCHEME -> request.connection().tls() ? "https" : "http";
            case HTTP_VERSION -> version();
            case HOST -> host();
            case PATH -> path();
            case NORMALISED_PATH -> normalisedPath();
            case TARGET -> isPathless ? null : Targets.pathAndQuery(uri);
            case QUERY -> Targets.query(uri);
            case NORMALISED_QUERY -> normalisedQuery();
            case URI -> absolute();
            case QUERY_PARAMETER, HEADER, HEADER_LINE, COOKIE -> Occurrences.one(this, field);
            case QUERY_ARGUMENT -> Targets.parameter(Targets.query(uri), field.name(), false);
            case HEADER_COUNT -> String.valueOf(headers.count(field.name()));
            case QUERY_PARAMETER_ANY_CASE ->
                    Targets.parameter(normalisedQuery(), field.name(), true);
            case COOKIE_ANY_CASE -> Cookies.firstAnyCase(headers, field.name());
            case BODY -> UNKNOWN;
            case SOURCE -> orUnknown(source);
            case SOURCE_PORT -> sourcePort == null ? UNKNOWN : sourcePort;
            case DESTINATION -> destination();
            case DESTINATION_PORT -> destinationPort();
            case TLS -> request.connection().tls() ? "1" : "0";
            case SNI -> nullIfEmpty(request.connection().sni());
            case ALPN -> request.connection().tls() ? UNKNOWN : null;
            case STATUS -> status;
        };
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private String destination() {
        findDestination();
        return destination == null ? UNKNOWN : destination;
    }

    private String destinationPort() {
        findDestination();
        return destinationPort == null ? UNKNOWN : destinationPort;
    }

    /// Few requests are asked where they arrived.
    private void findDestination() {
        if (!destinationKnown) {
            Arrival arrival = Arrival.of(endpoints, request.connection().port());
            destination = arrival.address();
            destinationPort = arrival.port();
            destinationKnown = true;
        }
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private String version() {
        String version = request.connection().version();
        return version.isEmpty() ? "1.1" : version;
    }

    /// From version 2 of HTTP on every request says where it goes in full.
    private String absolute() {
        boolean origin = uri.startsWith("/") && version().compareTo("2") >= 0;
        String authority = origin ? headers.first("host") : null;
        return authority == null
                ? uri
                : (request.connection().tls() ? "https://" : "http://") + authority + uri;
    }

    private @Nullable String host() {
        if (!hostKnown) {
            host = Hosts.normalised(uri, headers.first("host"));
            hostKnown = true;
        }
        return host;
    }

    private @Nullable String path() {
        String known = path;
        if (known == null && !isPathless) {
            known = Targets.path(uri);
            path = known;
        }
        return known;
    }

    private @Nullable String normalisedPath() {
        if (!normalisedPathKnown) {
            normalisedPath = NormalPaths.of(request.target());
            normalisedPathKnown = true;
        }
        return normalisedPath;
    }

    private @Nullable String normalisedQuery() {
        if (!normalisedQueryKnown) {
            normalisedQuery = Targets.query(request.target());
            normalisedQueryKnown = true;
        }
        return normalisedQuery;
    }

    /// Sets a field that has one value, or empties it. Headers are changed where they are.
    void set(Field field, @Nullable String value) {
        changes++;
        String text = value == null ? "" : value;
        switch (field.kind()) {
            case METHOD -> method = text;
            case HOST -> {
                host = value;
                hostKnown = true;
            }
            case PATH -> target(Targets.withPath(uri, text));
            case NORMALISED_PATH -> {
                normalisedPath = value;
                normalisedPathKnown = true;
                normalisedPathChanged = true;
            }
            case TARGET -> target(Targets.withPathAndQuery(uri, text));
            case QUERY -> target(Targets.withQuery(uri, text));
            case NORMALISED_QUERY -> {
                normalisedQuery = value;
                normalisedQueryKnown = true;
            }
            case URI -> {
                target(text);
                hostFollows();
            }
            case HEADER, HEADER_LINE -> headers.set(field.name(), value);
            case SOURCE -> source = text;
            case SOURCE_PORT -> sourcePort = value;
            case DESTINATION -> {
                findDestination();
                destination = value;
            }
            case DESTINATION_PORT -> {
                findDestination();
                destinationPort = value;
            }
            case STATUS -> status = value;
            case SCHEME,
                    HTTP_VERSION,
                    QUERY_PARAMETER,
                    QUERY_ARGUMENT,
                    QUERY_PARAMETER_ANY_CASE,
                    HEADER_COUNT,
                    COOKIE,
                    COOKIE_ANY_CASE,
                    BODY,
                    TLS,
                    SNI,
                    ALPN ->
                    throw new IllegalStateException("nothing rewrites " + field);
        }
    }

    /// Whether the normalised path was received with escapes, or changed since.
    boolean pathNeedsEscapes() {
        String received = normalisedPathChanged ? null : Targets.path(request.target());
        return received == null || received.indexOf('%') >= 0;
    }

    /// Something about the headers changed.
    void headersChanged() {
        changes++;
    }

    private void target(String value) {
        uri = value;
        path = null;
        isPathless = Targets.isPathless(value);
    }

    /// A target that names a host changes the `Host` line too.
    private void hostFollows() {
        String named = Targets.followingHost(uri);
        if (named != null) {
            for (int i = 0; i < headers.size(); i++) {
                if (headers.name(i).equals("host")) {
                    headers.value(i, named);
                }
            }
        }
    }

    /// What a server would receive now.
    Request sent() {
        var lines = new ArrayList<Request.Header>(headers.size());
        String first = null;
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.name(i).equals("host")) {
                lines.add(new Request.Header(headers.name(i), headers.value(i)));
            } else if (first == null) {
                first = headers.value(i);
            }
        }
        return new Request(method, first == null ? "" : first, uri, lines, request.connection());
    }
}
