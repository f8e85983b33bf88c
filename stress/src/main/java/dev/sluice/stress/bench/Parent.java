package dev.sluice.stress.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The other end of {@link Peer}, in the peer: orders come in as lines, answers go out as lines. */
final class Parent {
    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream answers = System.out;

    /** The next order, word by word; null when there will be none, also because the parent is dead. */
    String @Nullable [] order() throws IOException {
        String line = orders.readLine();
        return line == null ? null : line.split(" ", -1);
    }

    /** Sends an answer. */
    void answer(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        answers.println(line);
        answers.flush();
    }
}
