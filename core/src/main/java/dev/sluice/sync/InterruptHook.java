package dev.sluice.sync;

import dev.sluice.os.PrivateWord;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/**
 * Makes {@link Thread#interrupt} wake a thread that sleeps in the kernel. A selector is what the JDK lets others extend for
 * that: between {@code begin} and {@code end}, an interrupt calls {@link #wakeup}, on the interrupting thread. The wake-up
 * goes through a word of the thread's own, which it sleeps on beside the shared one, and is set first: so an interrupt
 * between the last look and the falling asleep is not missed. It selects nothing.
 */
final class InterruptHook extends AbstractSelector {
    private final PrivateWord word = new PrivateWord();

    InterruptHook() {
        super(null);
    }

    /** The word that is 0 until an interrupt comes. */
    PrivateWord word() {
        return word;
    }

    /** From here on an interrupt, also one that came before, sets the word and wakes. */
    void arm() {
        word.set(0);
        begin();
    }

    /** When this has returned, no interrupt touches the word any more. */
    void disarm() {
        end();
    }

    @Override
    public Selector wakeup() {
        word.set(1);
        word.wake();
        return this;
    }

    @Override
    protected void implCloseSelector() {}

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        throw notASelector();
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        throw notASelector();
    }

    @Override
    public int select(long timeout) {
        throw notASelector();
    }

    @Override
    public int select() {
        throw notASelector();
    }

    private static IllegalStateException notASelector() {
        return new IllegalStateException("only waits for interrupts");
    }
}
