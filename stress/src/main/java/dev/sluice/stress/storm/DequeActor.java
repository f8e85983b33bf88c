package dev.sluice.stress.storm;

import dev.sluice.DequeShutdownException;
import dev.sluice.SharedDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Puts and takes, with its books kept. */
abstract class DequeActor extends Actor {
    private static final int RARELY = 60;

    final SharedDeque<byte[]> deque;
    private final int number;
    private final int usualBytes;
    private int sequence;

    DequeActor(
            Job job, int number, SharedDeque<byte[]> deque, Ledger ledger, Control control, SplittableRandom random) {
        super(job, ledger, control, random);
        this.number = number;
        this.deque = deque;
        // What is reserved for each element is in the file; a usual one is somewhat smaller or larger.
        this.usualBytes = (int) Math.max(Element.LEAST_BYTES, deque.ringBytes() / deque.capacity());
    }

    /** Returns how many have been put. */
    interface Putting {
        int put(List<byte[]> elements) throws InterruptedException;
    }

    /** Returns what has been taken, perhaps nothing. */
    interface Taking {
        List<byte[]> take() throws InterruptedException;
    }

    /** Returns whether something was removed; writes down what it has chosen. */
    interface Removing {
        boolean remove();
    }

    final void put(Op op, int count, Putting call) throws InterruptedException {
        List<byte[]> elements = new ArrayList<>(count);
        long first = Element.id(number, sequence);
        for (int i = 0; i < count; i++) {
            elements.add(Element.make(first + i, bytes()));
        }
        sequence += count;
        begin(op, count, first);
        int done;
        try {
            done = call.put(elements);
        } catch (DequeShutdownException down) {
            ledger.end(op == Op.PUT ? Outcome.REFUSED : Outcome.UNSURE, 0);
            throw down;
        } catch (IllegalStateException | IndexOutOfBoundsException refused) {
            if (!isRefusal(refused)) {
                throw refused;
            }
            done = 0;
        }
        ledger.end(done > 0 ? Outcome.DONE : Outcome.REFUSED, done);
    }

    final void take(int most, Taking call) throws InterruptedException {
        begin(Op.TAKE, most, 0);
        List<byte[]> elements;
        try {
            elements = call.take();
        } catch (DequeShutdownException down) {
            ledger.end(Outcome.REFUSED, 0);
            throw down;
        } catch (IndexOutOfBoundsException gone) {
            elements = List.of();
        }
        long over = System.nanoTime();
        for (byte[] element : elements) {
            ledger.item(checked(element));
        }
        ledger.end(elements.isEmpty() ? Outcome.REFUSED : Outcome.DONE, elements.size(), over);
    }

    final void remove(Removing call) {
        begin(Op.REMOVE, 0, 0);
        boolean removed = call.remove();
        ledger.end(removed ? Outcome.DONE : Outcome.REFUSED, removed ? 1 : 0);
    }

    final void reorder(Runnable call) {
        begin(Op.REORDER, 0, 0);
        call.run();
        ledger.end(Outcome.DONE, 0);
    }

    /** "Full", or no such index; but no subclass of the first, which are failures. */
    private static boolean isRefusal(RuntimeException thrown) {
        return thrown.getClass() == IllegalStateException.class || thrown instanceof IndexOutOfBoundsException;
    }

    final long checked(byte[] element) {
        long id = Element.idOf(element);
        if (id == Element.DAMAGED) {
            Worker.problem("ledger " + number + " took a damaged element of " + element.length + " bytes: "
                    + Worker.hex(element));
        }
        return id;
    }

    /** Mostly about what is reserved, sometimes several times that, rarely all that fits. */
    private int bytes() {
        int most = deque.maxElementBytes();
        int kind = random.nextInt(RARELY);
        int bound = kind == 0 ? most : kind < 6 ? most / 3 : usualBytes;
        return Math.min(most, Element.LEAST_BYTES + random.nextInt(Math.max(1, bound)));
    }

    final int few() {
        return 1 + random.nextInt(Math.min(4, deque.capacity()));
    }
}
