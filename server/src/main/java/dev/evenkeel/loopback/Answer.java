package dev.evenkeel.loopback;

import dev.evenkeel.model.Request;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a proxy answered; status 0 when it closed the connection without an answer.
public record Answer(int status, List<Request.Header> headers) {
    public static final Answer NONE = new Answer(0, List.of());

    public Answer {
        headers = List.copyOf(headers);
    }

    /// The first header of that name.
    public @Nullable String header(String name) {
        for (Request.Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }
}
