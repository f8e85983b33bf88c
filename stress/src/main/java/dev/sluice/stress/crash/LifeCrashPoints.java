package dev.sluice.stress.crash;

import dev.sluice.FileFormatException;
import dev.sluice.Overflow;
import dev.sluice.Waiting;
import dev.sluice.deque.DequeEngine;
import dev.sluice.layout.HeaderLayout;
import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.FileIdentity;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.Region;
import dev.sluice.stress.crash.CrashPoints.Report;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Participants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The crash points before and after all operations: of writing a file that has no name yet, of taking a slot, of giving it back.
 * (Closing a handle up to there is an {@link Operation}, and one of {@link ObjectScenarios}.) A file that is not complete must be
 * refused should it ever be seen; a slot is free, or is the dead one's and repaired, and the next one gets it.
 */
public final class LifeCrashPoints {
    private static final Path PATH = Path.of("crash-points");
    private static final int GENERATION = 7;

    private final Random random;
    private final List<String> violations = new ArrayList<>();
    private int windows;
    private long states;

    private LifeCrashPoints(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Visits all of them.
     *
     * @param seed of the subsets of lost stores that are drawn where there are too many
     */
    public static Report visit(long seed) {
        LifeCrashPoints visitor = new LifeCrashPoints(seed);
        for (Overflow overflow : Overflow.values()) {
            Identity identity = Identity.of(3, 40, overflow, Waiting.KERNEL, true, "bytes");
            visitor.create(identity, Identity::read);
        }
        for (FileKind kind : FileKind.values()) {
            if (kind != FileKind.DEQUE) {
                visitor.create(ObjectIdentity.of(kind, 3, 5), ObjectIdentity.reader(kind, 0, Integer.MAX_VALUE));
            }
        }
        for (Scenario scenario : Scenario.all()) {
            visitor.attach(scenario);
            visitor.leave(scenario);
        }
        return new Report(visitor.windows, visitor.states, visitor.violations);
    }

    /** Visits one kind of creation. */
    static Report visitCreation(FileIdentity identity, FileIdentity.Reader<?> reader) {
        LifeCrashPoints visitor = new LifeCrashPoints(0);
        visitor.create(identity, reader);
        return new Report(visitor.windows, visitor.states, visitor.violations);
    }

    // ---- creation ---------------------------------------------------------------------------------------------------

    private void create(FileIdentity identity, FileIdentity.Reader<?> reader) {
        for (int n = 1; ; n++) {
            String where = "creation of a " + identity.kind() + ", store " + n;
            DyingRegion region = new DyingRegion(new HeapRegion(identity.fileBytes()), n);
            try {
                identity.write(region);
                return;
            } catch (DyingRegion.Died died) {
                windows++;
            }
            for (HeapRegion remains : region.remains(random)) {
                states++;
                expectRefused(remains, reader, where);
            }
        }
    }

    private void expectRefused(Region remains, FileIdentity.Reader<?> reader, String where) {
        try {
            reader.read(remains, PATH);
            violations.add(where + ": was taken for complete");
        } catch (FileFormatException refused) {
            expect(refused.getMessage() != null, where + ": refused without a word");
        } catch (RuntimeException unexpected) {
            violations.add(where + ": " + unexpected);
        }
    }

    // ---- the slot ---------------------------------------------------------------------------------------------------

    private static Attachment newcomer(int generation) {
        return new Attachment(FileKind.DEQUE, PATH, Handles.VICTIM, generation);
    }

    /** The victim's slot has been left, with what its last owner has counted in it, and is taken again. */
    private void attach(Scenario scenario) {
        HeapRegion prepared = scenario.prepare();
        List<String> contents = Handles.contents(Handles.patient(prepared.copy(), scenario.identity()));
        Handles.victim(prepared, scenario.identity()).close();
        new Participants(prepared).leave(Handles.VICTIM);
        int all = prepared.getInt(HeaderLayout.SLOTS_USED_OFFSET);
        // A slot that nobody has ever had has no counts in it.
        for (int used : scenario.joinable() ? new int[] {all} : new int[] {Handles.VICTIM, all}) {
            for (int n = 1; ; n++) {
                HeapRegion memory = prepared.copy();
                memory.setInt(HeaderLayout.SLOTS_USED_OFFSET, used);
                DyingRegion region = new DyingRegion(memory, n);
                try {
                    new Participants(region).enter(newcomer(GENERATION));
                    break;
                } catch (DyingRegion.Died died) {
                    judge(region, scenario, contents, scenario + ", attach, store " + n);
                }
            }
        }
    }

    /** The last store of a handle that closes. */
    private void leave(Scenario scenario) {
        HeapRegion prepared = scenario.prepare();
        List<String> contents = Handles.contents(Handles.patient(prepared.copy(), scenario.identity()));
        Handles.victim(prepared, scenario.identity()).close();
        for (int n = 1; ; n++) {
            DyingRegion region = new DyingRegion(prepared.copy(), n);
            try {
                new Participants(region).leave(Handles.VICTIM);
                return;
            } catch (DyingRegion.Died died) {
                judge(region, scenario, contents, scenario + ", leave, store " + n);
            }
        }
    }

    private void judge(DyingRegion region, Scenario scenario, List<String> contents, String where) {
        windows++;
        for (HeapRegion remains : region.remains(random)) {
            states++;
            judge(remains, scenario, contents, where);
        }
    }

    private void judge(HeapRegion remains, Scenario scenario, List<String> contents, String where) {
        Identity identity = scenario.identity();
        Participants participants = new Participants(remains);
        DequeEngine survivor = Handles.survivor(remains, identity);
        long abandoned = remains.getLong(ParticipantLayout.slotOffset(Handles.VICTIM) + ParticipantLayout.ABANDONED);
        // The repairer's slot is one that the kernel calls dead as well.
        long dead = IntStream.of(Handles.VICTIM, Handles.REPAIRER)
                .filter(slot -> slot < participants.slotsUsed() && participants.isAttached(slot))
                .count();
        survivor.repair();
        expect(!participants.isAttached(Handles.VICTIM), where + ": the slot is still taken after the repair");
        expect(survivor.violations().isEmpty(), where + ": " + survivor.violations());
        expect(Handles.contents(survivor).equals(contents), where + ": the elements have changed");
        long repairs = survivor.stats().repairs();
        expect(repairs == dead, where + ": " + repairs + " repairs of " + dead + " dead");
        long found = scenario.joinable() ? survivor.abandoned() : abandoned;
        expect(found == abandoned, where + ": " + found + " tasks are abandoned, " + abandoned + " had been");
        participants.enter(newcomer(GENERATION + 1));
        expect(
                participants.ownerId(Handles.VICTIM) == newcomer(GENERATION + 1).ownerId(),
                where + ": the next one has not got the slot");
        DequeEngine next = Handles.victim(remains, identity);
        expect(Handles.contents(next).equals(contents), where + ": the next one sees other elements");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
