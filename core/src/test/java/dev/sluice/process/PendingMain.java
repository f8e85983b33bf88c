package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes futures, cancels them, and returns from main without closing anything: the JVM is to end by itself. */
final class PendingMain {
    private PendingMain() {}

    public static void main(String[] args) throws Exception {
        SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).openOrCreate(Path.of(args[0]));
        List<CompletableFuture<String>> takes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            takes.add(deque.async().take());
        }
        Thread.sleep(50);
        takes.forEach(take -> take.cancel(true));
        CompletableFuture<String> unused = deque.async().take(); // and one that stays pending
        System.out.println("cancelled");
    }
}
