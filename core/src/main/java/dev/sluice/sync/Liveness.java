package dev.sluice.sync;

/** The kernel's word on whether a participant has died. Behind an interface, so that tests can play the kernel. */
public interface Liveness {
    /**
     * Whether the participant that is attached in this slot is certainly dead: no thread of it runs another instruction.
     * "Cannot tell" is false.
     */
    boolean isDead(int slot);
}
