package dev.evenkeel.report;

import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;

/// Reads requests from lines of JSON, one object each. Texts are taken as the bytes they are in
/// UTF-8. Not thread-safe.
public final class RequestReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final String FIELDS =
            "id, listener, port, tls, sni, method, host, target, headers, source and version";

    private static final String HEADERS_FORM =
            "headers must be a list of pairs: [[\"Name\",\"value\"]]";

    private static final int PORT_MAX = 65535;
    private static final int METHOD_MAX = 64;

    private static final List<String> VERSIONS = List.of("1.1", "2.0", "1.0", "3.0");

    /// What stands in a line where it does not say otherwise.
    private final Asked defaults;

    private @Nullable JsonParser parser;

    // What was read of the line at hand.
    private int given;
    private @Nullable String id;
    private String listener = "";
    private int port;
    private Security security = Security.UNSAID;
    private String sni = "";
    private String method = "";
    private @Nullable String host;
    private String target = "";
    private String source = "";
    private String version = "";
    private List<Request.Header> headers = List.of();
    private @Nullable String hostHeader;

    private Entry lastEntry;

    /// `defaults` is the request of which the lines say how theirs differ.
    public RequestReader(Asked defaults) {
        this.defaults = defaults;
        this.lastEntry = defaults.entry();
    }

    /// A line that is no request; the message says what is wrong with it.
    public static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message, null, false, false);
        }

        /// What is wrong, in one line.
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /// The request on a line: the bytes from `start` to `end`, without line end.
    public Asked read(byte[] bytes, int start, int end) throws BadRequest {
        clear();
        boolean whole = false;
        try {
            object(feed(bytes, start, end));
            whole = true;
        } catch (JacksonException wrong) {
            String message = String.valueOf(wrong.getOriginalMessage());
            int lineEnd = message.indexOf('\n');
            throw new BadRequest(
                    "this is not JSON: "
                            + Columns.visible(
                                    lineEnd < 0 ? message : message.substring(0, lineEnd)));
        } finally {
            if (!whole) {
                parser = null;
            }
        }
        return asked();
    }

    private void clear() {
        given = 0;
        id = null;
        listener = defaults.entry().listener();
        port = 0;
        security = Security.UNSAID;
        sni = "";
        method = "GET";
        host = null;
        target = "";
        source = defaults.request().connection().source();
        version = VERSIONS.getFirst();
        headers = List.of();
        hostHeader = null;
    }

    /// The parser is fed line by line and lives on, because making one costs more than a line.
    private JsonParser feed(byte[] bytes, int start, int end) {
        JsonParser known = parser;
        if (known == null) {
            known = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
            parser = known;
        }
        ((ByteArrayFeeder) known.nonBlockingInputFeeder()).feedInput(bytes, start, end);
        return known;
    }

    private void object(JsonParser json) throws BadRequest {
        if (next(json) != JsonToken.START_OBJECT) {
            throw new BadRequest("a request is an object: {\"target\": \"/\", …}");
        }
        while (next(json) == JsonToken.PROPERTY_NAME) {
            field(json, json.currentName());
        }
        if (json.nextToken() != JsonToken.NOT_AVAILABLE) {
            throw new BadRequest("there is something behind the object; one object to a line");
        }
    }

    private static JsonToken next(JsonParser json) throws BadRequest {
        JsonToken token = json.nextToken();
        if (token == JsonToken.NOT_AVAILABLE || token == null) {
            throw new BadRequest("the line ends before the object does");
        }
        return token;
    }

    private void field(JsonParser json, String name) throws BadRequest {
        switch (name) {
            case "target" -> target = target(json, once(1, name));
            case "host" -> host = host(json, once(1 << 1, name));
            case "method" -> method = method(json, once(1 << 2, name));
            case "headers" -> headers(json, once(1 << 3, name));
            case "source" -> source = source(json, once(1 << 4, name));
            case "port" -> port = port(json, once(1 << 5, name));
            case "tls" -> security = security(json, once(1 << 6, name));
            case "sni" -> sni = word(json, once(1 << 7, name));
            case "id" -> id = id(json, once(1 << 8, name));
            case "listener" -> listener = text(json, once(1 << 9, name));
            case "version" -> version = version(json, once(1 << 10, name));
            default ->
                    throw new BadRequest(
                            "unknown field "
                                    + Columns.visible(Excerpt.head(name, 40))
                                    + "; known are "
                                    + FIELDS);
        }
    }

    private String once(int bit, String name) throws BadRequest {
        if ((given & bit) != 0) {
            throw new BadRequest(name + " is given twice");
        }
        given |= bit;
        return name;
    }

    private static String text(JsonParser json, String name) throws BadRequest {
        if (next(json) != JsonToken.VALUE_STRING) {
            throw new BadRequest(name + " must be a text");
        }
        return chars(json.getString());
    }

    /// One char for each byte of the text in UTF-8.
    private static String chars(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return Source.bytes(text);
            }
        }
        return text;
    }

    /// A text that nothing in a request could split.
    private static String word(JsonParser json, String name) throws BadRequest {
        String word = text(json, name);
        String fault = RequestForm.faultOfWord(word);
        if (!fault.isEmpty()) {
            throw new BadRequest(name + " " + fault);
        }
        return word;
    }

    private static String target(JsonParser json, String name) throws BadRequest {
        String word = word(json, name);
        if (word.isEmpty() || (word.charAt(0) != '/' && !word.equals("*"))) {
            throw new BadRequest(name + " must begin with /, as in \"/path?query\"");
        }
        return word;
    }

    private static String host(JsonParser json, String name) throws BadRequest {
        return word(json, name);
    }

    private static String method(JsonParser json, String name) throws BadRequest {
        String word = text(json, name);
        if (!RequestForm.isToken(word) || word.length() > METHOD_MAX) {
            throw new BadRequest(name + " must be a word such as GET");
        }
        return word;
    }

    private static String source(JsonParser json, String name) throws BadRequest {
        String word = text(json, name);
        if (!AddressText.isAddress(word)) {
            throw new BadRequest(name + " must be an IP address");
        }
        return word;
    }

    private static int port(JsonParser json, String name) throws BadRequest {
        if (next(json) == JsonToken.VALUE_NUMBER_INT) {
            String digits = json.getString();
            int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
            if (port > 0 && port <= PORT_MAX) {
                return port;
            }
        }
        throw new BadRequest(name + " must be a number from 1 to " + PORT_MAX);
    }

    private static Security security(JsonParser json, String name) throws BadRequest {
        return switch (next(json)) {
            case VALUE_TRUE -> Security.TLS;
            case VALUE_FALSE -> Security.PLAIN;
            default -> throw new BadRequest(name + " must be true or false");
        };
    }

    private static String version(JsonParser json, String name) throws BadRequest {
        String word = text(json, name);
        String full = word.equals("2") || word.equals("3") ? word + ".0" : word;
        if (!VERSIONS.contains(full)) {
            throw new BadRequest(name + " must be \"1.0\", \"1.1\", \"2\" or \"3\"");
        }
        return full;
    }

    private static @Nullable String id(JsonParser json, String name) throws BadRequest {
        return switch (next(json)) {
            case VALUE_STRING -> JsonBytes.textOf(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getString();
            case VALUE_NULL -> null;
            default -> throw new BadRequest(name + " must be a text or a number");
        };
    }

    private void headers(JsonParser json, String name) throws BadRequest {
        if (next(json) != JsonToken.START_ARRAY) {
            throw new BadRequest(HEADERS_FORM);
        }
        var list = new ArrayList<Request.Header>(4);
        for (JsonToken token = next(json); token != JsonToken.END_ARRAY; token = next(json)) {
            if (token != JsonToken.START_ARRAY) {
                throw new BadRequest(HEADERS_FORM);
            }
            String header = text(json, name);
            String value = text(json, name);
            if (next(json) != JsonToken.END_ARRAY) {
                throw new BadRequest(HEADERS_FORM);
            }
            header(header, value, list);
        }
        headers = list;
    }

    private void header(String name, String value, List<Request.Header> list) throws BadRequest {
        String fault = RequestForm.faultOfHeader(name, value);
        if (!fault.isEmpty()) {
            throw new BadRequest("headers: " + fault);
        }
        if (name.length() == 4 && name.equalsIgnoreCase("host")) {
            if (hostHeader != null) {
                throw new BadRequest("headers: Host is given twice");
            }
            hostHeader = value;
        } else {
            list.add(new Request.Header(name, value));
        }
    }

    private Asked asked() throws BadRequest {
        if (target.isEmpty()) {
            throw new BadRequest("target is missing");
        }
        String fromHeader = hostHeader;
        if (host != null && fromHeader != null && !fromHeader.equals(host)) {
            throw new BadRequest("host and the header Host differ; give one of them");
        }
        String named = host == null ? fromHeader == null ? "" : fromHeader : host;
        Entry entry = lastEntry;
        if (entry.port() != port
                || entry.security() != security
                || !entry.listener().equals(listener)) {
            entry = new Entry(listener, defaults.entry().address(), port, security);
            lastEntry = entry;
        }
        var connection =
                new Request.Connection(source, port, security == Security.TLS, sni, version);
        boolean sniSaid = (given & 1 << 7) != 0;
        return new Asked(
                id, entry, new Request(method, named, target, headers, connection), sniSaid);
    }
}
