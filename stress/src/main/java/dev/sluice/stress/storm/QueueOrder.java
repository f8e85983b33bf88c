package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * First in, first out, of all producers and consumers: if one put was over before another one began, then their elements do not
 * come out the other way round, by takes of which one was over before the other one began. Within a batch the order is the batch's.
 */
final class QueueOrder {
    private record Passage(Fate fate, Call put, Call take) {
        @Override
        public String toString() {
            return fate + " (put by " + DequeAccounts.who(put) + ", taken by " + DequeAccounts.who(take) + ")";
        }
    }

    private final List<Passage> passages = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    QueueOrder(Collection<Fate> fates) {
        for (Fate fate : fates) {
            if (fate.taken != null) {
                passages.add(new Passage(fate, fate.put, fate.taken));
            }
        }
    }

    List<String> problems() {
        checkCalls();
        Map<Call, List<Passage>> byPut = new LinkedHashMap<>();
        Map<Call, List<Passage>> byTake = new LinkedHashMap<>();
        for (Passage passage : passages) {
            byPut.computeIfAbsent(passage.put, call -> new ArrayList<>()).add(passage);
            byTake.computeIfAbsent(passage.take, call -> new ArrayList<>()).add(passage);
        }
        byPut.values().forEach(this::checkBatch);
        byTake.values().forEach(this::checkHaul);
        return problems;
    }

    /** Of what was surely put before each element, that which was taken last must not have been taken surely after it. */
    private void checkCalls() {
        List<Passage> byBegin = new ArrayList<>(passages);
        byBegin.sort(Comparator.comparingLong(passage -> passage.put.begin()));
        List<Passage> byEnd = new ArrayList<>(passages);
        byEnd.sort(Comparator.comparingLong(passage -> passage.put.end()));
        Passage last = null;
        int before = 0;
        for (Passage passage : byBegin) {
            for (; byEnd.get(before).put.end() < passage.put.begin(); before++) {
                Passage earlier = byEnd.get(before);
                if (last == null || earlier.take.begin() > last.take.begin()) {
                    last = earlier;
                }
            }
            if (last != null && passage.take.end() < last.take.begin()) {
                reordered(last, passage);
            }
        }
    }

    /** What was put together, in the order in which it was put. */
    private void checkBatch(List<Passage> batch) {
        Passage last = null;
        for (Passage passage : batch) {
            if (last != null
                    && (passage.take.end() < last.take.begin()
                            || (passage.take.equals(last.take) && passage.fate.takenAs < last.fate.takenAs))) {
                reordered(last, passage);
            }
            last = last == null || passage.take.begin() >= last.take.begin() ? passage : last;
        }
    }

    /** What was taken together, in the order in which it came. */
    private void checkHaul(List<Passage> haul) {
        List<Passage> inOrder = new ArrayList<>(haul);
        inOrder.sort(Comparator.comparingInt(passage -> passage.fate.takenAs));
        Passage latest = null;
        for (Passage passage : inOrder) {
            if (latest != null && passage.put.end() < latest.put.begin()) {
                reordered(passage, latest);
            }
            latest = latest == null || passage.put.begin() > latest.put.begin() ? passage : latest;
        }
    }

    private void reordered(Passage earlier, Passage later) {
        problems.add("reordered: " + earlier + " was put before " + later + " but taken after it");
    }

    /** Says of an element that is gone when that must have been, going by those before and behind it. */
    void narrow(Fate gone) {
        for (Passage passage : passages) {
            if (passage.put.end() < gone.put.begin()) {
                gone.goneAfter = Math.max(gone.goneAfter, passage.take.begin());
            } else if (gone.put.end() < passage.put.begin()) {
                gone.goneBy = Math.min(gone.goneBy, passage.take.end());
            }
        }
    }
}
