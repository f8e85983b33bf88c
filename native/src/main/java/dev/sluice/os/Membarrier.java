package dev.sluice.os;

/**
 * A full memory barrier on every processor that is running a thread of a registered process: {@code membarrier(2)},
 * Linux 4.16 and later.
 *
 * <p>When {@link #globalExpedited()} has returned true, then for each thread of each process that had
 * {@linkplain #register() registered}: whatever it stored before the call is visible to the caller, and whatever the
 * caller stored before is visible to its later reads. As it comes about by an interrupt of those processors, a thread
 * with {@code SIGKILL} pending has by then executed its last instruction.
 */
public final class Membarrier {
    private static final int CMD_GLOBAL_EXPEDITED = 1 << 1;
    private static final int CMD_REGISTER_GLOBAL_EXPEDITED = 1 << 2;

    private static final long NUMBER = SystemCalls.current().membarrier;

    private Membarrier() {}

    private static final class Registration {
        static final boolean DONE = call(CMD_REGISTER_GLOBAL_EXPEDITED);
    }

    /**
     * Asks that the barriers of others reach this process. Done once for the whole process and for its lifetime; later
     * calls only return the first answer.
     *
     * @return false where the kernel refuses
     */
    public static boolean register() {
        return Registration.DONE;
    }

    /**
     * Issues the barrier; the caller need not be registered. Takes 1 µs up to some tens, as it interrupts
     * other processors, which on a virtual machine is dear.
     *
     * @return false where the kernel refuses: then there was no barrier
     */
    public static boolean globalExpedited() {
        return call(CMD_GLOBAL_EXPEDITED);
    }

    private static boolean call(int command) {
        return Libc.call(NUMBER, command, 0, 0) == 0;
    }
}
