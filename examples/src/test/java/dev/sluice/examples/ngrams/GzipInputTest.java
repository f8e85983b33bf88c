package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipInputTest {
    private static final byte[] TEXT = TestInputs.utf8(TestInputs.lines(20_000));

    /** What gzip has made comes back, one member or several, empty ones too. */
    @Test
    void decompresses() throws IOException {
        assertArrayEquals(TEXT, decompress(TestInputs.gzip(TEXT)));
        assertArrayEquals(new byte[0], decompress(TestInputs.gzip(new byte[0])));
        byte[] one = TestInputs.utf8("one\n");
        byte[] members = concat(TestInputs.gzip(TEXT), TestInputs.gzip(new byte[0]), TestInputs.gzip(one));
        assertArrayEquals(concat(TEXT, one), decompress(members));
    }

    /** Optional header fields are skipped. */
    @Test
    void skipsHeaderFields() throws IOException {
        byte[] plain = TestInputs.gzip(TEXT);
        byte[] header = {0x1f, (byte) 0x8b, 8, 0x1e, 1, 2, 3, 4, 0, 3, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 9, 9};
        assertArrayEquals(TEXT, decompress(concat(header, Arrays.copyOfRange(plain, 10, plain.length))));
    }

    /** Wherever the data is cut off, that is seen: nowhere does the remainder pass for the whole. */
    @Test
    void seesTruncation() throws IOException {
        byte[] member = TestInputs.gzip(TestInputs.utf8("some text, some text\n"));
        for (int length = 0; length < member.length; length++) {
            byte[] first = Arrays.copyOf(member, length);
            assertThrows(EOFException.class, () -> decompress(first), "cut off at " + length);
            if (length > 0) {
                assertThrows(EOFException.class, () -> decompress(concat(member, first)), "second, at " + length);
            }
        }
    }

    /** A flipped bit is seen, by the checksum if by nothing else. */
    @Test
    void seesDamage() {
        byte[] member = TestInputs.gzip(TestInputs.utf8("some text, some text\n"));
        for (int i = 10; i < member.length; i++) {
            byte[] damaged = member.clone();
            damaged[i] ^= 0x10;
            assertThrows(IOException.class, () -> decompress(damaged), "byte " + i);
        }
    }

    /** What is not gzip data is refused, also after a member. */
    @Test
    void refusesOtherData() {
        byte[] text = TestInputs.utf8("plain text");
        assertEquals(
                "not gzip data",
                assertThrows(ZipException.class, () -> decompress(text)).getMessage());
        assertEquals(
                "something else follows the gzip data",
                assertThrows(ZipException.class, () -> decompress(concat(TestInputs.gzip(TEXT), text)))
                        .getMessage());
    }

    /** Single bytes can be read, too. */
    @Test
    void readsBytewise() throws IOException {
        CRC32 expected = new CRC32();
        expected.update(TEXT);
        CRC32 actual = new CRC32();
        try (InputStream in = new GzipInput(new ByteArrayInputStream(TestInputs.gzip(TEXT)))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                actual.update(b);
            }
        }
        assertEquals(expected.getValue(), actual.getValue());
    }

    private static byte[] decompress(byte[] compressed) throws IOException {
        try (InputStream in = new GzipInput(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
