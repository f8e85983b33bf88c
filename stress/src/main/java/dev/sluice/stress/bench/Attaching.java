package dev.sluice.stress.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a handle costs to attach and to detach, and what many of them cost: of one deque, and of one process. */
final class Attaching implements Scenario {
    private static final int FEW = 2;
    private static final int MANY = 64;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        try (Turns turns = new Turns(bench, "attach")) {
            for (int attached : List.of(FEW, MANY)) {
                turns.add(title(attached), () -> new AttachedDeques(attached).start(bench));
            }
            turns.run();
            print(bench, turns);
        }
        Hundreds.run(bench);
    }

    private static String title(int attached) {
        return attached + " attached";
    }

    private static void print(Bench bench, Turns turns) {
        bench.title(
                "attach, H: a KERNEL deque with " + FEW + " handles attached beside one with " + MANY
                        + ", in turn; all but those in use are idle, in one other process",
                "put and take: by one thread, " + Message.BYTES
                        + " bytes, of processor time; there and back: through two deques of two"
                        + " processes, each of which works for " + AttachedDeques.WORK_MICROS
                        + " us first, so that the other one sleeps",
                "open, close: of one more handle, in a process that has one already, " + AttachedDeques.ROUNDS
                        + " times; the other process looks up each time",
                "ratio: median of those turn by turn (smallest, largest); the limit is 1.2");
        Table table = new Table("what", title(FEW), title(MANY), "ratio");
        for (int i = 0; i < AttachedDeques.FIGURES.size(); i++) {
            Map<String, Series> figures = turns.figures(i);
            Series few = figures.getOrDefault(title(FEW), new Series());
            Series many = figures.getOrDefault(title(MANY), new Series());
            table.row(
                    AttachedDeques.FIGURES.get(i),
                    few.text(0),
                    many.text(0),
                    many.ratiosTo(few).text(2));
        }
        table.print(bench.out());
    }
}
