package dev.evenkeel.report;

import dev.evenkeel.model.Request;

/// A request as people and programs read it.
final class RequestText {
    private RequestText() {}

    /// `GET https://shop.example/login`, with what else matters behind it.
    static String line(Request request) {
        var connection = request.connection();
        var line = new StringBuilder(request.method()).append(' ');
        if (!request.host().isEmpty()) {
            line.append(connection.tls() ? "https://" : "http://").append(request.host());
        }
        line.append(request.target());
        for (Request.Header header : request.headers()) {
            line.append(", ").append(header.name()).append(": ").append(header.value());
        }
        if (!connection.source().isEmpty()) {
            line.append(", from ").append(connection.source());
        }
        if (connection.port() != 0) {
            line.append(", to port ").append(connection.port());
        }
        return line.toString();
    }

    /// The fields of an open object.
    static void fields(Request request, JsonText json) {
        var connection = request.connection();
        if (connection.port() != 0) {
            json.field("port", connection.port());
        }
        json.field("tls", connection.tls());
        if (!connection.sni().isEmpty()) {
            json.field("sni", connection.sni());
        }
        json.field("method", request.method());
        if (!request.host().isEmpty()) {
            json.field("host", request.host());
        }
        json.field("target", request.target()).beginArray("headers");
        for (Request.Header header : request.headers()) {
            json.beginArray().element(header.name()).element(header.value()).endArray();
        }
        json.endArray();
        if (!connection.source().isEmpty()) {
            json.field("source", connection.source());
        }
        if (!connection.version().isEmpty()) {
            json.field("version", connection.version());
        }
    }
}
