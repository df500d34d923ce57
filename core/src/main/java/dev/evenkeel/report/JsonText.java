package dev.evenkeel.report;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;

/// Writes JSON in one pass. The order of calls is the order of the text.
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final StringWriter text = new StringWriter(1 << 12);
    private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

    /// The document, with a line end. Nothing may be written afterwards.
    String finish() {
        json.close();
        return text.append('\n').toString();
    }

    /// Begins an object that is the document or an element of an array.
    JsonText begin() {
        json.writeStartObject();
        return this;
    }

    JsonText begin(String name) {
        json.writeName(name);
        return begin();
    }

    JsonText end() {
        json.writeEndObject();
        return this;
    }

    JsonText beginArray(String name) {
        json.writeName(name);
        json.writeStartArray();
        return this;
    }

    /// Begins an array that is an element of an array.
    JsonText beginArray() {
        json.writeStartArray();
        return this;
    }

    JsonText endArray() {
        json.writeEndArray();
        return this;
    }

    JsonText field(String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
        return this;
    }

    JsonText field(String name, int value) {
        json.writeName(name);
        json.writeNumber(value);
        return this;
    }

    /// A share; `null` where it is not known.
    JsonText number(String name, @Nullable Double value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
        return this;
    }

    JsonText field(String name, boolean value) {
        json.writeName(name);
        json.writeBoolean(value);
        return this;
    }

    /// An element of an array.
    JsonText element(String value) {
        json.writeString(value);
        return this;
    }
}
