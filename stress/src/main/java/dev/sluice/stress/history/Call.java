package dev.sluice.stress.history;

import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A call to a deque. Its result is a list: of one element or none, of 1 or 0 for true or false, of the size, or of several elements.
 *
 * @param argument an element, an index, a distance or a number, if there is any
 */
record Call(Kind kind, int argument) {
    /** Elements are 1 to this; so are the numbers of them, more or less. */
    static final int MOST = 9;

    private static final int INDEXES = 3;

    /** The operations. */
    enum Kind {
        OFFER_FIRST,
        OFFER_LAST,
        POLL_FIRST,
        POLL_LAST,
        PEEK_FIRST,
        PEEK_LAST,
        SIZE,
        IS_EMPTY,
        CONTAINS,
        REMOVE_FIRST_OCCURRENCE,
        REMOVE_LAST_OCCURRENCE,
        REMOVE_AT,
        ROTATE,
        ADD_ALL,
        DRAIN_TO,
        SNAPSHOT
    }

    static Call random(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return new Call(
                kind,
                switch (kind) {
                    case OFFER_FIRST, OFFER_LAST, CONTAINS, REMOVE_FIRST_OCCURRENCE, REMOVE_LAST_OCCURRENCE, ADD_ALL ->
                        1 + random.nextInt(MOST);
                    case REMOVE_AT -> random.nextInt(INDEXES);
                    case ROTATE -> random.nextInt(2 * INDEXES - 1) - (INDEXES - 1);
                    case DRAIN_TO -> 1 + random.nextInt(INDEXES);
                    default -> 0;
                });
    }

    /** The elements that {@link Kind#ADD_ALL} adds. */
    List<Integer> batch() {
        return List.of(argument, 1 + argument % MOST);
    }

    /** Makes the call. */
    List<Integer> on(SharedDeque<Integer> deque) {
        return switch (kind) {
            case OFFER_FIRST -> truth(deque.offerFirst(argument));
            case OFFER_LAST -> truth(deque.offerLast(argument));
            case POLL_FIRST -> element(deque.pollFirst());
            case POLL_LAST -> element(deque.pollLast());
            case PEEK_FIRST -> element(deque.peekFirst());
            case PEEK_LAST -> element(deque.peekLast());
            case SIZE -> List.of(deque.size());
            case IS_EMPTY -> truth(deque.isEmpty());
            case CONTAINS -> truth(deque.contains(argument));
            case REMOVE_FIRST_OCCURRENCE -> truth(deque.removeFirstOccurrence(argument));
            case REMOVE_LAST_OCCURRENCE -> truth(deque.removeLastOccurrence(argument));
            case REMOVE_AT -> removeAt(deque);
            case ROTATE -> {
                deque.rotate(argument);
                yield List.of();
            }
            case ADD_ALL -> addAll(deque);
            case DRAIN_TO -> {
                List<Integer> drained = new ArrayList<>();
                deque.drainTo(drained, argument);
                yield drained;
            }
            case SNAPSHOT -> deque.snapshot();
        };
    }

    private List<Integer> removeAt(SharedDeque<Integer> deque) {
        try {
            return List.of(deque.removeAt(argument));
        } catch (IndexOutOfBoundsException none) {
            return List.of();
        }
    }

    private List<Integer> addAll(SharedDeque<Integer> deque) {
        try {
            return truth(deque.addAll(batch()));
        } catch (IllegalStateException full) {
            return truth(false);
        }
    }

    static List<Integer> truth(boolean truth) {
        return List.of(truth ? 1 : 0);
    }

    private static List<Integer> element(@Nullable Integer element) {
        return element == null ? List.of() : List.of(element);
    }

    /** What it does to the elements of a deque that nobody else uses, and returns there. */
    List<Integer> on(List<Integer> elements, int capacity) {
        int last = elements.size() - 1;
        return switch (kind) {
            case OFFER_FIRST -> inserted(elements, 0, List.of(argument), capacity);
            case OFFER_LAST -> inserted(elements, elements.size(), List.of(argument), capacity);
            case ADD_ALL -> inserted(elements, elements.size(), batch(), capacity);
            case POLL_FIRST -> removed(elements, 0);
            case POLL_LAST -> removed(elements, last);
            case REMOVE_AT -> removed(elements, argument);
            case REMOVE_FIRST_OCCURRENCE ->
                truth(!removed(elements, elements.indexOf(argument)).isEmpty());
            case REMOVE_LAST_OCCURRENCE ->
                truth(!removed(elements, elements.lastIndexOf(argument)).isEmpty());
            case PEEK_FIRST -> last < 0 ? List.of() : List.of(elements.get(0));
            case PEEK_LAST -> last < 0 ? List.of() : List.of(elements.get(last));
            case SIZE -> List.of(elements.size());
            case IS_EMPTY -> truth(elements.isEmpty());
            case CONTAINS -> truth(elements.contains(argument));
            case ROTATE -> {
                Collections.rotate(elements, argument);
                yield List.of();
            }
            case DRAIN_TO -> {
                List<Integer> head = elements.subList(0, Math.min(argument, elements.size()));
                List<Integer> drained = List.copyOf(head);
                head.clear();
                yield drained;
            }
            case SNAPSHOT -> List.copyOf(elements);
        };
    }

    private static List<Integer> inserted(List<Integer> elements, int index, List<Integer> some, int capacity) {
        return truth(elements.size() + some.size() <= capacity && elements.addAll(index, some));
    }

    private static List<Integer> removed(List<Integer> elements, int index) {
        return index < 0 || index >= elements.size() ? List.of() : List.of(elements.remove(index));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + (kind == Kind.ADD_ALL ? batch() : argument);
    }
}
