package dev.sluice.stress.twin;

import dev.sluice.DequeTwin;
import dev.sluice.SharedDeque;
import dev.sluice.memory.Region;
import java.util.function.IntFunction;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jspecify.annotations.NullUnmarked;

/** Calls to a deque on the heap, whose memory the model checker sees and whose sleepers only a wake-up wakes. */
@NullUnmarked
public abstract class TwinCalls extends DequeCalls {
    // Made with the object: what the checker sees being made in a thread, it takes for that thread's own.
    private final SharedDeque<Integer> one;
    private final SharedDeque<Integer> other;

    /** Calls to a deque on such a memory. */
    TwinCalls(int capacity, IntFunction<Region> memory) {
        TwinFile file = new TwinFile(capacity, memory, FutexTwin::new);
        one = DequeTwin.attach(file);
        other = DequeTwin.attach(file);
    }

    @Override
    final SharedDeque<Integer> of(int handle) {
        return handle % 2 == 0 ? one : other;
    }

    /** Two threads, with a switch before each access to the memory that they share. */
    static ModelCheckingOptions modelChecking() {
        ModelCheckingOptions options = new ModelCheckingOptions();
        // One switch before an access, not several inside of it. Who it is asks for the object's own class.
        options.addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                        ArrayRegion.class.getName(),
                        DefectiveRegions.StoredGuard.class.getName(),
                        DefectiveRegions.LateFill.class.getName())
                .allMethods()
                .treatAsAtomic());
        // What is each thread's own; and the checker would trip over what the collector takes out of the set of all
        // presences.
        options.addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                        "dev.sluice.sync.Presence",
                        "dev.sluice.Scratch",
                        "dev.sluice.ring.Batch",
                        "dev.sluice.ring.Payload")
                .allMethods()
                .ignore());
        // It walks down the stack, before an operation that must not run out of it, and back.
        options.addGuarantee(ManagedStrategyGuaranteeKt.forClasses("dev.sluice.sync.StackRoom")
                .methods("require", "touch")
                .ignore());
        return options.threads(2);
    }
}
