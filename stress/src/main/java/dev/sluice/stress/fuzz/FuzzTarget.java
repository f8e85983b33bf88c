package dev.sluice.stress.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sluice.CorruptDequeException;
import dev.sluice.DequeShutdownException;
import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.stress.crash.HeapRegion;
import dev.sluice.stress.crash.NeverWaits;
import dev.sluice.stress.crash.UncontendedRepair;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Participants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What Jazzer calls again and again: damages a file as the input says, opens it, does what the input says. */
public final class FuzzTarget {
    /** The participant that the kernel says is dead. */
    static final int DEAD_SLOT = 0;

    private static final int OWN_SLOT = 1;
    private static final Path PATH = Path.of("fuzzed");
    private static final int MOST_EDITS = 12;
    private static final int MOST_EDIT_BYTES = 16;
    private static final int MOST_OPERATIONS = 24;

    /** One input in so many is played on a real file, which takes a thousand times longer. */
    private static final int FILE_SHARE = 256;

    private static final List<Image> IMAGES =
            List.of(Image.wrapped(Overflow.REJECT), Image.wrapped(Overflow.EVICT), Image.halfDone());

    private FuzzTarget() {}

    /** Plays one input; throws what the documentation does not promise. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws IOException {
        boolean onFile = data.consumeInt(0, FILE_SHARE - 1) == FILE_SHARE - 1;
        Image image = IMAGES.get(data.consumeInt(0, IMAGES.size() - 1));
        HeapRegion damaged = image.copy();
        damage(damaged, data);
        try {
            if (onFile) {
                FileRun.play(damaged, data, MOST_OPERATIONS);
            } else {
                play(damaged, image.identity(), data);
            }
        } catch (FileFormatException | CorruptDequeException | DequeShutdownException documented) {
            return; // P4: a typed exception
        } catch (NeverWaits.WouldWait heldByTheLiving) {
            return; // a guard that names a participant whom nobody calls dead is waited for
        }
    }

    /** In the places that mean something, some bytes at a time; in the identity too, with a checksum that is then wrong. */
    private static void damage(HeapRegion region, FuzzedDataProvider data) {
        for (int edits = data.consumeInt(0, MOST_EDITS); edits > 0; edits--) {
            int[] place = Image.PLACES.get(data.consumeInt(0, Image.PLACES.size() - 1));
            int at = data.consumeInt(place[0], place[1] - MOST_EDIT_BYTES);
            byte[] bytes = data.consumeBytes(data.consumeInt(1, MOST_EDIT_BYTES));
            region.setBytes(data.consumeBoolean() ? at & -Long.BYTES : at, bytes, 0, bytes.length);
        }
        if (data.consumeInt(0, 15) == 0) {
            byte[] bytes = data.consumeBytes(Long.BYTES);
            region.setBytes(data.consumeInt(0, 512 - Long.BYTES), bytes, 0, bytes.length);
        }
    }

    private static void play(HeapRegion region, Identity undamaged, FuzzedDataProvider data)
            throws FileFormatException {
        Identity identity = Identity.read(region, PATH);
        DequeEngine engine = attach(region, identity.equals(undamaged) ? identity : undamaged);
        engine.repair();
        for (int i = data.consumeInt(0, MOST_OPERATIONS); i > 0; i--) {
            Operations.one(engine, data);
        }
        // They may say anything of a damaged deque, but say it.
        if (engine.violations() == null) {
            throw new AssertionError("no answer");
        }
    }

    /** A handle on the heap, to which the kernel says that one certain participant is dead, and no other. */
    static DequeEngine attach(HeapRegion region, Identity identity) {
        Attachment self = new Attachment(FileKind.DEQUE, PATH, OWN_SLOT, 1);
        new Participants(region).enter(self);
        for (int slot = 0; slot <= OWN_SLOT; slot++) {
            int status = ParticipantLayout.slotOffset(slot) + ParticipantLayout.STATUS;
            if (region.getInt(status) == 0) {
                region.setInt(status, (1 << 1) | 1);
            }
        }
        return Attaching.over(
                region,
                PATH,
                identity,
                new NeverWaits(false),
                self,
                slot -> slot == DEAD_SLOT,
                new UncontendedRepair());
    }
}
