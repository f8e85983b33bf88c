package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Duplex;
import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.PipeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** How a role comes to its end of what it uses, by its arguments. */
interface Opener<P> {
    /** Enough for one message at a time. */
    int CAPACITY = 64;

    P open(List<String> arguments) throws Exception;

    /** KIND FILE CAPACITY, of a deque in the mode that polls. */
    static Pipe edge(List<String> arguments) throws Exception {
        return edge(arguments.get(0), arguments.get(1), Integer.parseInt(arguments.get(2)));
    }

    /** KIND FILE-THERE FILE-BACK, of two such deques. */
    static Duplex edges(List<String> arguments, boolean calls) throws Exception {
        Pipe there = edge(arguments.get(0), arguments.get(1), CAPACITY);
        Pipe back = edge(arguments.get(0), arguments.get(2), CAPACITY);
        return calls ? new Duplex(there, back) : new Duplex(back, there);
    }

    private static Pipe edge(String kind, String file, int capacity) throws Exception {
        return Edge.open(Edge.Kind.valueOf(kind), Path.of(file), capacity, Waiting.SPIN);
    }

    /** KIND FILE BYTES, of Sluice or one of its peers. */
    static Pipe pipe(List<String> arguments, boolean produces) throws Exception {
        return PipeKind.valueOf(arguments.get(0))
                .open(Path.of(arguments.get(1)), new Payload(Integer.parseInt(arguments.get(2))), produces);
    }

    /** KIND BYTES, of a queue within this process: as many ends as are asked for. */
    static Supplier<Pipe> ends(List<String> arguments) {
        return PipeKind.valueOf(arguments.get(0)).ends(new Payload(Integer.parseInt(arguments.get(1))));
    }

    /** KIND FILE-THERE FILE-BACK BYTES, of Sluice or one of its peers. */
    static Duplex duplex(List<String> arguments, boolean calls) throws Exception {
        return Duplex.open(
                PipeKind.valueOf(arguments.get(0)),
                Path.of(arguments.get(1)),
                Path.of(arguments.get(2)),
                new Payload(Integer.parseInt(arguments.get(3))),
                calls);
    }
}
