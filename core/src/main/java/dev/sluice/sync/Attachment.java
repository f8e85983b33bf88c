package dev.sluice.sync;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.SharedFile;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One handle's membership: its slot, the identity that it signs guards with, and whether it has been closed. */
public final class Attachment {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final FileKind kind;
    private final Path path;
    private final int slot;
    private final int ownerId;
    private final int number = NUMBERS.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    private final WeakReference<Attachment> reference = new WeakReference<>(this);
    private volatile boolean closed;
    private @Nullable Custodian custodian;

    public Attachment(FileKind kind, Path path, int slot, int generation) {
        this.kind = kind;
        this.path = path;
        this.slot = slot;
        this.ownerId = ownerId(slot, generation);
    }

    /** Of somebody who only repairs, and has no slot. */
    static Attachment nobody(SharedFile<?> file) {
        return new Attachment(file.identity().kind(), file.path(), -1, 0);
    }

    /** The word by which a participant signs; never 0. */
    public static int ownerId(int slot, int generation) {
        return ((generation & ParticipantLayout.GENERATION_MASK) << ParticipantLayout.OWNER_SLOT_BITS) | (slot + 1);
    }

    /** The slot that a signature names, or -1 if there is no such slot. */
    public static int slotOf(int ownerId) {
        int slot = (ownerId & ParticipantLayout.OWNER_SLOT_MASK) - 1;
        return slot < ParticipantLayout.SLOTS ? slot : -1;
    }

    /** Which one of this process it is, from 1 on: of those that are in use, no two have the same. */
    int number() {
        return number;
    }

    /** This one, for whoever must not keep it. */
    WeakReference<Attachment> reference() {
        return reference;
    }

    public int slot() {
        return slot;
    }

    public int ownerId() {
        return ownerId;
    }

    /** Says who puts in order what operations through this handle leave behind. Before there are any. */
    public void entrustTo(Custodian who) {
        this.custodian = who;
    }

    Custodian custodian() {
        return Objects.requireNonNull(custodian);
    }

    /** What to throw when a value read from the file breaks an invariant. */
    public RuntimeException corrupt(String problem) {
        return kind.corrupt(path, problem);
    }

    public Path path() {
        return path;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Marks this handle as closed: whoever waits through it leaves at his next look. */
    public void close() {
        closed = true;
    }

    /** Waits until no thread holds a guard through this handle, which has been closed: none will take one any more. */
    public void awaitNobodyInside() {
        Presence.awaitNobodyIn(this);
    }

    /** Ends the call if the handle has been closed. */
    public void checkOpen() {
        if (closed) {
            throw kind.closed(path);
        }
    }
}
