package outside;

import dev.sluice.SharedDeque;
import org.jspecify.annotations.NullUnmarked;

/** Somebody else's code, as its stack shows: takes from a deque and puts back, and does other things in between. */
@NullUnmarked
public final class Mover implements Runnable {
    private final SharedDeque<String> deque;
    private volatile Throwable failure;

    public Mover(SharedDeque<String> deque) {
        this.deque = deque;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                String element = deque.poll();
                for (int i = 0; i < 20; i++) {
                    Thread.onSpinWait();
                }
                if (element != null && !deque.offerFirst(element)) {
                    throw new IllegalStateException("no room");
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    public Throwable failure() {
        return failure;
    }
}
