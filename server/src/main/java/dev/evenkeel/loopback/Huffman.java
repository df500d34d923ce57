package dev.evenkeel.loopback;

import java.io.IOException;

/// The code in which texts of HTTP/2's headers are packed. Codes of one length follow each other in
/// the order of their bytes, so their lengths say all. Source: RFC 7541, appendix B.
final class Huffman {
    /// For each byte, and last for the end, the length of its code: `A` for 5 bits, `B` for 6.
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
                    + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
                    + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
                    + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV"
                    + "Z";

    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END = 256;

    /// All bytes in the order of their codes; the first code of each length, and where its bytes
    /// begin in that order.
    private static final int[] BYTES = new int[LENGTHS.length()];

    private static final int[] FIRST_CODE = new int[LONGEST + 2];
    private static final int[] FIRST_INDEX = new int[LONGEST + 2];

    static {
        int code = 0;
        int index = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            FIRST_CODE[length] = code;
            FIRST_INDEX[length] = index;
            for (int each = 0; each < LENGTHS.length(); each++) {
                if (LENGTHS.charAt(each) - 'A' + SHORTEST == length) {
                    BYTES[index++] = each;
                    code++;
                }
            }
            code <<= 1;
        }
        FIRST_INDEX[LONGEST + 1] = index;
    }

    private Huffman() {}

    /// The text in a part of some bytes; what is left over behind the last code is ones.
    static String decoded(byte[] packed, int start, int end) throws IOException {
        var text = new StringBuilder();
        int code = 0;
        int length = 0;
        for (int bit = start * 8; bit < end * 8; bit++) {
            code = code << 1 | (packed[bit / 8] >> (7 - bit % 8) & 1);
            length++;
            if (length > LONGEST) {
                throw new IOException("a packed text with a code that nobody knows");
            }
            if (length >= SHORTEST) {
                int index = FIRST_INDEX[length] + code - FIRST_CODE[length];
                if (index < FIRST_INDEX[length + 1]) {
                    if (BYTES[index] == END) {
                        throw new IOException("a packed text with an end inside");
                    }
                    text.append((char) BYTES[index]);
                    code = 0;
                    length = 0;
                }
            }
        }
        if (length > 7 || code != (1 << length) - 1) {
            throw new IOException("a packed text that ends inside a code");
        }
        return text.toString();
    }
}
