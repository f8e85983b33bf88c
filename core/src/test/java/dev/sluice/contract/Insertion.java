package dev.sluice.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;

/** Every method that adds one element. */
enum Insertion {
    ADD(Style.THROWS),
    ADD_FIRST(Style.THROWS),
    ADD_LAST(Style.THROWS),
    PUSH(Style.THROWS),
    OFFER(Style.SPECIAL_VALUE),
    OFFER_FIRST(Style.SPECIAL_VALUE),
    OFFER_LAST(Style.SPECIAL_VALUE),
    PUT(Style.BLOCKS),
    PUT_FIRST(Style.BLOCKS),
    PUT_LAST(Style.BLOCKS),
    TIMED_OFFER(Style.TIMES_OUT),
    TIMED_OFFER_FIRST(Style.TIMES_OUT),
    TIMED_OFFER_LAST(Style.TIMES_OUT);

    final Style style;

    Insertion(Style style) {
        this.style = style;
    }

    static List<Insertion> of(Style... styles) {
        EnumSet<Style> wanted = EnumSet.copyOf(Arrays.asList(styles));
        return Arrays.stream(values()).filter(op -> wanted.contains(op.style)).toList();
    }

    boolean first() {
        return this == PUSH || name().endsWith("FIRST");
    }

    /** Adds with a timeout that no test outlives. */
    boolean insert(BlockingDeque<Integer> deque, Integer element) throws InterruptedException {
        return insert(deque, element, 1, TimeUnit.HOURS);
    }

    /** Adds; the timeout matters to the timed ones only. False if the element was refused. */
    boolean insert(BlockingDeque<Integer> deque, Integer element, long timeout, TimeUnit unit)
            throws InterruptedException {
        return switch (this) {
            case ADD -> deque.add(element);
            case ADD_FIRST -> {
                deque.addFirst(element);
                yield true;
            }
            case ADD_LAST -> {
                deque.addLast(element);
                yield true;
            }
            case PUSH -> {
                deque.push(element);
                yield true;
            }
            case OFFER -> deque.offer(element);
            case OFFER_FIRST -> deque.offerFirst(element);
            case OFFER_LAST -> deque.offerLast(element);
            case PUT -> {
                deque.put(element);
                yield true;
            }
            case PUT_FIRST -> {
                deque.putFirst(element);
                yield true;
            }
            case PUT_LAST -> {
                deque.putLast(element);
                yield true;
            }
            case TIMED_OFFER -> deque.offer(element, timeout, unit);
            case TIMED_OFFER_FIRST -> deque.offerFirst(element, timeout, unit);
            case TIMED_OFFER_LAST -> deque.offerLast(element, timeout, unit);
        };
    }
}
