package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.BenchFailure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What the benchmarks send: 64 bytes, each of which follows from the message's number. */
final class Message {
    static final int BYTES = 64;

    private static final int WORD = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    private Message() {}

    static void write(long number, MutableDirectBuffer target) {
        for (int i = 0; i < BYTES / WORD; i++) {
            target.putLong(i * WORD, number * (2 * i + 1));
        }
    }

    static void write(long number, byte[] target) {
        for (int i = 0; i < BYTES / WORD; i++) {
            LONG.set(target, i * WORD, number * (2 * i + 1));
        }
    }

    /** The number of the message; all bytes have been checked. */
    static long read(DirectBuffer source, int index, int length) {
        check(length == BYTES);
        long number = source.getLong(index);
        long difference = 0;
        for (int i = 1; i < BYTES / WORD; i++) {
            difference |= source.getLong(index + i * WORD) ^ number * (2 * i + 1);
        }
        check(difference == 0);
        return number;
    }

    /** The number of the message; all bytes have been checked. */
    static long read(byte[] source) {
        check(source.length == BYTES);
        long number = (long) LONG.get(source, 0);
        long difference = 0;
        for (int i = 1; i < BYTES / WORD; i++) {
            difference |= (long) LONG.get(source, i * WORD) ^ number * (2 * i + 1);
        }
        check(difference == 0);
        return number;
    }

    private static void check(boolean intact) {
        if (!intact) {
            throw new BenchFailure("a message arrived damaged");
        }
    }
}
