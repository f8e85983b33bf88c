package dev.sluice.stress.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What the calls of {@link DequeCalls} should do, one after the other; all of them with the same capacity. */
@NullUnmarked
public final class DequeModel {
    private final List<Integer> elements = new ArrayList<>();

    private boolean insert(int capacity, int index, int value) {
        if (elements.size() == capacity) {
            return false;
        }
        elements.add(index, value);
        return true;
    }

    private Integer removed(int index) {
        return index >= 0 && index < elements.size() ? elements.remove(index) : null;
    }

    private Integer at(int index) {
        return elements.isEmpty() ? null : elements.get(index);
    }

    public boolean offerFirst(int capacity, int handle, int value) {
        return insert(capacity, 0, value);
    }

    public boolean offerLast(int capacity, int handle, int value) {
        return insert(capacity, elements.size(), value);
    }

    public Integer pollFirst(int capacity, int handle) {
        return removed(0);
    }

    public Integer pollLast(int capacity, int handle) {
        return removed(elements.size() - 1);
    }

    public Integer peekFirst(int capacity, int handle) {
        return at(0);
    }

    public Integer peekLast(int capacity, int handle) {
        return at(elements.size() - 1);
    }

    public int size(int capacity, int handle) {
        return elements.size();
    }

    public boolean isEmpty(int capacity, int handle) {
        return elements.isEmpty();
    }

    public boolean contains(int capacity, int handle, int value) {
        return elements.contains(value);
    }

    public boolean removeFirstOccurrence(int capacity, int handle, int value) {
        return removed(elements.indexOf(value)) != null;
    }

    public boolean removeLastOccurrence(int capacity, int handle, int value) {
        return removed(elements.lastIndexOf(value)) != null;
    }

    public Integer removeAt(int capacity, int handle, int index) {
        return removed(index);
    }

    public void rotate(int capacity, int handle, int distance) {
        Collections.rotate(elements, distance);
    }

    public boolean addAll(int capacity, int handle, int value, int other) {
        return elements.size() + 2 <= capacity && elements.addAll(List.of(value, other));
    }

    public List<Integer> drainTo(int capacity, int handle, int max) {
        List<Integer> head = elements.subList(0, Math.min(max, elements.size()));
        List<Integer> drained = new ArrayList<>(head);
        head.clear();
        return drained;
    }

    public List<Integer> snapshot(int capacity, int handle) {
        return List.copyOf(elements);
    }
}
