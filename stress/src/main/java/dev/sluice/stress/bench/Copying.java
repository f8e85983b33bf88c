package dev.sluice.stress.bench;

/**
 * What a caller does who does not give its buffers away: a queue of objects has to be given copies, and those that come out are
 * copied again. A shared deque does both itself. Of one thread.
 */
final class Copying {
    private final boolean copies;
    private final byte[] received = new byte[Message.BYTES];

    private Copying(boolean copies) {
        this.copies = copies;
    }

    /** For a queue that copies. */
    static Copying byTheQueue() {
        return new Copying(false);
    }

    /** For a queue of objects. */
    static Copying byTheCaller() {
        return new Copying(true);
    }

    /** What to put into the queue for these bytes. */
    byte[] in(byte[] bytes) {
        return copies ? bytes.clone() : bytes;
    }

    /** Where to read what came out of the queue; until the next one. */
    byte[] out(byte[] element) {
        if (!copies) {
            return element;
        }
        System.arraycopy(element, 0, received, 0, received.length);
        return received;
    }
}
