package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waiting for futures in tests, and the thread that serves them. */
final class Futures {
    private Futures() {}

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(Stage.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> get(future)).getCause();
    }

    static boolean isThreadThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("sluice-async"));
    }
}
