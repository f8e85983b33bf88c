package dev.sluice.stress.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What the calls of {@link DequeCalls} should do, one after the other. */
@NullUnmarked
public abstract class DequeModel {
    private final List<Integer> elements = new ArrayList<>();
    private final int capacity;

    DequeModel(int capacity) {
        this.capacity = capacity;
    }

    private boolean insert(int index, int value) {
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

    public boolean offerFirst(int handle, int value) {
        return insert(0, value);
    }

    public boolean offerLast(int handle, int value) {
        return insert(elements.size(), value);
    }

    public Integer pollFirst(int handle) {
        return removed(0);
    }

    public Integer pollLast(int handle) {
        return removed(elements.size() - 1);
    }

    public Integer peekFirst(int handle) {
        return at(0);
    }

    public Integer peekLast(int handle) {
        return at(elements.size() - 1);
    }

    public int size(int handle) {
        return elements.size();
    }

    public boolean isEmpty(int handle) {
        return elements.isEmpty();
    }

    public boolean contains(int handle, int value) {
        return elements.contains(value);
    }

    public boolean removeFirstOccurrence(int handle, int value) {
        return removed(elements.indexOf(value)) != null;
    }

    public boolean removeLastOccurrence(int handle, int value) {
        return removed(elements.lastIndexOf(value)) != null;
    }

    public Integer removeAt(int handle, int index) {
        return removed(index);
    }

    public void rotate(int handle, int distance) {
        Collections.rotate(elements, distance);
    }

    public boolean addAll(int handle, int value, int other) {
        return elements.size() + 2 <= capacity && elements.addAll(List.of(value, other));
    }

    public List<Integer> drainTo(int handle, int max) {
        List<Integer> head = elements.subList(0, Math.min(max, elements.size()));
        List<Integer> drained = new ArrayList<>(head);
        head.clear();
        return drained;
    }

    public List<Integer> snapshot(int handle) {
        return List.copyOf(elements);
    }

    /** With a capacity of one. */
    public static final class OfOne extends DequeModel {
        public OfOne() {
            super(1);
        }
    }

    /** With a capacity of two. */
    public static final class OfTwo extends DequeModel {
        public OfTwo() {
            super(2);
        }
    }

    /** With a capacity of three. */
    public static final class OfThree extends DequeModel {
        public OfThree() {
            super(3);
        }
    }
}
