package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.Codec;
import dev.sluice.Overflow;
import dev.sluice.SharedDeque;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random sequences of all operations on two handles leave the counts of tasks that a plain model has. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinModelTest {
    private static final int STEPS = 4000;

    @RegisterExtension
    final Stage stage = new Stage();

    private final List<SharedDeque<String>> handles = new ArrayList<>();
    private final int[] inHand = new int[2];
    private final Deque<String> model = new ArrayDeque<>();
    private Random random;
    private int capacity;
    private boolean evicts;
    private long abandoned;

    /** After each step, unfinished and abandoned are the model's. */
    @ParameterizedTest
    @CsvSource({"1, REJECT", "2, REJECT", "3, REJECT", "5, REJECT", "1, EVICT", "3, EVICT"})
    void counts(int elements, Overflow overflow) throws Exception {
        capacity = elements;
        evicts = overflow == Overflow.EVICT;
        random = new Random(elements);
        handles.add(stage.create(SharedDeque.builder(Codec.utf8())
                .capacity(capacity)
                .overflow(overflow)
                .joinable()));
        handles.add(stage.open());
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(2);
            String what = operate(who, handles.get(who));
            SharedDeque<String> seen = handles.get(random.nextInt(2));
            String where = "step " + step + ": " + what;
            assertEquals(List.copyOf(model), List.copyOf(seen), where);
            int unfinished = model.size() + inHand[0] + inHand[1];
            assertEquals(unfinished, seen.unfinished(), where);
            assertEquals(abandoned, seen.abandoned(), where);
            assertEquals(unfinished == 0, seen.awaitAllDone(0, TimeUnit.SECONDS), where);
        }
    }

    private String operate(int who, SharedDeque<String> deque) throws Exception {
        int choice = random.nextInt(12);
        switch (choice) {
            case 0, 1 -> put(deque, random.nextBoolean());
            case 2, 3 -> take(who, deque);
            case 4, 5, 6 -> finish(who, deque);
            case 7 -> drain(who, deque);
            case 8 -> discard(deque);
            case 9 -> addAll(deque);
            case 10 -> rearrange(deque);
            default -> reopen(who, deque);
        }
        return "choice " + choice + " by " + who;
    }

    private void put(SharedDeque<String> deque, boolean first) {
        String element = Integer.toString(random.nextInt(4));
        boolean room = model.size() < capacity;
        assertEquals(room || evicts, first ? deque.offerFirst(element) : deque.offerLast(element));
        if (!room && evicts) {
            String unused = first ? model.pollLast() : model.pollFirst();
        }
        if (room || evicts) {
            if (first) {
                model.addFirst(element);
            } else {
                model.addLast(element);
            }
        }
    }

    private void take(int who, SharedDeque<String> deque) throws Exception {
        if (!model.isEmpty() && random.nextInt(3) == 0) {
            takeOtherwise(who, deque);
            return;
        }
        boolean last = random.nextBoolean();
        String expected = last ? model.pollLast() : model.pollFirst();
        String taken = switch (expected == null ? random.nextInt(2) : random.nextInt(4)) {
            case 0 -> last ? deque.pollLast() : deque.poll();
            case 1 -> last ? deque.pollLast(0, TimeUnit.SECONDS) : deque.poll(0, TimeUnit.SECONDS);
            case 2 -> last ? deque.removeLast() : deque.pop();
            default ->
                Futures.get(last ? deque.async().takeLast() : deque.async().take());
        };
        assertEquals(expected, taken);
        inHand[who] += taken == null ? 0 : 1;
    }

    private void takeOtherwise(int who, SharedDeque<String> deque) throws Exception {
        if (random.nextBoolean()) {
            int index = random.nextInt(model.size());
            List<String> rest = new ArrayList<>(model);
            assertEquals(rest.remove(index), deque.removeAt(index));
            model.clear();
            model.addAll(rest);
            inHand[who]++;
        } else {
            List<String> taken = deque.takeMany(1 + random.nextInt(3));
            for (String element : taken) {
                assertEquals(model.pollFirst(), element);
            }
            inHand[who] += taken.size();
        }
    }

    private void rearrange(SharedDeque<String> deque) {
        List<String> all = new ArrayList<>(model);
        if (!all.isEmpty() && random.nextBoolean()) {
            int index = random.nextInt(all.size());
            assertEquals(all.set(index, "s"), deque.set(index, "s"));
        } else {
            int distance = random.nextInt(4) - 2;
            Collections.rotate(all, distance);
            deque.rotate(distance);
        }
        model.clear();
        model.addAll(all);
    }

    private void finish(int who, SharedDeque<String> deque) {
        int count = 1 + random.nextInt(3);
        if (count > inHand[who]) {
            assertThrows(IllegalStateException.class, () -> deque.taskDone(count));
        } else {
            deque.taskDone(count);
            inHand[who] -= count;
        }
    }

    private void drain(int who, SharedDeque<String> deque) {
        int limit = random.nextInt(capacity + 2);
        int accepted = random.nextInt(capacity + 2);
        List<String> target = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(String element) {
                if (size() == accepted) {
                    throw new UnsupportedOperationException();
                }
                return super.add(element);
            }
        };
        int drained = Math.min(limit, model.size());
        if (accepted < drained) {
            assertThrows(UnsupportedOperationException.class, () -> deque.drainTo(target, limit));
        } else {
            assertEquals(drained, deque.drainTo(target, limit));
        }
        for (String element : target) {
            assertEquals(model.pollFirst(), element);
        }
        inHand[who] += target.size();
    }

    private void discard(SharedDeque<String> deque) {
        String element = Integer.toString(random.nextInt(4));
        switch (random.nextInt(4)) {
            case 0 -> {
                deque.clear();
                model.clear();
            }
            case 1 -> assertEquals(model.removeIf(element::equals), deque.removeIf(element::equals));
            case 2 -> assertEquals(model.removeLastOccurrence(element), deque.removeLastOccurrence(element));
            default -> {
                Iterator<String> all = deque.iterator();
                if (all.hasNext()) {
                    all.next();
                    all.remove();
                    model.removeFirst();
                }
            }
        }
    }

    private void addAll(SharedDeque<String> deque) {
        List<String> elements = List.of("0", "1").subList(0, 1 + random.nextInt(2));
        if (evicts || model.size() + elements.size() <= capacity) {
            deque.addAll(elements);
            model.addAll(elements);
            while (model.size() > capacity) {
                model.removeFirst();
            }
        } else {
            assertThrows(IllegalStateException.class, () -> deque.addAll(elements));
        }
    }

    private void reopen(int who, SharedDeque<String> deque) throws Exception {
        if (random.nextInt(4) == 0) {
            deque.close();
            abandoned += inHand[who];
            inHand[who] = 0;
            handles.set(who, SharedDeque.builder(Codec.utf8()).open(stage.file()));
            stage.closing(handles.get(who));
        }
    }
}
