package dev.sluice.stress.bench;

import dev.sluice.Waiting;
import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.PipeKind;
import java.nio.file.Path;
import java.util.List;

/** How a role comes to its end of a pipe, by its arguments. */
interface Opener {
    Pipe open(List<String> arguments) throws Exception;

    /** KIND FILE CAPACITY, of a deque in the mode that polls. */
    static Pipe edge(List<String> arguments) throws Exception {
        return Edge.open(
                Edge.Kind.valueOf(arguments.get(0)),
                Path.of(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Waiting.SPIN);
    }

    /** KIND FILE BYTES, of Sluice or one of its peers. */
    static Pipe pipe(List<String> arguments, boolean produces) throws Exception {
        return PipeKind.valueOf(arguments.get(0))
                .open(Path.of(arguments.get(1)), new Payload(Integer.parseInt(arguments.get(2))), produces);
    }
}
