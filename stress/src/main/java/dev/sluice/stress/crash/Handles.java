package dev.sluice.stress.crash;

import dev.sluice.Waiting;
import dev.sluice.deque.Attaching;
import dev.sluice.deque.DequeEngine;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.Identity;
import dev.sluice.memory.Region;
import dev.sluice.ring.Batch;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Participants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Participants of one region, with the harness in the kernel's place. */
final class Handles {
    static final int SURVIVOR = 0;
    static final int VICTIM = 1;
    static final int REPAIRER = 2;
    static final int PATIENT = 3;

    /** Whom the kernel calls dead, to each of these. */
    private static final List<Set<Integer>> DEAD_TO =
            List.of(Set.of(VICTIM, REPAIRER), Set.of(), Set.of(VICTIM), Set.of());

    private static final Path PATH = Path.of("crash-points");

    private Handles() {}

    /** Lets all participants be attached. */
    static void enter(Region region) {
        Participants participants = new Participants(region);
        participants.enter(attachment(SURVIVOR));
        participants.enter(attachment(VICTIM));
        participants.enter(attachment(REPAIRER));
        participants.enter(attachment(PATIENT));
    }

    private static Attachment attachment(int slot) {
        return new Attachment(FileKind.DEQUE, PATH, slot, 1);
    }

    static DequeEngine victim(Region region, Identity identity) {
        return handle(region, identity, VICTIM);
    }

    /** Another victim, to whom the kernel says that the first one is dead. */
    static DequeEngine repairer(Region region, Identity identity) {
        return handle(region, identity, REPAIRER);
    }

    /** The survivor, to whom the kernel says that the others are dead. */
    static DequeEngine survivor(Region region, Identity identity) {
        return handle(region, identity, SURVIVOR);
    }

    /** Somebody to whom the kernel says that all are alive. */
    static DequeEngine patient(Region region, Identity identity) {
        return handle(region, identity, PATIENT);
    }

    private static DequeEngine handle(Region region, Identity identity, int slot) {
        return Attaching.over(
                region,
                PATH,
                identity,
                new NeverWaits(identity.waiting() != Waiting.KERNEL),
                attachment(slot),
                asked -> DEAD_TO.get(slot).contains(asked),
                new UncontendedRepair());
    }

    /** The elements, as the strings that the scenarios put. */
    static List<String> contents(DequeEngine engine) {
        Batch batch = engine.snapshot();
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            contents.add(new String(batch.copy(i), StandardCharsets.US_ASCII));
        }
        return contents;
    }
}
