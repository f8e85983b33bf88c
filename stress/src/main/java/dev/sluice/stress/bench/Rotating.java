package dev.sluice.stress.bench;

import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** What {@code rotate(1)} costs on a few elements, and on very many. */
final class Rotating implements Scenario {
    private static final int FEW = 10;
    private static final int MANY = 1_000_000;

    /** As often as it takes to have gone around the many once. */
    private static final int WARM_UP = MANY;

    private static final int BETWEEN_LOOKS = 1_000;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Series few = new Series();
        Series many = new Series();
        Series ratio = new Series();
        try (SharedDeque<byte[]> small = filled(bench, FEW);
                SharedDeque<byte[]> large = filled(bench, MANY)) {
            rotate(small, WARM_UP);
            rotate(large, WARM_UP);
            for (int repeat = 1; repeat <= bench.repeats(); repeat++) {
                bench.progress("rotate, repeat " + repeat);
                double nanosOfFew = measure(small, bench.seconds());
                double nanosOfMany = measure(large, bench.seconds());
                few.add(nanosOfFew);
                many.add(nanosOfMany);
                ratio.add(nanosOfMany / nanosOfFew);
            }
            Files.delete(small.path());
            Files.delete(large.path());
        }
        bench.title("rotate: rotate(1) by one thread, " + Message.BYTES + " bytes each, a KERNEL deque, nobody else");
        Table table = new Table("elements", "ns/rotate(1)");
        table.row(Integer.toString(FEW), few.text(1));
        table.row(Integer.toString(MANY), many.text(1));
        table.row("ratio", ratio.text(2));
        table.print(bench.out());
    }

    private static SharedDeque<byte[]> filled(Bench bench, int elements) throws IOException {
        return FilledDeque.create(bench.file("rotate" + elements), elements, elements);
    }

    private static void rotate(SharedDeque<byte[]> deque, int times) {
        for (int i = 0; i < times; i++) {
            deque.rotate(1);
        }
    }

    /** Nanoseconds of each. */
    private static double measure(SharedDeque<byte[]> deque, int seconds) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long count = 0;
        long now = begin;
        while (now < end) {
            rotate(deque, BETWEEN_LOOKS);
            count += BETWEEN_LOOKS;
            now = System.nanoTime();
        }
        return (double) (now - begin) / count;
    }
}
