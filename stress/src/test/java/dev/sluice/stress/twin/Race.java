package dev.sluice.stress.twin;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jspecify.annotations.NullUnmarked;

/** Two handles of a deque of three elements that want the same. */
@NullUnmarked
@SuppressWarnings("ImmutableEnumChecker") // calls are values, and nobody changes the lists
enum Race {
    PUT_PUT(List.of(), call("offerLast", 0, 1), call("offerLast", 1, 2)),
    PUT_TAKE(List.of(), call("offerLast", 0, 1), call("pollFirst", 1)),
    FIRST_LAST(List.of(), call("offerFirst", 0, 1), call("offerLast", 1, 2)),
    TAKE_TAKE(full(), call("pollFirst", 0), call("pollLast", 1)),
    DRAIN_ROTATE(full(), call("drainTo", 0, 2), call("rotate", 1, 1)),
    REMOVE_TAKE(full(), call("removeAt", 0, 1), call("pollFirst", 1)),
    REMOVE_ADD(twoOfThree(), call("removeFirstOccurrence", 0, 1), call("offerLast", 1, 3));

    private final List<Actor> before;
    private final Actor one;
    private final Actor other;

    Race(List<Actor> before, Actor one, Actor other) {
        this.before = before;
        this.one = one;
        this.other = other;
    }

    /** In the end somebody looks at what is there. */
    ExecutionScenario scenario() {
        return Scenarios.race(before, List.of(one), List.of(other), List.of(call("snapshot", 0)));
    }

    private static List<Actor> twoOfThree() {
        return List.of(call("addAll", 0, 1, 2));
    }

    private static List<Actor> full() {
        return List.of(call("addAll", 0, 1, 2), call("offerLast", 0, 3));
    }

    private static Actor call(String name, Object... arguments) {
        return Scenarios.call(DequeCalls.class, name, arguments);
    }
}
