package dev.sluice.stress.crash;

import java.util.LinkedHashMap;
import java.util.Map;

/** The operations on synchronizers that die, by name. */
final class ObjectScenarios {
    private ObjectScenarios() {}

    static Map<String, ObjectScenario<?>> all() {
        Map<String, ObjectScenario<?>> all = new LinkedHashMap<>();
        all.putAll(LockScenarios.all());
        all.putAll(BarrierScenarios.all());
        all.putAll(SemaphoreScenarios.all());
        all.putAll(ValueScenarios.all());
        return all;
    }
}
