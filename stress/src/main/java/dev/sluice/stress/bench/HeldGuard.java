package dev.sluice.stress.bench;

import dev.sluice.SharedDeque;
import dev.sluice.sync.Deadline;
import dev.sluice.sync.Guard;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;

/** The tail guard of a deque, held as an operation holds it for some nanoseconds, but until the process is killed. */
final class HeldGuard {
    private final Guard guard;

    /** Looks the guard up where the library keeps it. */
    HeldGuard(SharedDeque<?> deque) throws ReflectiveOperationException {
        Field engineField = SharedDeque.class.getDeclaredField("engine");
        engineField.setAccessible(true);
        Object engine = Objects.requireNonNull(engineField.get(deque));
        Object parts = call(engine, "parts");
        this.guard = (Guard) call(parts, "tailGuard");
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        Method method = target.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return Objects.requireNonNull(method.invoke(target));
    }

    void acquire() throws InterruptedException {
        guard.acquire(Deadline.UNINTERRUPTED);
    }

    void release() {
        guard.release();
    }
}
