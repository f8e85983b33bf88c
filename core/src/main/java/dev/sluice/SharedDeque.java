package dev.sluice;

import dev.sluice.async.AsyncEngine;
import dev.sluice.async.Completions;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.memory.Identity;
import dev.sluice.memory.MappedRegion;
import dev.sluice.memory.OpenOrCreate;
import dev.sluice.memory.SharedFile;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.VirtualThreads;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BlockingDeque} that lives in a memory-mapped file, so that the threads of many processes use it as if it were
 * local.
 *
 * <pre>{@code
 * try (SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).openOrCreate(Path.of("/dev/shm/jobs"))) {
 *     deque.put("hello");              // in the file when it returns
 *     String job = deque.take();       // sleeps in the kernel until somebody puts
 * }
 * }</pre>
 *
 * <p><b>Death.</b> A process may be killed at any instruction: the others go on, every put that returned is there, an element
 * whose put did not return is there whole or not at all, and an element is taken at most once. A process that is merely paused
 * is never robbed; others wait if it was paused inside an operation.
 *
 * <p><b>Differences from {@link java.util.concurrent.LinkedBlockingDeque}.</b> Elements are copies: what is taken equals what
 * was put, but is not identical, so elements that do not define {@code equals}, such as arrays, are never found by
 * {@link #contains} and {@link #remove(Object)}. The deque is bounded both in elements and in bytes. {@link #addAll} adds
 * everything or nothing, {@link #drainTo} takes in one step. Iterators and streams go over a snapshot. {@link #toString} does
 * not print the elements. It is not {@code Serializable}: send the path.
 *
 * <p><b>Shutdown.</b> After {@link #shutdown()} every insertion, of every process, throws {@link DequeShutdownException}. What
 * is there can still be taken; on the empty deque the blocking calls ({@code take}, timed {@code poll}) throw it too, while the
 * others go on to say that it is empty.
 *
 * <p><b>Futures.</b> {@link #async()} offers the same calls as futures, of which any number may be pending. Blocked calls of
 * virtual threads wait in that way too, and keep no carrier; they are served first come, first served with the futures.
 *
 * <p><b>Joinable work.</b> A deque made with {@link Builder#joinable()} counts what has been put and not been {@linkplain
 * #taskDone() done} yet, so that {@link #awaitAllDone()} can wait until all is. What hands an element to the caller
 * (every {@code take}, {@code poll}, {@code pop} and {@code remove()}, {@link #removeAt}, {@link #takeMany}, {@link
 * #drainTo}, the futures, the publisher, the raw {@link #poll(MessageHandler, int)}) leaves a task in the hands of the
 * handle that it was called on, also if the element comes as the bytes of an {@link ElementDecodeException}; what
 * {@code drainTo} and the publisher give back is no task any more. What discards an element ({@link #clear}, {@link
 * #removeIf}, {@link #removeAll}, {@link #retainAll}, {@link #remove(Object)}, {@link #removeFirstOccurrence}, {@link
 * #removeLastOccurrence}, an iterator's {@code remove}, {@link #set}, {@link Overflow#EVICT}, {@link #shutdownNow})
 * finishes it at once. What a process that dies or a handle that closes still has in hand will not be done: it is
 * {@linkplain #abandoned() abandoned}, and waited for by nobody. As Python's {@code multiprocessing.JoinableQueue},
 * whose {@code join()} hangs for ever in that case.
 *
 * <p><b>Memory consistency effects.</b> Actions in a thread before placing an element into the deque <i>happen-before</i>
 * actions after the access or removal of that element in another thread, as with other concurrent collections. Between
 * processes that holds for what both share: this file and other mapped memory.
 *
 * <p>All operations are linearizable, across processes. Null elements are not permitted.
 *
 * @param <E> the elements
 */
public final class SharedDeque<E> extends AbstractQueue<E> implements BlockingDeque<E>, AutoCloseable {
    private static final @Nullable String MISSING_FLAG = MappedRegion.missingFlag();

    private final DequeEngine engine;
    private final Elements<E> elements;
    private final Search<E> search;

    /** The scratch that was used last for putting and for taking: guesses, of threads that probably come again. */
    private @Nullable Scratch putScratch;

    private @Nullable Scratch takeScratch;

    private final AsyncEngine async;
    private final ParkedCalls parked;
    private final AsyncDeque<E> onCommonPool;
    private final IndexedCalls<E> indexed;
    private final BatchCalls<E> batches;

    /** A handle over any engine that the codec fits: of a builder, and of tests. */
    SharedDeque(DequeEngine engine, Codec<E> codec) {
        this.engine = engine;
        this.elements = new Elements<>(codec, engine.path(), engine.maxElementBytes());
        this.search = new Search<>(engine, elements);
        this.async = new AsyncEngine(engine);
        this.parked = new ParkedCalls(engine, async);
        this.onCommonPool = new FutureDeque<>(engine, async, elements, Completions.onCommonPool());
        this.indexed = new IndexedCalls<>(engine, elements);
        this.batches = new BatchCalls<>(engine, elements, parked);
    }

    /** Begins the description of a deque of elements that are encoded so. */
    public static <E> Builder<E> builder(Codec<E> codec) {
        return new Builder<>(codec);
    }

    // ---- what it is -------------------------------------------------------------------------------------------------

    /** The most elements that it holds. */
    public int capacity() {
        return engine.identity().capacity();
    }

    /** Bytes of the ring, the second bound: an element takes its encoded size plus 12 bytes, rounded up to a multiple of 8. */
    public long ringBytes() {
        return engine.identity().ringBytes();
    }

    /** The largest encoded element that can ever fit. */
    public int maxElementBytes() {
        return engine.maxElementBytes();
    }

    /** The file, as it was named when this handle was opened. */
    public Path path() {
        return engine.path();
    }

    /** The same deque with futures, which are completed on the common pool; where that keeps them waiting, on a thread of this library's. */
    public AsyncDeque<E> async() {
        return onCommonPool;
    }

    /** The same deque with futures, which are completed on that executor. */
    public AsyncDeque<E> async(Executor completions) {
        return new FutureDeque<>(engine, async, elements, Completions.on(Objects.requireNonNull(completions)));
    }

    /** A snapshot of the statistics, taken without blocking anyone. */
    public DequeStats stats() {
        return engine.stats();
    }

    // ---- insertion --------------------------------------------------------------------------------------------------

    @Override
    public void addFirst(E e) {
        if (!offerFirst(e)) {
            throw full();
        }
    }

    @Override
    public void addLast(E e) {
        if (!offerLast(e)) {
            throw full();
        }
    }

    private IllegalStateException full() {
        return new IllegalStateException(path() + " is full");
    }

    @Override
    public boolean offerFirst(E e) {
        return offer(End.FIRST, e);
    }

    @Override
    public boolean offerLast(E e) {
        return offer(End.LAST, e);
    }

    private boolean offer(End end, E e) {
        engine.checkOpen();
        Scratch scratch = borrowForPut();
        try {
            return engine.offer(end, elements.encode(e, scratch));
        } finally {
            scratch.giveBack();
        }
    }

    private Scratch borrowForPut() {
        Scratch scratch = Scratch.borrow(putScratch);
        if (scratch != putScratch) {
            putScratch = scratch;
        }
        return scratch;
    }

    private Scratch borrowForTake() {
        Scratch scratch = Scratch.borrow(takeScratch);
        if (scratch != takeScratch) {
            takeScratch = scratch;
        }
        return scratch;
    }

    @Override
    public void putFirst(E e) throws InterruptedException {
        put(End.FIRST, e, Deadlines.NEVER);
    }

    @Override
    public void putLast(E e) throws InterruptedException {
        put(End.LAST, e, Deadlines.NEVER);
    }

    @Override
    public boolean offerFirst(E e, long timeout, TimeUnit unit) throws InterruptedException {
        return put(End.FIRST, e, Deadlines.after(timeout, unit));
    }

    @Override
    public boolean offerLast(E e, long timeout, TimeUnit unit) throws InterruptedException {
        return put(End.LAST, e, Deadlines.after(timeout, unit));
    }

    private boolean put(End end, E e, Deadlines.Entry entry) throws InterruptedException {
        Objects.requireNonNull(e, "element");
        engine.checkOpen();
        entry.begin();
        Scratch scratch = borrowForPut();
        try {
            Payload payload = elements.encode(e, scratch);
            return VirtualThreads.isCurrent()
                    ? parked.put(end, payload, entry.deadline())
                    : engine.put(end, payload, entry.deadline());
        } finally {
            scratch.giveBack();
        }
    }

    /**
     * Appends all elements in one visible step, in the collection's order; all of them or, if they do not fit, none. Under
     * {@link Overflow#EVICT} as if one by one: elements at the head give way, and of a collection that is larger than the
     * deque the last ones stay; others see that as one step, but a kill in between leaves the drop without the addition.
     *
     * @throws IllegalStateException if they do not fit
     * @throws IllegalArgumentException if the collection is this deque
     */
    @Override
    public boolean addAll(Collection<? extends E> c) {
        requireOther(c, "a deque cannot be added to itself");
        engine.checkOpen();
        return batches.addAll(c);
    }

    // ---- removal ----------------------------------------------------------------------------------------------------

    @Override
    public E removeFirst() {
        return orNoSuchElement(pollFirst());
    }

    @Override
    public E removeLast() {
        return orNoSuchElement(pollLast());
    }

    private E orNoSuchElement(@Nullable E e) {
        if (e == null) {
            throw new NoSuchElementException(path() + " is empty");
        }
        return e;
    }

    @Override
    public @Nullable E pollFirst() {
        return poll(End.FIRST);
    }

    @Override
    public @Nullable E pollLast() {
        return poll(End.LAST);
    }

    private @Nullable E poll(End end) {
        engine.checkOpen();
        Scratch scratch = borrowForTake();
        try {
            return engine.poll(end, scratch.sink()) ? elements.decode(scratch) : null;
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return Objects.requireNonNull(take(End.FIRST, Deadlines.NEVER));
    }

    @Override
    public E takeLast() throws InterruptedException {
        return Objects.requireNonNull(take(End.LAST, Deadlines.NEVER));
    }

    @Override
    public @Nullable E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return take(End.FIRST, Deadlines.after(timeout, unit));
    }

    @Override
    public @Nullable E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        return take(End.LAST, Deadlines.after(timeout, unit));
    }

    private @Nullable E take(End end, Deadlines.Entry entry) throws InterruptedException {
        engine.checkOpen();
        entry.begin();
        Scratch scratch = borrowForTake();
        try {
            if (VirtualThreads.isCurrent()) {
                byte[] bytes = parked.take(end, scratch.sink(), entry.deadline());
                return bytes == null ? null : elements.decode(bytes);
            }
            return engine.take(end, scratch.sink(), entry.deadline()) ? elements.decode(scratch) : null;
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public boolean removeFirstOccurrence(@Nullable Object o) {
        engine.checkOpen();
        return search.removeOccurrence(o, End.FIRST);
    }

    @Override
    public boolean removeLastOccurrence(@Nullable Object o) {
        engine.checkOpen();
        return search.removeOccurrence(o, End.LAST);
    }

    /**
     * Removes, in one step, all elements that satisfied the predicate and are still there. The predicate sees a snapshot; if it
     * throws, nothing is removed.
     */
    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        Objects.requireNonNull(filter);
        engine.checkOpen();
        return search.removeIf(filter);
    }

    @Override
    public boolean removeAll(Collection<?> c) {
        Objects.requireNonNull(c);
        return removeIf(c::contains);
    }

    @Override
    public boolean retainAll(Collection<?> c) {
        Objects.requireNonNull(c);
        return removeIf(e -> !c.contains(e));
    }

    @Override
    public void clear() {
        engine.checkOpen();
        engine.clear();
    }

    @Override
    public int drainTo(Collection<? super E> c) {
        return drainTo(c, Integer.MAX_VALUE);
    }

    /**
     * Takes up to that many elements in one visible step, then adds them to the collection.
     *
     * <p>If the collection refuses an element, that one and those after it go back to the front of the deque; should there be no
     * room any more, the exception has for each of them a suppressed {@link ElementDecodeException} with its bytes. If the codec
     * cannot decode an element, the others are added all the same, and then its {@link ElementDecodeException} is thrown, those
     * of further ones suppressed in it.
     */
    @Override
    public int drainTo(Collection<? super E> c, int maxElements) {
        if (Objects.requireNonNull(c) == this) {
            throw new IllegalArgumentException("a deque cannot be drained to itself");
        }
        engine.checkOpen();
        return maxElements <= 0 ? 0 : new Draining<>(engine, elements).drainTo(c, maxElements);
    }

    // ---- examination ------------------------------------------------------------------------------------------------

    @Override
    public E getFirst() {
        return orNoSuchElement(peekFirst());
    }

    @Override
    public E getLast() {
        return orNoSuchElement(peekLast());
    }

    @Override
    public @Nullable E peekFirst() {
        return peek(End.FIRST);
    }

    @Override
    public @Nullable E peekLast() {
        return peek(End.LAST);
    }

    private @Nullable E peek(End end) {
        engine.checkOpen();
        Scratch scratch = borrowForTake();
        try {
            return engine.peek(end, scratch.sink()) ? elements.decode(scratch) : null;
        } finally {
            scratch.giveBack();
        }
    }

    /** The exact number of elements at one moment. */
    @Override
    public int size() {
        return engine.size();
    }

    @Override
    public boolean isEmpty() {
        return engine.size() == 0;
    }

    /** How many more elements of at most the reserved size would be accepted now. */
    @Override
    public int remainingCapacity() {
        return capacity() - engine.size();
    }

    @Override
    public boolean contains(@Nullable Object o) {
        engine.checkOpen();
        return search.contains(o);
    }

    /**
     * Goes over the elements of this moment. {@link Iterator#remove} removes the very element that was returned, not an equal
     * one, and does nothing if it is no longer there.
     */
    @Override
    public Iterator<E> iterator() {
        engine.checkOpen();
        return new SnapshotIterator<>(engine, elements, End.FIRST);
    }

    /** As {@link #iterator}, from the last element to the first. */
    @Override
    public Iterator<E> descendingIterator() {
        engine.checkOpen();
        return new SnapshotIterator<>(engine, elements, End.LAST);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(
                iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }

    @Override
    public Object[] toArray() {
        return snapshot().toArray();
    }

    @Override
    public <T> T[] toArray(T[] a) {
        return snapshot().toArray(a);
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return snapshot().toArray(generator);
    }

    /**
     * The elements as they are at one moment, from the first to the last. Python: {@code list(d)}, {@code d.copy()}.
     *
     * @return an immutable list, of which nothing changes any more; to compare with another one, say
     * @throws ElementDecodeException if the codec cannot decode an element; all of them stay where they are
     */
    public List<E> snapshot() {
        engine.checkOpen();
        return indexed.snapshot();
    }

    /** Path, size and capacity; not the elements, of which there may be a million. */
    @Override
    public String toString() {
        return "SharedDeque[" + path() + ", " + (engine.isClosed() ? "closed" : sizeInWords()) + "]";
    }

    private String sizeInWords() {
        try {
            return engine.stats().size() + " of " + capacity();
        } catch (DequeClosedException closedMeanwhile) {
            return "closed";
        }
    }

    // ---- by index, and all at once ----------------------------------------------------------------------------------

    /**
     * The element of that index; it stays. Python: {@code d[i]}. Walks from the nearer end, meanwhile nobody takes.
     *
     * @param index 0 for the first, -1 for the last; from -size to size - 1
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public E get(int index) {
        engine.checkOpen();
        return indexed.get(index);
    }

    /**
     * Puts an element in the place of another one, in one step; also after a shutdown. Python: {@code d[i] = x}. If their encoded
     * sizes differ, those on the shorter side move. The statistics count a put and a take.
     *
     * @param index from -size to size - 1, as for {@link #get}
     * @return the one that was there
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the new one is larger, and the ring has no room for the difference; or if it has more than
     *     1,652 encoded bytes, and the ring no room for both
     * @throws ElementDecodeException if the codec cannot decode the one that was there, which has been replaced all the same
     */
    public E set(int index, E e) {
        engine.checkOpen();
        return indexed.set(index, e);
    }

    /**
     * Inserts before the element of that index, in one step; those on the shorter side move. Python: {@code d.insert(i, x)}, but an
     * index beyond the ends is an error here.
     *
     * @param index from -size to size, which is behind the last
     * @throws IndexOutOfBoundsException if there is no such place
     * @throws IllegalStateException if the deque is full; also under {@link Overflow#EVICT}, nothing is dropped for it
     * @throws DequeShutdownException if the deque is shut down
     */
    public void insert(int index, E e) {
        engine.checkOpen();
        indexed.insert(index, e);
    }

    /**
     * Removes the element of that index, in one step; those on the shorter side move. Python: {@code del d[i]}.
     *
     * @param index from -size to size - 1, as for {@link #get}
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public E removeAt(int index) {
        engine.checkOpen();
        return indexed.removeAt(index);
    }

    /** The index of the first element of one moment that equals this one, or -1. Python: {@code d.index(x)}, which raises. */
    public int indexOf(@Nullable Object o) {
        engine.checkOpen();
        return indexed.indexOf(o);
    }

    /** The index of the last element of one moment that equals this one, or -1. */
    public int lastIndexOf(@Nullable Object o) {
        engine.checkOpen();
        return indexed.lastIndexOf(o);
    }

    /** How many elements of one moment equal this one. Python: {@code d.count(x)}. */
    public int count(@Nullable Object o) {
        engine.checkOpen();
        return indexed.count(o);
    }

    /**
     * Brings elements from one end to the other, in one step; also after a shutdown. {@code rotate(1)} is {@code
     * addFirst(pollLast())}, {@code rotate(-1)} is {@code addLast(pollFirst())}. Python: {@code d.rotate(n)}. Walks over, and
     * moves, those that change ends or the others, whichever are fewer; on a full ring none has to move.
     *
     * @param distance how many, to the right; to the left if negative; any number, modulo the size
     */
    public void rotate(int distance) {
        engine.checkOpen();
        engine.indexed().rotate(distance);
    }

    /** Reverses the order of all elements, in one step; also after a shutdown. Python: {@code d.reverse()}. */
    public void reverse() {
        engine.checkOpen();
        engine.indexed().reverse();
    }

    /**
     * Puts all elements before the first, in one visible step, as if by {@link #addFirst} one after the other: the collection's last
     * one becomes the first. Python: {@code d.extendleft(it)}. All of them or, if they do not fit, none. Under {@link
     * Overflow#EVICT}, elements at the tail give way, and of a collection that is larger than the deque the last ones stay; a kill
     * in between leaves the drop without the addition.
     *
     * @return whether there were any
     * @throws IllegalStateException if they do not fit
     * @throws IllegalArgumentException if the collection is this deque
     * @throws DequeShutdownException if the deque is shut down
     */
    public boolean addAllFirst(Collection<? extends E> c) {
        requireOther(c, "a deque cannot be added to itself");
        engine.checkOpen();
        return batches.addAllFirst(c);
    }

    /**
     * Appends all elements, waiting for room: as many as fit at a time, each time in one visible step. Python: {@code for x in it:
     * q.put(x)}. An interrupt ends the waiting, and leaves the thread's interrupt status set. Under {@link Overflow#EVICT} nothing
     * waits.
     *
     * @return how many were put: all, or less if there was an interrupt
     * @throws IllegalArgumentException if the collection is this deque
     * @throws DequeShutdownException if the deque is shut down; it says how many were put before
     * @throws DequeClosedException if this handle is closed; it says how many were put before
     * @throws ElementTooLargeException if an element could not even fit into the empty deque; it says how many were put before. What
     *     else the codec or the collection throws has an exception suppressed in it that says so.
     */
    public int putAll(Collection<? extends E> c) {
        requireOther(c, "a deque cannot be put into itself");
        engine.checkOpen();
        return batches.putAll(c);
    }

    private void requireOther(Collection<? extends E> c, String otherwise) {
        if (Objects.requireNonNull(c) == this) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Takes from the head what is there, up to that many, in one visible step, waiting for the first. Python: {@code q.get()}, then
     * {@code q.get_nowait()} until it is empty. A virtual thread takes the first in a step of its own.
     *
     * <p>If the codec cannot decode an element, those before it are returned, while it and those behind it go back to the front. If it
     * is the first, its {@link ElementDecodeException} is thrown, and those behind it go back. Should there be no room for them any
     * more, the exception has for each of the others a suppressed {@link ElementDecodeException} with its bytes.
     *
     * @param max 1 or more
     * @return one at least, in the deque's order
     * @throws IllegalArgumentException if max is less than 1
     * @throws DequeShutdownException if the deque is empty and was shut down
     */
    public List<E> takeMany(int max) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max must be 1 or more: " + max);
        }
        engine.checkOpen();
        return batches.takeMany(max);
    }

    // ---- the other names of the same
    // ---------------------------------------------------------------------------------

    @Override
    public boolean add(E e) {
        addLast(e);
        return true;
    }

    @Override
    public boolean offer(E e) {
        return offerLast(e);
    }

    @Override
    public void put(E e) throws InterruptedException {
        putLast(e);
    }

    @Override
    public boolean offer(E e, long timeout, TimeUnit unit) throws InterruptedException {
        return offerLast(e, timeout, unit);
    }

    @Override
    public E remove() {
        return removeFirst();
    }

    @Override
    public @Nullable E poll() {
        return pollFirst();
    }

    @Override
    public E take() throws InterruptedException {
        return takeFirst();
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return pollFirst(timeout, unit);
    }

    @Override
    public E element() {
        return getFirst();
    }

    @Override
    public @Nullable E peek() {
        return peekFirst();
    }

    @Override
    public boolean remove(@Nullable Object o) {
        return removeFirstOccurrence(o);
    }

    @Override
    public void push(E e) {
        addFirst(e);
    }

    @Override
    public E pop() {
        return removeFirst();
    }

    // ---- raw messages -----------------------------------------------------------------------------------------------

    /**
     * Appends bytes without a codec and without allocation, if there is room. Agrona's own buffers may need JVM flags; this
     * method does not.
     *
     * @throws IndexOutOfBoundsException if the range is not in the buffer
     */
    public boolean offerLast(DirectBuffer source, int index, int length) {
        engine.checkOpen();
        elements.checkLength(length);
        Scratch scratch = Scratch.ofThread(putScratch);
        if (scratch != putScratch) {
            putScratch = scratch;
        }
        Payload payload = RawMessages.payload(source, index, length, scratch.raw());
        if (payload == null) {
            return offerCopied(source, index, length);
        }
        try {
            return engine.offer(End.LAST, payload);
        } finally {
            scratch.giveBackRaw();
        }
    }

    private boolean offerCopied(DirectBuffer source, int index, int length) {
        Scratch scratch = borrowForPut();
        try {
            source.getBytes(index, scratch.buffer(length), length);
            return engine.offer(End.LAST, scratch.encoded(length));
        } finally {
            scratch.giveBack();
        }
    }

    /**
     * Takes up to limit elements from the head, then hands them to the handler, oldest first, as messages of type 1, in a buffer
     * that is reused after the call. They are taken in one step as long as they have no more than 256 KiB together, with the 12 to 19
     * bytes that the file has beside each; more are taken and handled in several steps. Needs the JVM flags of Agrona's {@code UnsafeBuffer}.
     *
     * <p>All messages taken are handled, also if the handler throws, or closes this handle; then no more are taken, and what it threw
     * first is thrown, the rest suppressed in it.
     *
     * @param limit 0 or more
     * @return how many were handled
     * @throws UnsupportedOperationException if this JVM lacks the flag of Agrona's buffers, which it names
     */
    public int poll(MessageHandler handler, int limit) {
        Objects.requireNonNull(handler);
        engine.checkOpen();
        if (limit < 0) {
            throw new IllegalArgumentException("limit is negative: " + limit);
        }
        if (MISSING_FLAG != null) {
            throw new UnsupportedOperationException(
                    path() + ": Agrona's buffers, which a handler is given, need the JVM's flag " + MISSING_FLAG);
        }
        return limit == 0 || engine.isSurelyEmpty() ? 0 : RawMessages.poll(engine, handler, limit);
    }

    // ---- joinable work ----------------------------------------------------------------------------------------------

    /**
     * Says that the work on one element is done that was taken through this handle; which thread says so is all the same. As
     * Python's {@code JoinableQueue.task_done()}.
     *
     * @throws IllegalStateException if this handle has no task in hand, or the deque is not {@linkplain Builder#joinable()
     *     joinable}
     */
    public void taskDone() {
        engine.taskDone(1);
    }

    /**
     * As {@link #taskDone()}, for several elements in one step.
     *
     * @param count 1 or more
     * @throws IllegalStateException if this handle has not as many tasks in hand, then none is done; or the deque is not
     *     {@linkplain Builder#joinable() joinable}
     */
    public void taskDone(int count) {
        engine.taskDone(count);
    }

    /**
     * Waits until every element that was put has been done, discarded or abandoned: until there has been a moment at which the
     * deque was empty and no attached handle, of any process, this one among them, had a task in hand. As Python's {@code
     * JoinableQueue.join()}, but the death of a worker does not make it wait for ever; {@link #abandoned()} tells.
     *
     * <p>Nothing keeps others from putting more. What a worker puts before it says that its task is done is waited for, too.
     * Costs time proportional to the number of handles, whenever there is a chance that all is done.
     *
     * <p><b>Memory consistency effects.</b> Actions before {@link #taskDone()} <i>happen-before</i> the return of a call that
     * has waited for it.
     *
     * @throws InterruptedException if the thread is interrupted, before or while it waits
     * @throws DequeClosedException if this handle is closed, also while it waits
     * @throws IllegalStateException if the deque is not {@linkplain Builder#joinable() joinable}
     */
    public void awaitAllDone() throws InterruptedException {
        engine.awaitAllDone(Deadline.NEVER);
    }

    /**
     * As {@link #awaitAllDone()}, so long at most for the whole call.
     *
     * @return whether all was done; if the timeout is not positive, whether it is
     */
    public boolean awaitAllDone(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitAllDone(Deadline.after(timeout, unit));
    }

    /**
     * How many elements have been put and neither been done nor discarded nor abandoned: those in the deque and those in the
     * hands of attached handles, at one moment during the call. Those of a process that has just died are among them until the
     * others have noticed, within some milliseconds. Costs time proportional to the number of handles, and keeps others from
     * taking meanwhile.
     *
     * @throws IllegalStateException if the deque is not {@linkplain Builder#joinable() joinable}
     */
    public long unfinished() {
        return engine.unfinished();
    }

    /**
     * How many elements, since the file was created, were in the hands of a handle when it closed or its process died. Costs
     * time proportional to the number of handles.
     *
     * @throws IllegalStateException if the deque is not {@linkplain Builder#joinable() joinable}
     */
    public long abandoned() {
        return engine.abandoned();
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** For every process: no more insertions; what is left can be taken. Wakes everybody who waits in vain. Idempotent. */
    public void shutdown() {
        engine.checkOpen();
        engine.shutDown(false);
    }

    /** As {@link #shutdown}, and what is left is discarded. */
    public void shutdownNow() {
        engine.checkOpen();
        engine.shutDown(true);
    }

    /** Whether anybody has shut the deque down. */
    public boolean isShutdown() {
        return engine.isShutDown();
    }

    /**
     * Closes this handle only. Its blocked calls end with {@link DequeClosedException}, as do all later ones but this, {@link
     * #toString} and the ones that tell the path and the geometry. The elements stay; of a joinable deque, what has been taken
     * through this handle and is not done is {@linkplain #abandoned() abandoned}. Idempotent.
     */
    @Override
    public void close() {
        engine.close();
    }

    /**
     * Describes a deque, to be created or opened. What is set here and differs from an existing file makes opening fail; what is
     * not set is as the file has it.
     *
     * @param <E> the elements
     */
    public static final class Builder<E> {
        private static final int DEFAULT_CAPACITY = 1024;
        private static final int DEFAULT_ELEMENT_BYTES = 64;
        private static final int MAX_CAPACITY = 1 << 30;

        private final Codec<E> codec;
        private @Nullable Integer capacity;
        private @Nullable Integer elementBytes;
        private @Nullable Overflow overflow;
        private @Nullable Waiting waiting;
        private @Nullable Boolean joinable;
        private Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

        private Builder(Codec<E> codec) {
            this.codec = Objects.requireNonNull(codec, "codec");
            Identity.checkCodecId(Objects.requireNonNull(codec.id(), "codec.id()"));
        }

        /**
         * The most elements that the deque holds.
         *
         * @param elements 1 to 2^30, of which the ring of at most 1 GiB reserves 16 bytes or more each; 1024 if not set
         */
        public Builder<E> capacity(int elements) {
            if (elements < 1 || elements > MAX_CAPACITY) {
                throw new IllegalArgumentException("capacity must be 1 to " + MAX_CAPACITY + ": " + elements);
            }
            this.capacity = elements;
            return this;
        }

        /**
         * The encoded size that is reserved for each element: as many of this size as the capacity says always fit. Larger ones
         * fit while there is room in the ring.
         *
         * @param bytes 0 or more; 64 if not set
         */
        public Builder<E> elementBytes(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("elementBytes is negative: " + bytes);
            }
            this.elementBytes = bytes;
            return this;
        }

        /** What insertions do when the deque is full; {@link Overflow#REJECT} if not set. */
        public Builder<E> overflow(Overflow policy) {
            this.overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How blocked calls wait; {@link Waiting#KERNEL} if not set. */
        public Builder<E> waiting(Waiting mode) {
            this.waiting = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * That the deque counts what has been taken and is not done, for {@link SharedDeque#awaitAllDone()}. Not if not set;
         * then nothing is paid for it.
         */
        public Builder<E> joinable() {
            this.joinable = true;
            return this;
        }

        /** The permissions of a file that is created, whatever the umask; {@code rw-------} if not set. */
        public Builder<E> permissions(Set<PosixFilePermission> p) {
            EnumSet<PosixFilePermission> copy = EnumSet.noneOf(PosixFilePermission.class);
            copy.addAll(Objects.requireNonNull(p, "p"));
            this.permissions = copy;
            return this;
        }

        /**
         * Creates the file and opens the deque. The file appears complete or not at all, and is fully allocated.
         *
         * @throws FileAlreadyExistsException if there is a file of that name
         * @throws IllegalArgumentException if the ring would exceed 1 GiB
         * @throws IOException if the file system is full, remote, or refuses
         */
        public SharedDeque<E> create(Path file) throws IOException {
            Identity identity = Identity.of(
                    capacity == null ? DEFAULT_CAPACITY : capacity,
                    elementBytes == null ? DEFAULT_ELEMENT_BYTES : elementBytes,
                    overflow == null ? Overflow.REJECT : overflow,
                    waiting == null ? Waiting.KERNEL : waiting,
                    joinable != null,
                    codec.id());
            return attach(SharedFile.create(file, identity, permissions));
        }

        /**
         * Opens an existing deque, after checking all that the file says.
         *
         * @throws NoSuchFileException if there is no file of that name
         * @throws FileFormatException if it is not a deque, or not one of this codec and of the geometry that was set here
         * @throws CorruptDequeException if what is in it makes no sense
         */
        public SharedDeque<E> open(Path file) throws IOException {
            SharedFile<Identity> shared = SharedFile.open(file, Identity::read);
            try {
                check(shared.identity(), file);
            } catch (Throwable mismatch) {
                shared.close();
                throw mismatch;
            }
            return attach(shared);
        }

        /** Opens the deque, or creates it if there is none. Of many that race, one creates and the others open. */
        public SharedDeque<E> openOrCreate(Path file) throws IOException {
            return OpenOrCreate.of(file, this::open, this::create);
        }

        private SharedDeque<E> attach(SharedFile<Identity> file) throws IOException {
            DequeEngine engine = Attaching.attach(file);
            try {
                return new SharedDeque<>(engine, codec);
            } catch (Throwable failed) {
                engine.close();
                throw failed;
            }
        }

        private void check(Identity found, Path file) throws FileFormatException {
            require(file, "codec", codec.id(), found.codecId());
            require(file, "capacity", capacity, found.capacity());
            require(file, "elementBytes", elementBytes, found.elementBytes());
            require(file, "overflow", overflow, found.overflow());
            require(file, "waiting", waiting, found.waiting());
            require(file, "joinable", joinable, found.joinable());
        }

        private static void require(Path file, String what, @Nullable Object asked, Object found)
                throws FileFormatException {
            if (asked != null && !asked.equals(found)) {
                throw new FileFormatException(
                        file,
                        "has " + what + " " + found + ", but " + asked + " was asked for: "
                                + (what.equals("codec") ? "open it with that codec" : "ask for the same, or nothing"));
            }
        }
    }
}
