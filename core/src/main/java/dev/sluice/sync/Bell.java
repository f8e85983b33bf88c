package dev.sluice.sync;

import dev.sluice.os.Futex;
import dev.sluice.os.PrivateWord;
import dev.sluice.os.WaitVector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How threads of this process wake one of their own that waits for shared words as well. The sleeper {@linkplain #clear
 * clears} it, then looks at what others may have left for it, then sleeps; the others leave it, then {@linkplain #ring ring}.
 */
public final class Bell {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PrivateWord word = new PrivateWord();

    /** Whether the sleeper may be in the kernel: who rings else need not call there. */
    private volatile boolean asleep;

    /** Forgets earlier ringing. For the sleeper. */
    public void clear() {
        word.set(0);
    }

    /** Ends the sleeper's sleep, or the next one if it is not asleep. */
    public void ring() {
        word.set(1); // before the look at the flag, as the sleeper sets the flag before the kernel looks at the word
        if (asleep) {
            word.wake();
        }
    }

    /** Sleeps until rung, at most so long. */
    void await(long nanos) {
        sleep(null, nanos);
    }

    /** Sleeps until rung or one of the words is woken or changes. */
    void awaitWith(WaitVector words, long nanos) {
        sleep(words, nanos);
    }

    private void sleep(@Nullable WaitVector words, long nanos) {
        asleep = true;
        try {
            if (words != null) {
                words.addPrivate(word.address(), 0);
                words.await(nanos);
            } else if (Futex.awaitPrivate(word, 0, nanos) == Futex.Result.UNSUPPORTED && word.get() == 0) {
                LockSupport.parkNanos(Math.min(nanos, POLL_NANOS));
            }
        } finally {
            asleep = false;
        }
    }
}
