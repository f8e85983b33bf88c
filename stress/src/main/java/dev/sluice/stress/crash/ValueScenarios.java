package dev.sluice.stress.crash;

import static dev.sluice.layout.SynchronizerLayout.CHANGED_OFFSET;

import dev.sluice.sync.Deadline;
import dev.sluice.synchronizer.CounterEngine;
import dev.sluice.synchronizer.CounterEngine.Bound;
import dev.sluice.synchronizer.EventEngine;
import dev.sluice.synchronizer.Handle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations on events and counters, each of which happens or does not. */
final class ValueScenarios {
    private ValueScenarios() {}

    /** An operation. */
    private interface Step<H> {
        void on(H victim) throws InterruptedException;
    }

    static Map<String, ObjectScenario<?>> all() {
        Map<String, ObjectScenario<?>> all = new LinkedHashMap<>();
        all.put("event: set", new Event(false, false, EventEngine::set));
        all.put("event: set again", new Event(true, false, EventEngine::set));
        all.put("event: clear", new Event(true, false, EventEngine::clear));
        all.put("event: await, nobody sets", new Event(false, false, ValueScenarios::await));
        all.put("event: await, somebody sets", new Event(false, true, ValueScenarios::await));
        all.put("counter: set", new Counter(false, victim -> victim.set(9)));
        all.put("counter: add", new Counter(false, victim -> victim.getAndAdd(4)));
        all.put("counter: compareAndSet", new Counter(false, victim -> victim.compareAndSet(5, 9)));
        all.put("counter: await, nobody adds", new Counter(false, ValueScenarios::awaitNine));
        all.put("counter: await, somebody adds", new Counter(true, ValueScenarios::awaitNine));
        return all;
    }

    private static void await(EventEngine victim) throws InterruptedException {
        victim.await(victim.begin(), Deadline.NEVER);
    }

    private static void awaitNine(CounterEngine victim) throws InterruptedException {
        victim.await(Bound.AT_LEAST, 9, Deadline.NEVER);
    }

    private record Event(boolean isSet, boolean sets, Step<EventEngine> operation)
            implements ObjectScenario<EventEngine> {
        @Override
        public Handle.Kind<EventEngine> kind() {
            return EventEngine.KIND;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public void prepare(EventEngine survivor, EventEngine victim) {
            if (isSet) {
                survivor.set();
            }
        }

        @Override
        public void operate(EventEngine victim) throws InterruptedException {
            operation.on(victim);
        }

        @Override
        public boolean whileAsleep(EventEngine survivor) {
            if (sets) {
                survivor.set();
            }
            return sets;
        }

        @Override
        public String state(EventEngine survivor) {
            return survivor.isSet() ? "set" : "not set";
        }

        @Override
        public int[] eventCounts() {
            return new int[] {CHANGED_OFFSET};
        }

        @Override
        public List<Turn<EventEngine>> turns() {
            return List.of(
                    new Turn<>("set", other -> {
                        other.set();
                        return "set";
                    }),
                    new Turn<>("clear", other -> {
                        other.clear();
                        return "cleared";
                    }),
                    new Turn<>("isSet", EventEngine::isSet));
        }

        @Override
        public void use(EventEngine survivor) throws InterruptedException {
            survivor.set();
            if (!survivor.isSet() || !survivor.await(survivor.begin(), Deadline.NEVER)) {
                throw new AssertionError("cannot be set");
            }
            long begin = survivor.begin();
            survivor.clear();
            if (survivor.isSet() || survivor.isSetSince(survivor.begin())) {
                throw new AssertionError("cannot be cleared");
            }
            survivor.set();
            survivor.clear();
            if (!survivor.isSetSince(begin)) {
                throw new AssertionError("it was set, and that is not to be seen");
            }
        }
    }

    private record Counter(boolean adds, Step<CounterEngine> operation) implements ObjectScenario<CounterEngine> {
        @Override
        public Handle.Kind<CounterEngine> kind() {
            return CounterEngine.KIND;
        }

        @Override
        public int parameter() {
            return 0;
        }

        @Override
        public void prepare(CounterEngine survivor, CounterEngine victim) {
            survivor.set(5);
        }

        @Override
        public void operate(CounterEngine victim) throws InterruptedException {
            operation.on(victim);
        }

        @Override
        public boolean whileAsleep(CounterEngine survivor) {
            if (adds) {
                survivor.getAndAdd(4);
            }
            return adds;
        }

        @Override
        public String state(CounterEngine survivor) {
            return Long.toString(survivor.get());
        }

        @Override
        public List<String> alsoAllowed() {
            return List.of();
        }

        @Override
        public int[] eventCounts() {
            return new int[] {CHANGED_OFFSET};
        }

        @Override
        public List<Turn<CounterEngine>> turns() {
            return List.of(
                    new Turn<>("add", other -> other.getAndAdd(10)),
                    new Turn<>("compareAndSet", other -> other.compareAndSet(5, 50)),
                    new Turn<>("get", CounterEngine::get));
        }

        @Override
        public void use(CounterEngine survivor) throws InterruptedException {
            long value = survivor.get();
            if (survivor.getAndAdd(1) != value || !survivor.compareAndSet(value + 1, 9) || survivor.get() != 9) {
                throw new AssertionError("does not count");
            }
            if (!survivor.await(Bound.AT_LEAST, 9, Deadline.NEVER)) {
                throw new AssertionError("is not seen");
            }
        }
    }
}
