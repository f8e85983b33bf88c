package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;

/** Puts or takes without end, and says what it has put or taken as soon as the call has returned. */
final class VictimMain {
    private VictimMain() {}

    /** Arguments: put or take, the file, for a putter the prefix of its elements. */
    public static void main(String[] args) throws IOException, InterruptedException {
        SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(Path.of(args[1]));
        for (int i = 0; ; i++) {
            if (args[0].equals("take")) {
                System.out.println(i % 2 == 0 ? deque.takeFirst() : deque.takeLast());
            } else {
                if (i % 2 == 0) {
                    deque.putFirst(args[2] + i);
                } else {
                    deque.putLast(args[2] + i);
                }
                System.out.println(args[2] + i);
            }
        }
    }
}
