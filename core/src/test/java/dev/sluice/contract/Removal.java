package dev.sluice.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;

/** Every method that removes and returns the element at one end. */
enum Removal {
    REMOVE(Style.THROWS),
    REMOVE_FIRST(Style.THROWS),
    REMOVE_LAST(Style.THROWS),
    POP(Style.THROWS),
    POLL(Style.SPECIAL_VALUE),
    POLL_FIRST(Style.SPECIAL_VALUE),
    POLL_LAST(Style.SPECIAL_VALUE),
    TAKE(Style.BLOCKS),
    TAKE_FIRST(Style.BLOCKS),
    TAKE_LAST(Style.BLOCKS),
    TIMED_POLL(Style.TIMES_OUT),
    TIMED_POLL_FIRST(Style.TIMES_OUT),
    TIMED_POLL_LAST(Style.TIMES_OUT);

    final Style style;

    Removal(Style style) {
        this.style = style;
    }

    static List<Removal> of(Style... styles) {
        EnumSet<Style> wanted = EnumSet.copyOf(Arrays.asList(styles));
        return Arrays.stream(values()).filter(op -> wanted.contains(op.style)).toList();
    }

    boolean last() {
        return name().endsWith("LAST");
    }

    /** Removes with a timeout that no test outlives. */
    Integer remove(BlockingDeque<Integer> deque) throws InterruptedException {
        return remove(deque, 1, TimeUnit.HOURS);
    }

    /** Removes; the timeout matters to the timed ones only. Null if there was nothing. */
    Integer remove(BlockingDeque<Integer> deque, long timeout, TimeUnit unit) throws InterruptedException {
        return switch (this) {
            case REMOVE -> deque.remove();
            case REMOVE_FIRST -> deque.removeFirst();
            case REMOVE_LAST -> deque.removeLast();
            case POP -> deque.pop();
            case POLL -> deque.poll();
            case POLL_FIRST -> deque.pollFirst();
            case POLL_LAST -> deque.pollLast();
            case TAKE -> deque.take();
            case TAKE_FIRST -> deque.takeFirst();
            case TAKE_LAST -> deque.takeLast();
            case TIMED_POLL -> deque.poll(timeout, unit);
            case TIMED_POLL_FIRST -> deque.pollFirst(timeout, unit);
            case TIMED_POLL_LAST -> deque.pollLast(timeout, unit);
        };
    }
}
