package dev.sluice.stress.storm;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Priorities of processes: a JVM that starts while calls are timed should not be what slows them down. Who may not raise a
 * priority (that takes a privilege) must not lower one either: a victim would keep it, and hold guards with it.
 */
final class Priority {
    private static final int OF_PROCESS = 0;
    private static final int LOW = 19;
    private static final int NORMAL = 0;

    static {
        Native.register(Priority.class, NativeLibrary.getInstance("c"));
    }

    private static final boolean CAN_BE_RAISED = canBeRaised();

    private Priority() {}

    private static native int setpriority(int which, int who, int priority);

    /** Lowers the priority of this thread by one step and raises it again; if that fails it stays so, which is no loss. */
    private static boolean canBeRaised() {
        return setpriority(OF_PROCESS, 0, 1) == 0 && setpriority(OF_PROCESS, 0, NORMAL) == 0;
    }

    /** The words before a command that is to run when nothing else does, until it is raised. */
    static List<String> low() {
        return CAN_BE_RAISED ? List.of("nice", "-n", Integer.toString(LOW)) : List.of();
    }

    /** Gives all threads of a process the usual priority; those that they start later inherit it. */
    static void raise(long pid) {
        if (!CAN_BE_RAISED) {
            return;
        }
        List<Path> tasks;
        try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            tasks = list.collect(Collectors.toList());
        } catch (IOException gone) {
            return;
        }
        for (Path task : tasks) {
            // It fails for a thread that has ended meanwhile.
            setpriority(OF_PROCESS, Integer.parseInt(String.valueOf(task.getFileName())), NORMAL);
        }
    }
}
