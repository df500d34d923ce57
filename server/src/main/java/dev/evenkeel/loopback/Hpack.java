package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.model.Request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Header blocks of HTTP/2, without the table that both sides remember: who wants none says so, and
/// nobody refers to it then. Source: RFC 7541.
final class Hpack {
    private static final int INDEXED = 0x80;
    private static final int REMEMBERED = 0x40;
    private static final int TABLE_SIZE = 0x20;
    private static final int BYTE = 0xff;

    /// Names and values that both sides know, from 1. Source: RFC 7541, appendix A.
    private static final List<String> STATIC =
            List.of(
                    ":authority",
                    ":method GET",
                    ":method POST",
                    ":path /",
                    ":path /index.html",
                    ":scheme http",
                    ":scheme https",
                    ":status 200",
                    ":status 204",
                    ":status 206",
                    ":status 304",
                    ":status 400",
                    ":status 404",
                    ":status 500",
                    "accept-charset",
                    "accept-encoding gzip, deflate",
                    "accept-language",
                    "accept-ranges",
                    "accept",
                    "access-control-allow-origin",
                    "age",
                    "allow",
                    "authorization",
                    "cache-control",
                    "content-disposition",
                    "content-encoding",
                    "content-language",
                    "content-length",
                    "content-location",
                    "content-range",
                    "content-type",
                    "cookie",
                    "date",
                    "etag",
                    "expect",
                    "expires",
                    "from",
                    "host",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "last-modified",
                    "link",
                    "location",
                    "max-forwards",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "range",
                    "referer",
                    "refresh",
                    "retry-after",
                    "server",
                    "set-cookie",
                    "strict-transport-security",
                    "transfer-encoding",
                    "user-agent",
                    "vary",
                    "via",
                    "www-authenticate");

    private final byte[] block;
    private int at;

    private Hpack(byte[] block) {
        this.block = block;
    }

    /// Every header in full, byte for byte.
    static byte[] encoded(List<Request.Header> headers) {
        var out = new ByteArrayOutputStream();
        for (Request.Header header : headers) {
            out.write(0);
            text(header.name(), out);
            text(header.value(), out);
        }
        return out.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream out) {
        int length = text.length();
        if (length < 0x7f) {
            out.write(length);
        } else {
            out.write(0x7f);
            for (length -= 0x7f; length >= 0x80; length >>= 7) {
                out.write((length & 0x7f) | 0x80);
            }
            out.write(length);
        }
        out.writeBytes(text.getBytes(ISO_8859_1));
    }

    /// The headers of a block, in order; throws when it is broken.
    static List<Request.Header> decoded(byte[] block) throws IOException {
        var hpack = new Hpack(block);
        var headers = new ArrayList<Request.Header>();
        while (hpack.at < block.length) {
            int first = hpack.block[hpack.at] & BYTE;
            if ((first & INDEXED) != 0) {
                headers.add(known(hpack.number(7)));
            } else if ((first & REMEMBERED) != 0) {
                headers.add(hpack.literal(6));
            } else if ((first & TABLE_SIZE) != 0) {
                hpack.number(5);
            } else {
                headers.add(hpack.literal(4));
            }
        }
        return headers;
    }

    private static Request.Header known(int index) throws IOException {
        if (index < 1 || index > STATIC.size()) {
            throw new IOException("a header that nobody told of");
        }
        String entry = STATIC.get(index - 1);
        int blank = entry.indexOf(' ');
        return blank < 0
                ? new Request.Header(entry, "")
                : new Request.Header(entry.substring(0, blank), entry.substring(blank + 1));
    }

    private Request.Header literal(int bits) throws IOException {
        int index = number(bits);
        String name = index == 0 ? text() : known(index).name();
        return new Request.Header(name, text());
    }

    /// A number of which the first byte holds so many bits.
    private int number(int bits) throws IOException {
        int most = (1 << bits) - 1;
        int number = next() & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            int more = next();
            number += (more & 0x7f) << shift;
            if (more < 0x80) {
                return number;
            }
        }
        throw new IOException("a header block with a number that is too large");
    }

    private String text() throws IOException {
        boolean packed = at < block.length && (block[at] & INDEXED) != 0;
        int length = number(7);
        if (length > block.length - at) {
            throw new IOException("a header block that ends inside a text");
        }
        int start = at;
        at += length;
        return packed
                ? Huffman.decoded(block, start, at)
                : new String(block, start, length, ISO_8859_1);
    }

    private int next() throws IOException {
        if (at == block.length) {
            throw new IOException("a header block that ends inside a header");
        }
        return block[at++] & BYTE;
    }
}
