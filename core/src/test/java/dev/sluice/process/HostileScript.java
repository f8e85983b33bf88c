package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.CorruptDequeException;
import dev.sluice.DequeShutdownException;
import dev.sluice.ElementDecodeException;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One of everything that can be done with a deque, and a transcript of what came out. On a damaged file the transcript is
 * either the same or has an exception in it that the API documents; everything else is a failure.
 */
final class HostileScript {
    static final int CAPACITY = 16;
    static final int ELEMENT_BYTES = 24;

    private final List<String> transcript = new ArrayList<>();
    private boolean complained;

    /** Makes a deque whose records lie across the end of the ring; returns nothing of it but the file. */
    static void makeWrapped(Path file) throws IOException {
        try (SharedDeque<String> deque = builder().create(file)) {
            for (int i = 0; deque.stats().puts() < 150; i++) {
                deque.add("old" + "o".repeat(i % 40));
                deque.remove();
            }
            while (deque.size() < 10) {
                int i = deque.size();
                deque.add("r" + i + ".".repeat(i * 7 % 60));
            }
        }
    }

    /** Makes a deque most of whose ring has never been written. */
    static void makeFresh(Path file) throws IOException {
        try (SharedDeque<String> deque = builder().create(file)) {
            for (int i = 0; i < 10; i++) {
                deque.add("r" + i + ".".repeat(i * 5 % 30));
            }
            deque.remove();
        }
    }

    static SharedDeque.Builder<String> builder() {
        return SharedDeque.builder(Codec.utf8()).capacity(CAPACITY).elementBytes(ELEMENT_BYTES);
    }

    List<String> transcript() {
        return transcript;
    }

    /** Whether there was an exception that tells of the damage. */
    boolean complained() {
        return complained;
    }

    private void step(String name, Callable<?> call) throws Exception {
        String result;
        try {
            result = String.valueOf(call.call());
        } catch (CorruptDequeException | ElementDecodeException | DequeShutdownException documented) {
            complained = true;
            result = documented.toString();
        }
        transcript.add(name + " " + result);
    }

    /** Everything that somebody may want of a deque, none of it waiting for anybody. */
    void run(SharedDeque<String> deque) throws Exception {
        look(deque);
        change(deque);
        step("poll rest", () -> pollAll(deque, true));
        step("empty", () -> deque.size() + " " + deque.isEmpty());
        step("timed poll", () -> deque.poll(1, TimeUnit.NANOSECONDS));
        step("fill", () -> fill(deque));
        step("timed offer", () -> deque.offerFirst("z", 1, TimeUnit.NANOSECONDS));
        step("drain", () -> {
            List<String> rest = new ArrayList<>();
            return deque.drainTo(rest, 3) + " " + rest;
        });
        step("poll last", () -> pollAll(deque, false));
        step("refill", () -> deque.offerFirst("x") && deque.offerLast("y"));
        step("clear", () -> {
            deque.clear();
            return deque.size();
        });
    }

    private void look(SharedDeque<String> deque) throws Exception {
        step("size", () -> deque.size() + " " + deque.remainingCapacity());
        step("peekFirst", deque::peekFirst);
        step("peekLast", deque::peekLast);
        step("iterate", () -> List.copyOf(deque));
        step("contains", () -> deque.contains("nowhere"));
        step("stats", () -> deque.stats().size());
        step("text", () -> !deque.toString().isEmpty());
        step("isShutdown", deque::isShutdown);
    }

    private void change(SharedDeque<String> deque) throws Exception {
        step("offerLast", () -> deque.offerLast("last"));
        step("offerFirst", () -> deque.offerFirst("first"));
        step("pollFirst", deque::pollFirst);
        step("pollLast", deque::pollLast);
        step("remove", () -> deque.remove("r3....................."));
        step(
                "removeLastOccurrence",
                () -> deque.removeLastOccurrence("r7................................................."));
        step("removeIf", () -> deque.removeIf(e -> e.startsWith("r5") || e.startsWith("r6")));
        step("descending", () -> {
            List<String> list = new ArrayList<>();
            deque.descendingIterator().forEachRemaining(list::add);
            return list;
        });
        step("iterator", () -> {
            Iterator<String> iterator = deque.iterator();
            iterator.next();
            iterator.next();
            iterator.remove();
            return iterator.next();
        });
        step("drainTo", () -> {
            List<String> some = new ArrayList<>();
            return deque.drainTo(some, 2) + " " + some;
        });
        step("addAll", () -> {
            try {
                return deque.addAll(List.of("a", "b", "c"));
            } catch (CorruptDequeException corrupt) {
                throw corrupt;
            } catch (IllegalStateException full) {
                return full.getMessage();
            }
        });
        step("array", () -> List.of(deque.toArray()));
        step("reorder", () -> reorder(deque));
    }

    private static String reorder(SharedDeque<String> deque) {
        try {
            deque.rotate(2);
            deque.reverse();
            String replaced = deque.set(1, "s".repeat(50));
            deque.insert(2, "inserted");
            return replaced + deque.get(-1) + deque.removeAt(-1) + deque.snapshot();
        } catch (CorruptDequeException | ElementDecodeException | DequeShutdownException documented) {
            throw documented;
        } catch (IllegalStateException | IndexOutOfBoundsException unexpected) {
            return unexpected.getMessage();
        }
    }

    private static String pollAll(SharedDeque<String> deque, boolean first) {
        List<String> all = new ArrayList<>();
        String element = first ? deque.pollFirst() : deque.pollLast();
        while (element != null) {
            all.add(element);
            if (all.size() > 1000) {
                throw new AssertionError("there is no end: " + all);
            }
            element = first ? deque.pollFirst() : deque.pollLast();
        }
        return all.toString();
    }

    private static int fill(SharedDeque<String> deque) {
        int count = 0;
        while (deque.offer("filling" + ".".repeat(count * 11 % 50))) {
            count++;
            if (count > 1000) {
                throw new AssertionError("there is no end");
            }
        }
        return count;
    }
}
