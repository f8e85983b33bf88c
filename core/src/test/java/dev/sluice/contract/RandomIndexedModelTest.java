package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.memory.Identity;
import dev.sluice.memory.SharedFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever operations by index and at the ends follow each other on two handles, the deque holds what a list would. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomIndexedModelTest {
    private static final int STEPS = 6_000;
    private static final int HISTORY = 10;
    private static final int STAGE_WORDS = 208;

    private final SharedDequeHandles<String> handles = new SharedDequeHandles<>(Codec.utf8());
    private final Deque<String> history = new ArrayDeque<>();
    private final List<String> model = new ArrayList<>();
    private Random random;
    private int most;
    private int letter;

    @AfterEach
    void closeHandles() throws IOException {
        handles.close();
    }

    /** At small capacities, with elements of one size, of several, and such of which few fill the ring. */
    @ParameterizedTest
    @CsvSource({"1,4", "2,4", "3,40", "4,40", "5,40", "1,2600", "2,2600", "3,2600", "5,2600", "40,300", "60,100"})
    void asAList(int capacity, int longest) throws Exception {
        most = longest;
        SharedDeque<String> one = handles.create(capacity, Math.min(longest, 40));
        SharedDeque<String> two = handles.peer(one);
        long seed = ThreadLocalRandom.current().nextLong();
        random = new Random(seed);
        DequeEngine engine = Attaching.attach(SharedFile.open(one.path(), Identity::read));
        try {
            for (int i = 0; i < STEPS; i++) {
                operate(random.nextBoolean() ? one : two);
                assertEquals(List.of(), engine.violations());
                assertEquals(model, (random.nextBoolean() ? one : two).snapshot());
                assertEquals(model.size(), one.size());
            }
        } catch (Throwable failed) {
            throw new AssertionError("seed " + seed + ", operations: " + history + ", model of " + sizes(), failed);
        } finally {
            engine.close();
        }
    }

    private List<Integer> sizes() {
        return model.stream().map(String::length).toList();
    }

    private String element() {
        int length = random.nextInt(4) == 0 ? most : random.nextInt(most + 1);
        return String.valueOf((char) ('a' + letter++ % 26)).repeat(length);
    }

    private static int words(String element) {
        return (element.length() + 19) / 8;
    }

    private int free(SharedDeque<String> deque) {
        int used = model.stream().mapToInt(RandomIndexedModelTest::words).sum();
        return (int) (deque.ringBytes() / 8) - used;
    }

    private boolean fits(SharedDeque<String> deque, String element) {
        return model.size() < deque.capacity() && words(element) <= free(deque);
    }

    private void note(String operation) {
        history.addLast(operation);
        if (history.size() > HISTORY) {
            history.removeFirst();
        }
    }

    private void operate(SharedDeque<String> deque) throws InterruptedException {
        switch (random.nextInt(14)) {
            case 0, 1 -> insert(deque);
            case 2, 3 -> set(deque);
            case 4 -> removeAt(deque);
            case 5, 6 -> rotate(deque);
            case 7 -> reverse(deque);
            case 8 -> addAllFirst(deque);
            case 9 -> takeMany(deque);
            case 10 -> putAll(deque);
            case 11 -> examine(deque);
            default -> atTheEnds(deque);
        }
    }

    private void insert(SharedDeque<String> deque) {
        String element = element();
        int index = random.nextInt(2 * model.size() + 3) - model.size() - 1;
        note("insert " + element.length() + " at " + index);
        if (index < -model.size() || index > model.size()) {
            assertThrows(IndexOutOfBoundsException.class, () -> deque.insert(index, element));
        } else if (!fits(deque, element)) {
            assertThrows(IllegalStateException.class, () -> deque.insert(index, element));
        } else {
            deque.insert(index, element);
            model.add(index < 0 ? index + model.size() : index, element);
        }
    }

    private void set(SharedDeque<String> deque) {
        String element = element();
        int index = random.nextInt(2 * model.size() + 3) - model.size() - 1;
        note("set " + index + " to " + element.length());
        if (index < -model.size() || index >= model.size()) {
            assertThrows(IndexOutOfBoundsException.class, () -> deque.set(index, element));
            return;
        }
        int i = index < 0 ? index + model.size() : index;
        int growth = words(element) - words(model.get(i));
        if (growth > free(deque) || (words(element) > STAGE_WORDS && words(element) > free(deque))) {
            assertThrows(IllegalStateException.class, () -> deque.set(index, element));
        } else {
            assertEquals(model.set(i, element), deque.set(index, element));
        }
    }

    private void removeAt(SharedDeque<String> deque) {
        int index = random.nextInt(2 * model.size() + 3) - model.size() - 1;
        note("remove at " + index);
        if (index < -model.size() || index >= model.size()) {
            assertThrows(IndexOutOfBoundsException.class, () -> deque.removeAt(index));
        } else {
            assertEquals(model.remove(index < 0 ? index + model.size() : index), deque.removeAt(index));
        }
    }

    private void rotate(SharedDeque<String> deque) {
        int distance =
                random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(2 * model.size() + 3) - model.size() - 1;
        note("rotate " + distance);
        deque.rotate(distance);
        Collections.rotate(model, distance);
    }

    private void reverse(SharedDeque<String> deque) {
        note("reverse");
        deque.reverse();
        Collections.reverse(model);
    }

    private List<String> some(SharedDeque<String> deque) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(Math.min(deque.capacity(), 4) + 1); i > 0; i--) {
            some.add(element());
        }
        return some;
    }

    private boolean allFit(SharedDeque<String> deque, List<String> some) {
        return model.size() + some.size() <= deque.capacity()
                && some.stream().mapToInt(RandomIndexedModelTest::words).sum() <= free(deque);
    }

    private void addAllFirst(SharedDeque<String> deque) {
        List<String> some = some(deque);
        note("add all first of " + some.size());
        if (!allFit(deque, some)) {
            assertThrows(IllegalStateException.class, () -> deque.addAllFirst(some));
        } else {
            assertEquals(!some.isEmpty(), deque.addAllFirst(some));
            some.forEach(element -> model.add(0, element));
        }
    }

    private void putAll(SharedDeque<String> deque) {
        List<String> some = some(deque);
        note("put all of " + some.size());
        if (allFit(deque, some)) {
            assertEquals(some.size(), deque.putAll(some));
            model.addAll(some);
        } else {
            Thread.currentThread().interrupt();
            int put = deque.putAll(some);
            assertTrue(Thread.interrupted());
            while (!some.isEmpty() && fits(deque, some.get(0))) {
                model.add(some.remove(0));
                put--;
            }
            assertEquals(0, put);
        }
    }

    private void takeMany(SharedDeque<String> deque) throws InterruptedException {
        int max = 1 + random.nextInt(3);
        note("take " + max);
        if (!model.isEmpty()) {
            List<String> first = model.subList(0, Math.min(max, model.size()));
            assertEquals(first, deque.takeMany(max));
            first.clear();
        }
    }

    private void examine(SharedDeque<String> deque) {
        note("examine");
        for (int i = 0; i < model.size(); i++) {
            String element = model.get(i);
            assertEquals(element, deque.get(i));
            assertEquals(element, deque.get(i - model.size()));
            assertEquals(model.indexOf(element), deque.indexOf(element));
            assertEquals(model.lastIndexOf(element), deque.lastIndexOf(element));
            assertEquals(Collections.frequency(model, element), deque.count(element));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> deque.get(model.size()));
        assertThrows(IndexOutOfBoundsException.class, () -> deque.get(-model.size() - 1));
        assertEquals(-1, deque.indexOf("nowhere"));
    }

    private void atTheEnds(SharedDeque<String> deque) {
        String element = element();
        note("at the ends, " + element.length());
        switch (random.nextInt(4)) {
            case 0 -> assertEquals(model.isEmpty() ? null : model.remove(0), deque.pollFirst());
            case 1 -> assertEquals(model.isEmpty() ? null : model.remove(model.size() - 1), deque.pollLast());
            case 2 -> {
                boolean fits = fits(deque, element);
                assertEquals(fits, deque.offerFirst(element));
                model.addAll(0, fits ? List.of(element) : List.of());
            }
            default -> {
                boolean fits = fits(deque, element);
                assertEquals(fits, deque.offerLast(element));
                model.addAll(fits ? List.of(element) : List.of());
            }
        }
    }
}
