package dev.sluice.stress.twin;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jspecify.annotations.NullUnmarked;

/** Races of two threads that are lost if there is a certain defect. */
@NullUnmarked
final class Scenarios {
    private Scenarios() {}

    /** Calls one after the other, then one thread's beside another one's, then again one after the other. */
    static ExecutionScenario race(List<Actor> before, List<Actor> one, List<Actor> other, List<Actor> after) {
        return new ExecutionScenario(before, List.of(one, other), after, null);
    }

    /** A call of what Lincheck calls of that class. */
    static Actor call(Class<?> type, String name, Object... arguments) {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name))
                .findAny()
                .orElseThrow();
        return new Actor(method, List.of(arguments));
    }
}
