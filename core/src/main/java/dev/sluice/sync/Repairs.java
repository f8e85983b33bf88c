package dev.sluice.sync;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What has been repaired, until the watcher has logged it. A log handler is the user's code, and may use a deque itself: it must not
 * run where somebody repairs, who may be waiting for a guard just then.
 */
public final class Repairs {
    /** What is more than that at a time is not logged. */
    private static final int MOST = 1000;

    private static final Queue<String> UNTOLD = new LinkedBlockingQueue<>(MOST);

    private Repairs() {}

    /** Something of a dead participant has been repaired in that file; it held what is named. */
    public static void report(Path file, String held) {
        // Without asking whether anybody listens: who answers that may be the user's code as well.
        UNTOLD.offer(file + ": repaired after a participant that died holding " + held);
    }

    /** For a thread that is in no operation. */
    static void tell(System.Logger log) {
        for (String repair = UNTOLD.poll(); repair != null; repair = UNTOLD.poll()) {
            log.log(System.Logger.Level.DEBUG, repair);
        }
    }
}
