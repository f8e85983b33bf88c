package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A {@link RemoteMain} in another JVM, as seen from here. Its commands run on threads of that JVM, which are told apart by
 * name and each do one thing after the other.
 */
final class Remote {
    private static final int START_SECONDS = 60;

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private ChildJvm child;
    private volatile boolean heard;
    private int calls;

    void attach(ChildJvm started) {
        child = started;
    }

    /** A line of the child: the number of a call, and its result. */
    void heard(String line) {
        heard = true;
        if (ChildJvm.isEnd(line)) {
            replies.values().forEach(reply -> reply.future.completeExceptionally(new IOException("the child is gone")));
            return;
        }
        int space = line.indexOf(' ');
        Reply reply = space < 0 ? null : replies.get(line.substring(0, space));
        if (reply != null) {
            reply.future.complete(line.substring(space + 1));
        }
    }

    /** Has a thread over there do something; returns at once. */
    synchronized Reply on(String thread, Object... command) throws IOException {
        String call = Integer.toString(calls++);
        Reply reply = new Reply();
        replies.put(call, reply);
        child.send(call + " " + thread + " "
                + Arrays.stream(command).map(String::valueOf).collect(Collectors.joining(" ")));
        return reply;
    }

    /** Has the thread "main" over there do something; returns what came out, and fails if it threw. */
    String now(Object... command) throws Exception {
        return on("main", command).value();
    }

    ChildJvm child() {
        return child;
    }

    /** What will come out of a command. */
    final class Reply {
        private static final long STILL_BLOCKED_MILLIS = 100;

        private final CompletableFuture<String> future = new CompletableFuture<>();

        private Reply() {}

        private String raw() throws Exception {
            try {
                return future.get(heard ? Stage.LIMIT_SECONDS : START_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                throw new AssertionError(child + " has not answered" + child.errorsForMessage(), late);
            } catch (ExecutionException gone) {
                throw new AssertionError(child + " is gone" + child.errorsForMessage(), gone);
            }
        }

        /** The result; fails if the command threw. */
        String value() throws Exception {
            String text = raw();
            if (!text.startsWith("ok ")) {
                throw new AssertionError(child + " " + text);
            }
            return text.substring("ok ".length());
        }

        /** Fails unless the command threw an exception of this type. */
        void threw(Class<? extends Throwable> type) throws Exception {
            String text = raw();
            assertEquals("threw " + type.getSimpleName(), text.split(":", 2)[0], text);
        }

        /** Whether the command threw such an exception; fails if it threw another one. */
        boolean didThrow(Class<? extends Throwable> type) throws Exception {
            if (raw().startsWith("ok ")) {
                return false;
            }
            threw(type);
            return true;
        }

        /** Fails unless the command threw an exception of one of these types; returns its message. */
        String threwOneOf(String... types) throws Exception {
            String[] text = raw().split("[ :]+", 3);
            assertTrue(text[0].equals("threw") && List.of(types).contains(text[1]), () -> String.join(" ", text));
            return text[2];
        }

        boolean isDone() {
            return future.isDone();
        }

        /** Waits a moment, and tells whether there is still no result. */
        boolean staysBlocked() throws InterruptedException {
            Thread.sleep(STILL_BLOCKED_MILLIS);
            return !future.isDone();
        }
    }
}
