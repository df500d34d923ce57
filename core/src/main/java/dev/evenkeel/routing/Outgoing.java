package dev.evenkeel.routing;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What only the server sees changed.
final class Outgoing {
    private @Nullable String method;
    private @Nullable String target;
    private @Nullable String host;
    private final Set<String> replaced = new HashSet<>(4);
    private final List<Request.Header> headers = new ArrayList<>(4);

    void change(Field field, Action.Change change, @Nullable String value) {
        String text = value == null ? "" : value;
        switch (field.kind()) {
            case METHOD -> method = text;
            case TARGET, URI -> target = text;
            case HEADER, HEADER_LINE -> header(field.name(), change, text);
            default -> throw new IllegalStateException("no server sees this changed: " + field);
        }
    }

    private void header(String name, Action.Change change, String value) {
        if (name.equals("host") && change != Action.Change.ADD) {
            host = change == Action.Change.SET ? value : "";
            return;
        }
        if (change != Action.Change.ADD) {
            replaced.add(name);
            headers.removeIf(header -> header.name().equals(name));
        }
        if (change != Action.Change.REMOVE && !value.isEmpty()) {
            headers.add(new Request.Header(name, value));
        }
    }

    /// A request with these changes.
    Request sent(Request request) {
        var lines = new ArrayList<Request.Header>(request.headers().size() + headers.size());
        for (Request.Header header : request.headers()) {
            if (!replaced.contains(header.name())) {
                lines.add(header);
            }
        }
        lines.addAll(headers);
        return new Request(
                method == null ? request.method() : method,
                host == null ? request.host() : host,
                target == null ? request.target() : target,
                lines,
                request.connection());
    }
}
