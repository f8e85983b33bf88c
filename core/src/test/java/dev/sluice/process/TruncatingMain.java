package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.nio.file.Files;
import java.nio.file.Path;

/** Truncates or rewrites files as soon as their last handle is closed; started by {@link AttachTest}. Argument: file. */
final class TruncatingMain {
    private static final int TIMES = 1_000;

    private TruncatingMain() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        for (int i = 0; i < TIMES; i++) {
            try (SharedDeque<String> deque =
                    SharedDeque.builder(Codec.utf8()).capacity(4).create(file)) {
                deque.put("a");
            }
            Files.write(file, new byte[i % 2 * 100]);
            Files.delete(file);
        }
        System.out.println("done");
    }
}
