package dev.evenkeel.lab;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// A JSON value that was read: an object, an array, a text, a number, a boolean or nothing. Asking
/// for what is not there is an error of the test that asks.
public record Json(@Nullable Object value) {
    private static final JsonFactory FACTORY = new JsonFactory();

    public static Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new Json(read(parser, parser.nextToken()));
        }
    }

    private static @Nullable Object read(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalArgumentException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    members.put(name, read(parser, parser.nextToken()));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                JsonToken next = parser.nextToken();
                while (next != JsonToken.END_ARRAY) {
                    elements.add(read(parser, next));
                    next = parser.nextToken();
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }

    public boolean isNull() {
        return value == null;
    }

    public boolean isText() {
        return value instanceof String;
    }

    public boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    public Json at(String name) {
        if (value instanceof Map<?, ?> members && members.containsKey(name)) {
            return new Json(members.get(name));
        }
        throw new NoSuchElementException(name + " in " + value);
    }

    public Json at(int index) {
        return each().get(index);
    }

    /// The elements of an array.
    public List<Json> each() {
        if (value instanceof List<?> elements) {
            List<Json> all = new ArrayList<>(elements.size());
            for (Object element : elements) {
                all.add(new Json(element));
            }
            return all;
        }
        throw new NoSuchElementException("no array: " + value);
    }

    /// The names of an object's members, in order.
    public List<String> names() {
        if (value instanceof Map<?, ?> members) {
            return members.keySet().stream().map(String::valueOf).toList();
        }
        throw new NoSuchElementException("no object: " + value);
    }

    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new NoSuchElementException("no text: " + value);
    }

    public long number() {
        if (value instanceof Long number) {
            return number;
        }
        throw new NoSuchElementException("no number: " + value);
    }

    public boolean truth() {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new NoSuchElementException("no boolean: " + value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
