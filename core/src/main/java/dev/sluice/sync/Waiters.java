package dev.sluice.sync;

import dev.sluice.Waiting;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.Futex;
import java.nio.file.FileSystemException;

/** Chooses how the handles of a file wait: as the file says, or not at all. */
public final class Waiters {
    private Waiters() {}

    /**
     * The way of waiting that the file prescribes.
     *
     * @throws FileSystemException if the kernel does not offer it: no silent fallback, as nobody would wake whom
     */
    public static Waiter of(SharedFile<?> file) throws FileSystemException {
        Waiting mode = file.identity().waiting();
        if (mode != Waiting.KERNEL) {
            return new PollingWaiter(mode);
        }
        if (!Futex.isAvailable()) {
            throw new FileSystemException(
                    file.path().toString(),
                    null,
                    "waits in the kernel, but this one refuses futexes (a seccomp filter?): allow them, or make the file"
                            + " with another wait mode");
        }
        return new KernelWaiter(file.region());
    }
}
