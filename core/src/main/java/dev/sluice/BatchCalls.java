package dev.sluice;

import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.VirtualThreads;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Batches that others may see in several steps, and those that come in at the head. */
final class BatchCalls<E> {
    private final DequeEngine engine;
    private final Elements<E> elements;
    private final ParkedCalls parked;
    private final boolean evicts;

    BatchCalls(DequeEngine engine, Elements<E> elements, ParkedCalls parked) {
        this.engine = engine;
        this.elements = elements;
        this.parked = parked;
        this.evicts = engine.identity().overflow() == Overflow.EVICT;
    }

    boolean addAll(Collection<? extends E> c) {
        return addAll(c, engine::appendAll);
    }

    boolean addAllFirst(Collection<? extends E> c) {
        Objects.requireNonNull(c, "collection");
        return addAll(c, batch -> engine.batches().prependNew(batch.reversed()));
    }

    private boolean addAll(Collection<? extends E> c, Predicate<Batch> insertion) {
        Scratch scratch = Scratch.borrow();
        try {
            Batch batch = scratch.batch();
            if (evicts) {
                elements.encodeAll(c, Integer.MAX_VALUE, Long.MAX_VALUE, scratch, batch);
            } else {
                // One more than could fit is enough to know that they do not.
                int capacity = engine.identity().capacity();
                elements.encodeAll(c, capacity, engine.identity().ringBytes(), scratch, batch);
            }
            if (batch.count() > 0 && !insertion.test(batch)) {
                throw new IllegalStateException(
                        engine.path() + " has no room for a collection of " + c.size() + ": none of it has been added");
            }
            return batch.count() > 0;
        } finally {
            scratch.giveBack();
        }
    }

    /** Puts all, waiting for room; returns how many were put before an interrupt. */
    int putAll(Collection<? extends E> c) {
        Objects.requireNonNull(c, "collection");
        int put = 0;
        try {
            Iterator<? extends E> iterator = c.iterator();
            Batch piece = new Batch();
            while (iterator.hasNext()) {
                Throwable failure = encodePiece(iterator, piece);
                for (int from = 0; from < piece.count(); ) {
                    int count = putSome(piece, from);
                    from += count;
                    put += count;
                }
                if (failure != null) {
                    Failures.raise(failure);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (DequeShutdownException down) {
            throw new DequeShutdownException(engine.path(), "was shut down when " + soMany(put), down);
        } catch (DequeClosedException closed) {
            throw new DequeClosedException(engine.path(), soMany(put), closed);
        } catch (ElementTooLargeException large) {
            throw new ElementTooLargeException(soMany(put), large);
        } catch (RuntimeException | Error failed) {
            failed.addSuppressed(new IllegalStateException(engine.path() + ": " + soMany(put)));
            throw failed;
        }
        return put;
    }

    private static String soMany(int put) {
        return "putAll had put " + put + " of its elements, which are there";
    }

    /** Encodes as many as could ever fit; or until one cannot be encoded, and returns why. */
    private @Nullable Throwable encodePiece(Iterator<? extends E> iterator, Batch piece) {
        piece.clear();
        long bytes = 0;
        Scratch scratch = Scratch.borrow();
        try {
            while (iterator.hasNext()
                    && piece.count() < engine.identity().capacity()
                    && bytes < engine.identity().ringBytes()) {
                bytes += elements.encode(iterator.next(), scratch, piece);
            }
            return null;
        } catch (Throwable failed) {
            return failed;
        } finally {
            scratch.giveBack();
        }
    }

    /** What fits at once, in one step; else one element, waiting for its room. At least one. */
    private int putSome(Batch piece, int from) throws InterruptedException {
        if (evicts) {
            engine.appendAll(piece);
            return piece.count();
        }
        int count = engine.batches().appendSome(piece, from);
        if (count > 0) {
            return count;
        }
        Payload first = new Payload().set(piece.bytes(), piece.start(from), piece.length(from));
        if (VirtualThreads.isCurrent()) {
            parked.put(End.LAST, first, Deadline.NEVER);
        } else {
            engine.put(End.LAST, first, Deadline.NEVER);
        }
        return 1;
    }

    /** Takes up to that many, waiting for the first. */
    List<E> takeMany(int max) throws InterruptedException {
        Batch batch = new Batch();
        byte[] @Nullable [] spare = new Draining<>(engine, elements).spareFor(max); // before anything is taken
        if (VirtualThreads.isCurrent()) {
            takeParked(max, batch);
        } else {
            engine.batches().take(max, batch, Deadline.NEVER);
        }
        return decoded(batch, spare);
    }

    private List<E> decoded(Batch batch, byte[] @Nullable [] spare) {
        try {
            List<E> list = new ArrayList<>(); // which grows where it can be helped if there is no memory for it
            for (int i = 0; i < batch.count(); i++) {
                try {
                    list.add(elements.decode(batch, i));
                } catch (Throwable failed) {
                    spare[0] = null;
                    return cutOff(list, batch, i, failed);
                }
            }
            return list;
        } finally {
            Reference.reachabilityFence(spare);
        }
    }

    /** The first one comes from a pending take, which keeps no carrier, and the rest of what is there then in a second step. */
    private void takeParked(int max, Batch batch) throws InterruptedException {
        Batch rest = new Batch();
        boolean taken = false;
        byte[] first = Objects.requireNonNull(parked.take(End.FIRST, new Payload(), Deadline.NEVER));
        try {
            int at = batch.append(first.length, 0);
            System.arraycopy(first, 0, batch.bytes(), at, first.length);
            taken = max > 1 && isDrained(max - 1, rest);
            if (taken) {
                batch.appendAll(rest);
            }
        } catch (OutOfMemoryError full) {
            Throwable failure = taken ? new Draining<>(engine, elements).giveBack(rest, 0, full) : full;
            Failures.raise(Failures.carrying(failure, List.of(elements.orphan(first, full))));
        }
    }

    private boolean isDrained(int max, Batch rest) {
        try {
            engine.drain(max, rest);
            return true;
        } catch (RuntimeException closed) {
            return false; // the first one has been taken: it is the caller's, who will learn of this soon enough
        }
    }

    /**
     * An element cannot be decoded: it and those behind it go back, to be the next one's failure, and those before it are returned;
     * if it is the first, it fails now. Where there is no room any more, the exception has them all. If it was the list that could
     * not grow, also the first one goes back.
     */
    private List<E> cutOff(List<E> list, Batch batch, int at, Throwable failed) {
        boolean undecodable = failed instanceof ElementDecodeException;
        int kept = undecodable ? Math.max(at, 1) : at;
        boolean back = kept == batch.count();
        if (!back) {
            try {
                back = engine.prependAll(batch, kept);
            } catch (RuntimeException closed) {
                failed.addSuppressed(closed);
            }
        }
        if (back && at > 0) {
            return list;
        }
        List<ElementDecodeException> orphans = new ArrayList<>();
        for (int i = 0; !back && i < batch.count(); i++) {
            if (i != at || !undecodable) {
                orphans.add(elements.orphan(batch, i, failed));
            }
        }
        Failures.raise(Failures.carrying(failed, orphans));
        throw new AssertionError(failed);
    }
}
