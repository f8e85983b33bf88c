package dev.sluice.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The barrier on all processors can be registered for and issued. */
class MembarrierTest {
    /** Registering answers the same however often it is asked for. */
    @Test
    void registersOnce() {
        assertEquals(Membarrier.register(), Membarrier.register());
    }

    /** Where one can register, one can issue the barrier. */
    @Test
    void issuesBarrier() {
        assumeTrue(Membarrier.register(), "the kernel (Linux 4.16) or a seccomp filter refuses membarrier");
        assertTrue(Membarrier.globalExpedited());
    }
}
