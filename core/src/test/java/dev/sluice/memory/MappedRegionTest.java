package dev.sluice.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kind of region that this JVM makes does as a plain buffer does, within its bounds and at them. Run twice: with the flag of
 * Agrona's buffers and without.
 */
class MappedRegionTest {
    private static final int SIZE = 4096;

    @TempDir
    Path directory;

    private MappedRegion region;

    /** The same bytes, through another mapping. */
    private ByteBuffer mirror;

    @BeforeEach
    void map() throws IOException {
        region = MappedRegion.of(mapping());
        mirror = mapping().order(ByteOrder.LITTLE_ENDIAN);
        byte[] noise = new byte[SIZE];
        new Random(1).nextBytes(noise);
        mirror.put(0, noise);
    }

    private MappedByteBuffer mapping() throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("region"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
    }

    /** Else the second run would be of the first kind again. */
    @Test
    void kind() {
        assertEquals(
                System.getProperty("sluice.test.region", "BufferRegion"),
                region.getClass().getSimpleName());
    }

    @Test
    void size() {
        assertEquals(SIZE, region.size());
    }

    @Test
    void ints() {
        List<IntUse> uses = List.of(
                new IntUse("get", (at, value) -> region.getInt(at), value -> value, false),
                new IntUse("get acquire", (at, value) -> region.getIntAcquire(at), value -> value, false),
                new IntUse("get volatile", (at, value) -> region.getIntVolatile(at), value -> value, false),
                new IntUse("set", (at, value) -> done(() -> region.setInt(at, value)), value -> 0, true),
                new IntUse("set release", (at, value) -> done(() -> region.setIntRelease(at, value)), value -> 0, true),
                new IntUse(
                        "set volatile", (at, value) -> done(() -> region.setIntVolatile(at, value)), value -> 0, true),
                new IntUse("get and set", (at, value) -> region.getAndSetInt(at, value), value -> value, true));
        Random random = new Random(2);
        for (int at = 0; at < SIZE; at += Integer.BYTES) {
            for (IntUse use : uses) {
                int before = mirror.getInt(at);
                int value = random.nextInt();
                assertEquals(use.result().of(before), use.action().apply(at, value), use.name());
                assertEquals(use.stores() ? value : before, mirror.getInt(at), use.name());
            }
            int before = mirror.getInt(at);
            assertEquals(before, region.getAndAddInt(at, 77));
            assertEquals(before + 77, mirror.getInt(at));
            assertEquals(false, region.compareAndSetInt(at, before, 1));
            assertEquals(before + 77, mirror.getInt(at));
            assertEquals(true, region.compareAndSetInt(at, before + 77, -5));
            assertEquals(-5, mirror.getInt(at));
        }
    }

    private interface IntAction {
        int apply(int offset, int value);
    }

    private interface IntResult {
        int of(int before);
    }

    /** A use of an int, what it returns of what was there, and whether it stores the value. */
    private record IntUse(String name, IntAction action, IntResult result, boolean stores) {}

    private static int done(Runnable action) {
        action.run();
        return 0;
    }

    @Test
    void longs() {
        List<LongUse> uses = List.of(
                new LongUse("get", (at, value) -> region.getLong(at), true, false),
                new LongUse("get acquire", (at, value) -> region.getLongAcquire(at), true, false),
                new LongUse("get volatile", (at, value) -> region.getLongVolatile(at), true, false),
                new LongUse("set", (at, value) -> done(() -> region.setLong(at, value)), false, true),
                new LongUse("set release", (at, value) -> done(() -> region.setLongRelease(at, value)), false, true),
                new LongUse("set volatile", (at, value) -> done(() -> region.setLongVolatile(at, value)), false, true));
        Random random = new Random(3);
        for (int at = 0; at < SIZE; at += Long.BYTES) {
            for (LongUse use : uses) {
                long before = mirror.getLong(at);
                long value = random.nextLong();
                assertEquals(use.returns() ? before : 0, use.action().apply(at, value), use.name());
                assertEquals(use.stores() ? value : before, mirror.getLong(at), use.name());
            }
            long before = mirror.getLong(at);
            assertEquals(before, region.getAndAddLong(at, 1L << 40));
            assertEquals(before + (1L << 40), mirror.getLong(at));
            assertEquals(false, region.compareAndSetLong(at, before, 1));
            assertEquals(before + (1L << 40), mirror.getLong(at));
            assertEquals(true, region.compareAndSetLong(at, before + (1L << 40), -5));
            assertEquals(-5, mirror.getLong(at));
        }
    }

    private interface LongAction {
        long apply(int offset, long value);
    }

    /** A use of a long, whether it returns what was there, and whether it stores the value. */
    private record LongUse(String name, LongAction action, boolean returns, boolean stores) {}

    /** Nothing is read or written beyond the mapping, whatever the offset. */
    @TestFactory
    Stream<DynamicTest> bounds() {
        List<DynamicTest> tests = new ArrayList<>();
        bounds(tests, "int: get", Integer.BYTES, at -> region.getInt(at));
        bounds(tests, "int: get acquire", Integer.BYTES, at -> region.getIntAcquire(at));
        bounds(tests, "int: get volatile", Integer.BYTES, at -> region.getIntVolatile(at));
        bounds(tests, "int: set", Integer.BYTES, at -> region.setInt(at, 1));
        bounds(tests, "int: set release", Integer.BYTES, at -> region.setIntRelease(at, 1));
        bounds(tests, "int: set volatile", Integer.BYTES, at -> region.setIntVolatile(at, 1));
        bounds(tests, "int: compare and set", Integer.BYTES, at -> region.compareAndSetInt(at, 0, 1));
        bounds(tests, "int: get and set", Integer.BYTES, at -> region.getAndSetInt(at, 1));
        bounds(tests, "int: get and add", Integer.BYTES, at -> region.getAndAddInt(at, 1));
        bounds(tests, "long: get", Long.BYTES, at -> region.getLong(at));
        bounds(tests, "long: get acquire", Long.BYTES, at -> region.getLongAcquire(at));
        bounds(tests, "long: get volatile", Long.BYTES, at -> region.getLongVolatile(at));
        bounds(tests, "long: set", Long.BYTES, at -> region.setLong(at, 1));
        bounds(tests, "long: set release", Long.BYTES, at -> region.setLongRelease(at, 1));
        bounds(tests, "long: set volatile", Long.BYTES, at -> region.setLongVolatile(at, 1));
        bounds(tests, "long: compare and set", Long.BYTES, at -> region.compareAndSetLong(at, 0, 1));
        bounds(tests, "long: get and add", Long.BYTES, at -> region.getAndAddLong(at, 1));
        for (int length : new int[] {1, 7, 8, 9, 128, 129, SIZE}) {
            byte[] array = new byte[length];
            ByteBuffer direct = ByteBuffer.allocateDirect(length);
            bounds(tests, length + " bytes: get", length, at -> region.getBytes(at, array, 0, length));
            bounds(tests, length + " bytes: set", length, at -> region.setBytes(at, array, 0, length));
            bounds(tests, length + " bytes: set from a buffer", length, at -> region.setBytes(at, direct, 0, length));
        }
        return tests.stream();
    }

    private static void bounds(List<DynamicTest> tests, String name, int width, IntConsumer access) {
        tests.add(DynamicTest.dynamicTest(name, () -> {
            access.accept(0);
            access.accept(SIZE - width);
            for (int outside : new int[] {
                -1, -width, SIZE - width + 1, SIZE, SIZE + 8, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1 << 30
            }) {
                assertThrows(IndexOutOfBoundsException.class, () -> access.accept(outside), () -> "at " + outside);
            }
        }));
    }

    /** A copy to a place inside changes that and nothing else; one out of it is what is there. */
    @Test
    void copies() {
        Random random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            int length = random.nextInt(round % 2 == 0 ? 40 : 300);
            int at = random.nextInt((SIZE - length) / Long.BYTES + 1) * Long.BYTES;
            at = Math.min(at, SIZE - length);
            int index = random.nextInt(20);
            byte[] expected = bytes();
            byte[] target = new byte[index + length + 5];
            region.getBytes(at, target, index, length);
            byte[] read = new byte[target.length];
            System.arraycopy(expected, at, read, index, length);
            assertArrayEquals(read, target);

            byte[] source = new byte[index + length + 5];
            random.nextBytes(source);
            if (round % 3 == 0) {
                region.setBytes(at, ByteBuffer.wrap(source), index, length);
            } else {
                region.setBytes(at, source, index, length);
            }
            System.arraycopy(source, index, expected, at, length);
            assertArrayEquals(expected, bytes());

            int half = SIZE / 2;
            int some = random.nextInt(half);
            region.copyBytes(0, half, some);
            System.arraycopy(expected, 0, expected, half, some);
            assertArrayEquals(expected, bytes());
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        mirror.get(0, bytes);
        return bytes;
    }

    /** A target or a source that is too short is told of, too, and nothing is written beyond it. */
    @Test
    void boundsOfTheArray() {
        for (int length : new int[] {8, 16, 200}) {
            byte[] array = new byte[length];
            assertThrows(IndexOutOfBoundsException.class, () -> region.getBytes(0, array, 1, length));
            assertThrows(IndexOutOfBoundsException.class, () -> region.getBytes(0, array, -1, length));
            assertThrows(IndexOutOfBoundsException.class, () -> region.setBytes(0, array, 1, length));
            assertThrows(IndexOutOfBoundsException.class, () -> region.setBytes(0, array, -1, length));
        }
    }
}
