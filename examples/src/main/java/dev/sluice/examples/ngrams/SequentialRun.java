package dev.sluice.examples.ngrams;

import dev.sluice.examples.ExampleFailure;
import java.util.List;
import java.util.Optional;

/** The same count without any worker process: what {@code --workers 0} does, and the check on all others. */
final class SequentialRun {
    private SequentialRun() {}

    static Outcome run(PartitionSource source, Phases phases) throws ExampleFailure {
        Totals totals = new Totals();
        long bytes = source.totalBytes();
        while (true) {
            phases.enter(Phase.READ);
            Optional<Partition> next = source.next();
            phases.show(Phase.READ, source.bytesRead(), bytes);
            if (next.isEmpty()) {
                phases.show(Phase.MAP, source.linesRead(), source.linesRead());
                phases.show(Phase.REDUCE, source.linesRead(), source.linesRead());
                return new Outcome(totals, 0, 0);
            }
            phases.enter(Phase.MAP);
            NgramCounter.Result result = NgramCounter.count(next.get());
            phases.show(Phase.MAP, source.linesRead(), -1);
            phases.enter(Phase.REDUCE);
            totals.add(result.lines());
            for (List<WordCount> chunk : result.counts().chunks(MessageCodec.CHUNK_BYTES)) {
                totals.add(chunk);
            }
            phases.show(Phase.REDUCE, source.linesRead(), -1);
        }
    }
}
