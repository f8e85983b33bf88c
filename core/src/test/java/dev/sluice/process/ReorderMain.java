package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Changes the order, the padding and the number of elements without end, and loses none. */
final class ReorderMain {
    static final String EXTRA = "extra";

    private ReorderMain() {}

    /** Arguments: the file, a seed. */
    public static void main(String[] args) throws IOException {
        SharedDeque<String> deque = SharedDeque.builder(Codec.utf8()).open(Path.of(args[0]));
        Random random = new Random(Long.parseLong(args[1]));
        System.out.println("begins");
        while (true) {
            int index = random.nextInt(deque.size());
            switch (random.nextInt(5)) {
                case 0 -> deque.rotate(random.nextInt(9) - 4);
                case 1 -> deque.reverse();
                case 2, 3 -> {
                    String name = deque.get(index).split("=", 2)[0];
                    int padding = random.nextInt(10) == 0 ? 1700 : random.nextInt(60);
                    deque.set(index, name + "=" + "x".repeat(padding));
                    deque.set(index, name + "=");
                }
                default -> {
                    deque.insert(index, EXTRA + "x".repeat(random.nextInt(60)));
                    deque.removeAt(index);
                    deque.addAllFirst(List.of(EXTRA, EXTRA));
                    deque.pollFirst();
                    deque.pollFirst();
                }
            }
        }
    }
}
