package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.DequeClosedException;
import dev.sluice.DequeShutdownException;
import dev.sluice.ElementTooLargeException;
import dev.sluice.Overflow;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assertions;

/** The checks of {@link RawEdgeTest}, which need Agrona's flags. Says {@code ok} or {@code bad} and the name of each. */
final class RawMain {
    /** One check, in a JVM with Agrona's flags. */
    @SuppressWarnings("ImmutableEnumChecker") // the bodies have no state
    enum Check {
        BUFFER_KINDS(RawMain::bufferKinds),
        BOUNDS(RawMain::bounds),
        SIZES(RawMain::sizes),
        LIMIT(RawMain::limit),
        WRAP_AROUND(RawMain::wrapAround),
        HANDLER_THROWS(RawMain::handlerThrows),
        REENTRANT(RawMain::reentrant),
        WITH_CODEC(RawMain::withCodec),
        FULL_AND_EVICT(RawMain::fullAndEvict),
        WAKES_TAKERS(RawMain::wakesTakers),
        SHUT_DOWN_AND_CLOSED(RawMain::shutDownAndClosed),
        CLOSED_BY_HANDLER(RawMain::closedByHandler),
        TASKS(RawMain::tasks),
        NO_ALLOCATION(RawMain::noAllocation);

        private final Body body;

        Check(Body body) {
            this.body = body;
        }
    }

    private interface Body {
        void run(SharedDeque<byte[]> deque) throws Exception;
    }

    private RawMain() {}

    /** A handler that closes the deque has had what it has had, of which it is told; the rest is there. */
    private static void closedByHandler(SharedDeque<byte[]> small) throws Exception {
        Path file = small.path().resolveSibling("large");
        int bytes = 200_000; // of which no two are taken in one step
        UnsafeBuffer message = new UnsafeBuffer(new byte[bytes]);
        SharedDeque<byte[]> closed = SharedDeque.builder(Codec.bytes())
                .capacity(3)
                .elementBytes(bytes)
                .create(file);
        while (closed.offerLast(message, 0, bytes)) {
            // until it is full
        }
        Assertions.assertEquals(1, closed.poll((type, buffer, index, length) -> closed.close(), 3));
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(file)) {
            Assertions.assertEquals(2, deque.size());
        }
    }

    /** Raw messages that have been handled are tasks in hand, also those whose handler threw, until they are done. */
    private static void tasks(SharedDeque<byte[]> plain) throws Exception {
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes())
                .joinable()
                .create(plain.path().resolveSibling("joinable"))) {
            UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
            for (int i = 0; i < 3; i++) {
                Assertions.assertTrue(deque.offerLast(message, 0, 8));
            }
            Assertions.assertEquals(3, deque.unfinished());
            Assertions.assertEquals(1, deque.poll((type, buffer, index, length) -> {}, 1));
            Assertions.assertThrows(
                    IllegalStateException.class,
                    () -> deque.poll(
                            (type, buffer, index, length) -> {
                                throw new IllegalStateException("thrown");
                            },
                            2));
            Assertions.assertEquals(3, deque.unfinished());
            Assertions.assertThrows(IllegalStateException.class, () -> deque.taskDone(4));
            deque.taskDone(3);
            Assertions.assertTrue(deque.awaitAllDone(0, TimeUnit.SECONDS));
        }
    }

    /** Argument: a directory. */
    public static void main(String[] args) throws IOException {
        for (Check check : Check.values()) {
            Path file = Path.of(args[0]).resolve("raw-" + check);
            try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes())
                    .capacity(32)
                    .elementBytes(64)
                    .create(file)) {
                check.body.run(deque);
                System.out.println("ok " + check);
            } catch (Throwable failed) {
                StringWriter trace = new StringWriter();
                failed.printStackTrace(new PrintWriter(trace));
                System.out.println("bad " + check + " " + trace.toString().replace('\n', '|'));
            }
            Files.deleteIfExists(file);
        }
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (3 * i + size);
        }
        return bytes;
    }

    private static byte[] copy(DirectBuffer buffer, int index, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return bytes;
    }

    /** Collects what it is handed. */
    private static final class Collector implements MessageHandler {
        private final List<byte[]> messages = new ArrayList<>();

        @Override
        public void onMessage(int type, org.agrona.MutableDirectBuffer buffer, int index, int length) {
            Assertions.assertEquals(1, type);
            messages.add(copy(buffer, index, length));
        }
    }

    private static byte[] pollOne(SharedDeque<byte[]> deque) {
        Collector collector = new Collector();
        Assertions.assertEquals(1, deque.poll(collector, 1));
        return collector.messages.get(0);
    }

    private static void assertArrives(SharedDeque<byte[]> deque, DirectBuffer buffer, String kind) {
        for (int index : new int[] {0, 1, 7, 8, 50}) {
            for (int length : new int[] {0, 1, 8, 49, 50}) {
                byte[] expected = copy(buffer, index, length);
                String what = kind + " " + index + "+" + length;
                Assertions.assertTrue(deque.offerLast(buffer, index, length), what);
                Assertions.assertArrayEquals(expected, pollOne(deque), what);
                Assertions.assertTrue(deque.offerLast(buffer, index, length), what);
                Assertions.assertArrayEquals(expected, deque.pollFirst(), what);
            }
        }
    }

    /** Whatever a buffer wraps, and at whatever offset, the right bytes arrive. */
    private static void bufferKinds(SharedDeque<byte[]> deque) {
        byte[] source = pattern(200);
        assertArrives(deque, new UnsafeBuffer(source), "array");
        assertArrives(deque, new UnsafeBuffer(source, 30, 100), "part of an array");
        ByteBuffer direct = ByteBuffer.allocateDirect(200).put(source);
        assertArrives(deque, new UnsafeBuffer(direct), "direct");
        assertArrives(deque, new UnsafeBuffer(direct, 30, 100), "part of a direct buffer");
        assertArrives(deque, new UnsafeBuffer(direct.position(20).slice(), 10, 100), "part of a slice");
        ByteBuffer heap = ByteBuffer.wrap(source);
        assertArrives(deque, new UnsafeBuffer(heap), "heap buffer");
        assertArrives(deque, new UnsafeBuffer(heap, 30, 100), "part of a heap buffer");
        ByteBuffer slice = ByteBuffer.wrap(source, 40, 120).slice();
        assertArrives(deque, new UnsafeBuffer(slice), "slice of a heap buffer");
        assertArrives(deque, new UnsafeBuffer(slice, 15, 100), "part of a slice of a heap buffer");
        UnsafeBuffer inner = new UnsafeBuffer(source, 20, 150);
        assertArrives(deque, new UnsafeBuffer(inner, 10, 120), "buffer of a buffer");
        UnsafeBuffer innerDirect = new UnsafeBuffer(direct.clear(), 20, 150);
        assertArrives(deque, new UnsafeBuffer(innerDirect, 10, 120), "buffer of a direct buffer");
        UnsafeBuffer address = new UnsafeBuffer(innerDirect.addressOffset(), 150);
        assertArrives(deque, address, "bare address");
        direct.limit(60);
        UnsafeBuffer beyondLimit = new UnsafeBuffer(0, 0);
        beyondLimit.wrap(direct, 0, 60);
        Assertions.assertTrue(deque.offerLast(beyondLimit, 10, 50));
        Assertions.assertArrayEquals(Arrays.copyOfRange(source, 10, 60), pollOne(deque));
        UnsafeBuffer whole = new UnsafeBuffer(direct.clear());
        direct.position(70).limit(80);
        assertArrives(deque, whole, "buffer whose limit moved later");
        ExpandableArrayBuffer expandable = new ExpandableArrayBuffer(256);
        expandable.putBytes(0, source);
        assertArrives(deque, expandable, "expandable array");
        ExpandableDirectByteBuffer expandableDirect = new ExpandableDirectByteBuffer(256);
        expandableDirect.putBytes(0, source);
        assertArrives(deque, expandableDirect, "expandable direct buffer");
    }

    /** A range that is not in the buffer is refused, and nothing is inserted. */
    private static void bounds(SharedDeque<byte[]> deque) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[100], 20, 50);
        int[][] ranges = {
            {-1, 1}, {0, 51}, {50, 1}, {51, 0}, {0, -1}, {-5, 10}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE}
        };
        for (int[] range : ranges) {
            try {
                deque.offerLast(buffer, range[0], range[1]);
                Assertions.fail("accepted " + Arrays.toString(range));
            } catch (IndexOutOfBoundsException | ElementTooLargeException expected) {
                Assertions.assertEquals(0, deque.size());
            }
        }
        Assertions.assertThrows(NullPointerException.class, () -> deque.offerLast((DirectBuffer) null, 0, 0));
        Assertions.assertThrows(NullPointerException.class, () -> deque.poll((MessageHandler) null, 1));
    }

    /** The largest message fits, one byte more is refused. */
    private static void sizes(SharedDeque<byte[]> deque) {
        byte[] largest = pattern(deque.maxElementBytes());
        UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(largest, largest.length + 1));
        Assertions.assertTrue(deque.offerLast(buffer, 0, largest.length));
        Assertions.assertFalse(deque.offerLast(buffer, 0, 0));
        Assertions.assertArrayEquals(largest, pollOne(deque));
        Assertions.assertThrows(ElementTooLargeException.class, () -> deque.offerLast(buffer, 0, largest.length + 1));
        Assertions.assertEquals(0, deque.size());
    }

    /** No more than the limit is taken, oldest first, and the number is returned. */
    private static void limit(SharedDeque<byte[]> deque) throws Exception {
        Collector collector = new Collector();
        Assertions.assertEquals(0, deque.poll(collector, 10));
        for (int i = 0; i < 10; i++) {
            deque.put(pattern(i));
        }
        Assertions.assertEquals(0, deque.poll(collector, 0));
        Assertions.assertThrows(IllegalArgumentException.class, () -> deque.poll(collector, -1));
        Assertions.assertEquals(3, deque.poll(collector, 3));
        Assertions.assertEquals(7, deque.size());
        Assertions.assertEquals(7, deque.poll(collector, Integer.MAX_VALUE));
        Assertions.assertEquals(0, deque.poll(collector, Integer.MAX_VALUE));
        for (int i = 0; i < 10; i++) {
            Assertions.assertArrayEquals(pattern(i), collector.messages.get(i));
        }
    }

    /** Messages that lie across the end of the ring come out whole, in every position. */
    private static void wrapAround(SharedDeque<byte[]> deque) {
        Random random = new Random(5);
        Deque<byte[]> model = new ArrayDeque<>();
        UnsafeBuffer source = new UnsafeBuffer(0, 0);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = pattern(random.nextInt(10) == 0 ? random.nextInt(2000) : random.nextInt(80));
            if (random.nextBoolean()) {
                source.wrap(message);
            } else {
                source.wrap(ByteBuffer.allocateDirect(message.length).put(message));
            }
            if (deque.offerLast(source, 0, message.length)) {
                model.add(message);
            } else {
                Assertions.assertFalse(model.isEmpty());
            }
            if (random.nextInt(3) == 0) {
                Collector collector = new Collector();
                deque.poll(collector, random.nextInt(6));
                for (byte[] taken : collector.messages) {
                    Assertions.assertArrayEquals(model.remove(), taken);
                }
            }
            Assertions.assertEquals(model.size(), deque.size());
        }
    }

    /** Though the handler throws, all messages taken are handled; the first exception comes out with the others in it. */
    private static void handlerThrows(SharedDeque<byte[]> deque) throws Exception {
        for (Throwable[] failures : new Throwable[][] {
            {new IllegalStateException("1"), new IllegalArgumentException("2")},
            {new AssertionError("1"), new OutOfMemoryError("2")}
        }) {
            for (int i = 0; i < 6; i++) {
                deque.put(pattern(i));
            }
            List<byte[]> handled = new ArrayList<>();
            Throwable thrown = Assertions.assertThrows(
                    Throwable.class,
                    () -> deque.poll(
                            (type, buffer, index, length) -> {
                                handled.add(copy(buffer, index, length));
                                if (length == 1 || length == 3) {
                                    RawMain.<RuntimeException>sneak(failures[length / 2]);
                                }
                            },
                            5));
            Assertions.assertSame(failures[0], thrown);
            Assertions.assertSame(failures[1], thrown.getSuppressed()[0]);
            Assertions.assertEquals(5, handled.size());
            for (int i = 0; i < 5; i++) {
                Assertions.assertArrayEquals(pattern(i), handled.get(i));
            }
            Assertions.assertArrayEquals(pattern(5), pollOne(deque));
        }
        RuntimeException same = new RuntimeException("always the same");
        deque.put(pattern(1));
        deque.put(pattern(2));
        Assertions.assertSame(
                same,
                Assertions.assertThrows(
                        RuntimeException.class,
                        () -> deque.poll(
                                (type, buffer, index, length) -> {
                                    throw same;
                                },
                                5)));
        Assertions.assertEquals(0, deque.size());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    /** A handler may use the deque itself, and poll again: what it was handed stays as it is. */
    private static void reentrant(SharedDeque<byte[]> deque) throws Exception {
        for (int i = 0; i < 12; i++) {
            deque.put(pattern(20 + i));
        }
        List<Integer> order = new ArrayList<>();
        int handled = deque.poll(
                (type, buffer, index, length) -> {
                    order.add(length);
                    Collector inner = new Collector();
                    Assertions.assertEquals(2, deque.poll(inner, 2));
                    for (byte[] message : inner.messages) {
                        order.add(message.length);
                        Assertions.assertArrayEquals(pattern(message.length), message);
                    }
                    Assertions.assertTrue(deque.offerLast(buffer, index, length));
                    Assertions.assertTrue(deque.offerFirst(pattern(500)));
                    Assertions.assertEquals(500, deque.poll().length);
                    Assertions.assertTrue(deque.contains(null) || deque.size() > 0);
                    Assertions.assertArrayEquals(pattern(length), copy(buffer, index, length));
                },
                4);
        Assertions.assertEquals(4, handled);
        Assertions.assertEquals(List.of(20, 24, 25, 21, 26, 27, 22, 28, 29, 23, 30, 31), order);
        for (int i = 0; i < 4; i++) {
            Assertions.assertArrayEquals(pattern(20 + i), pollOne(deque));
        }
    }

    /** Raw messages and elements of a codec are the same thing. */
    private static void withCodec(SharedDeque<byte[]> bytes) throws Exception {
        Path file = bytes.path().resolveSibling("raw-longs");
        try (SharedDeque<Long> deque = SharedDeque.builder(Codec.int64()).create(file)) {
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
            buffer.putLong(4, 42, java.nio.ByteOrder.LITTLE_ENDIAN);
            Assertions.assertTrue(deque.offerLast(buffer, 4, 8));
            Assertions.assertEquals(42L, deque.take());
            deque.put(43L);
            long[] got = new long[1];
            deque.poll(
                    (type, source, index, length) -> got[0] = source.getLong(index, java.nio.ByteOrder.LITTLE_ENDIAN),
                    9);
            Assertions.assertEquals(43L, got[0]);
            Assertions.assertTrue(deque.offerLast(buffer, 0, 3));
            Assertions.assertEquals(
                    3,
                    Assertions.assertThrows(dev.sluice.ElementDecodeException.class, deque::take)
                            .bytes()
                            .length);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** On a full deque the message is refused, or under EVICT drops the oldest. */
    private static void fullAndEvict(SharedDeque<byte[]> deque) throws Exception {
        UnsafeBuffer buffer = new UnsafeBuffer(pattern(8));
        for (int i = 0; i < 32; i++) {
            Assertions.assertTrue(deque.offerLast(buffer, 0, 8));
        }
        Assertions.assertFalse(deque.offerLast(buffer, 0, 8));
        Path file = deque.path().resolveSibling("raw-evict");
        try (SharedDeque<Integer> evicting = SharedDeque.builder(Codec.int32())
                .capacity(2)
                .overflow(Overflow.EVICT)
                .create(file)) {
            for (int i = 0; i < 5; i++) {
                buffer.putInt(0, i, java.nio.ByteOrder.LITTLE_ENDIAN);
                Assertions.assertTrue(evicting.offerLast(buffer, 0, 4));
            }
            Assertions.assertEquals(List.of(3, 4), new ArrayList<>(evicting));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A raw insertion wakes a blocked taker, a raw removal a blocked putter. */
    private static void wakesTakers(SharedDeque<byte[]> deque) throws Exception {
        Background<byte[]> taker = new Background<>(deque::take);
        Assertions.assertTrue(taker.staysBlocked());
        Assertions.assertTrue(deque.offerLast(new UnsafeBuffer(pattern(5)), 0, 5));
        Assertions.assertArrayEquals(pattern(5), taker.get());
        while (deque.offer(pattern(1))) {
            Thread.onSpinWait();
        }
        Background<Boolean> putter = new Background<>(() -> deque.offer(pattern(2), 1, TimeUnit.MINUTES));
        Assertions.assertTrue(putter.staysBlocked());
        Assertions.assertEquals(1, deque.poll(new Collector(), 1));
        Assertions.assertTrue(putter.get());
    }

    private static void shutDownAndClosed(SharedDeque<byte[]> deque) throws Exception {
        UnsafeBuffer buffer = new UnsafeBuffer(pattern(8));
        deque.put(pattern(8));
        deque.shutdown();
        Assertions.assertThrows(DequeShutdownException.class, () -> deque.offerLast(buffer, 0, 8));
        Assertions.assertEquals(1, deque.poll(new Collector(), 5));
        Assertions.assertEquals(0, deque.poll(new Collector(), 5));
        deque.close();
        Assertions.assertThrows(DequeClosedException.class, () -> deque.offerLast(buffer, 0, 8));
        Assertions.assertThrows(DequeClosedException.class, () -> deque.poll(new Collector(), 5));
    }

    /** Bytes that this thread has ever allocated. By reflection: the module that the tests are compiled in does not read it. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
    }

    /** P5: after warm-up the raw edges allocate nothing. */
    private static void noAllocation(SharedDeque<byte[]> deque) throws Exception {
        UnsafeBuffer array = new UnsafeBuffer(pattern(100));
        UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(100));
        long[] sum = new long[1];
        MessageHandler handler = (type, buffer, index, length) -> sum[0] += length;
        long before = 0;
        int rounds = 20_000;
        for (int i = 0; i < 2 * rounds; i++) {
            if (i == rounds) {
                before = allocatedBytes();
            }
            deque.offerLast(array, i & 7, 64);
            deque.offerLast(direct, i & 7, 24);
            deque.poll(handler, 2);
        }
        long allocated = allocatedBytes() - before;
        Assertions.assertEquals(2L * rounds * (64 + 24), sum[0]);
        Assertions.assertTrue(allocated < rounds, allocated + " bytes in " + rounds + " rounds");
    }
}
