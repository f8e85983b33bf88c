package dev.sluice.stress.storm;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements: the ledger and the number there of who puts it, then bytes that follow from these and the length. */
final class Element {
    static final int LEAST_BYTES = 16;
    static final long DAMAGED = -1;

    private Element() {}

    static long id(int ledger, int sequence) {
        return (long) ledger << 32 | sequence;
    }

    static String name(long id) {
        return id == DAMAGED ? "(damaged)" : (id >>> 32) + ":" + (int) id;
    }

    static byte[] make(long id, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).putLong(id);
        long word = id ^ (long) bytes << 48;
        while (buffer.remaining() >= Long.BYTES) {
            word = mixed(word);
            buffer.putLong(word);
        }
        word = mixed(word);
        while (buffer.hasRemaining()) {
            buffer.put((byte) word);
            word >>>= 8;
        }
        return buffer.array();
    }

    /** Steele, Lea and Flood's mixer (OOPSLA 2014): every bit depends on every bit. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Whose element it is, or {@link #DAMAGED} if any byte is not as it was made. */
    static long idOf(byte[] element) {
        if (element.length < LEAST_BYTES) {
            return DAMAGED;
        }
        long id = ByteBuffer.wrap(element).getLong();
        return Arrays.equals(element, make(id, element.length)) ? id : DAMAGED;
    }
}
