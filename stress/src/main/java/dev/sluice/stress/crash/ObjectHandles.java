package dev.sluice.stress.crash;

import dev.sluice.layout.ParticipantLayout;
import dev.sluice.memory.Region;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Waiter;
import dev.sluice.synchronizer.Handle;
import dev.sluice.synchronizer.Holdings;
import java.nio.file.Path;

/** The two participants of a scenario's object, with the harness in the kernel's place. */
final class ObjectHandles {
    /** As far as the two slots: it is copied a million times. */
    static final int BYTES = ParticipantLayout.slotOffset(2);

    private static final Path PATH = Path.of("crash-points");

    private ObjectHandles() {}

    /** Lets both be attached. */
    static void enter(ObjectScenario<?> scenario, Region region) {
        Participants participants = new Participants(region);
        participants.enter(attachment(scenario, Handles.SURVIVOR));
        participants.enter(attachment(scenario, Handles.VICTIM));
    }

    static Attachment attachment(ObjectScenario<?> scenario, int slot) {
        return new Attachment(scenario.kind().file(), PATH, slot, 1);
    }

    /** The victim, who waits in that way. */
    static <H extends Holdings> Handle<H> victim(ObjectScenario<H> scenario, Region region, Waiter waiter) {
        return handle(scenario, region, Handles.VICTIM, false, waiter);
    }

    /** The survivor, to whom the kernel says that the victim is dead. */
    static <H extends Holdings> Handle<H> survivor(ObjectScenario<H> scenario, Region region) {
        return handle(scenario, region, Handles.SURVIVOR, true, new NeverWaits(false));
    }

    /** The survivor, to whom the kernel says that the victim is alive. */
    static <H extends Holdings> Handle<H> patient(ObjectScenario<H> scenario, Region region) {
        return handle(scenario, region, Handles.SURVIVOR, false, new NeverWaits(false));
    }

    private static <H extends Holdings> Handle<H> handle(
            ObjectScenario<H> scenario, Region region, int slot, boolean victimIsDead, Waiter waiter) {
        return scenario.kind()
                .over(
                        region,
                        scenario.parameter(),
                        waiter,
                        attachment(scenario, slot),
                        asked -> victimIsDead && asked == Handles.VICTIM,
                        new UncontendedRepair());
    }
}
