package dev.sluice.sync;

/** The kernel's word on whether a participant has died. Behind an interface, so that tests can play the kernel. */
public interface Liveness {
    /**
     * Whether the participant that is attached in this slot is certainly dead: no thread of it runs another instruction.
     * "Cannot tell" is false.
     */
    boolean isDead(int slot);

    /**
     * Whether the kernel would have marked the death of whoever is attached in this slot, and has not. That is as good as certain of
     * those who attached since the machine was started; of others it says nothing.
     */
    default boolean isVouchedFor(int slot) {
        return false;
    }
}
