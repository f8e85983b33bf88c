package dev.sluice.stress.history;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A process that makes calls at random and writes down what they were; started by {@link Recorder} only. */
@Command(name = HistoryPeer.NAME, hidden = true, description = "A process of a history.")
public final class HistoryPeer implements Callable<Integer> {
    static final String NAME = "history-peer";

    @Option(names = "--deque", required = true)
    private Path file = Path.of("");

    @Option(names = "--board", required = true)
    private Path board = Path.of("");

    @Option(names = "--process", required = true)
    private int process;

    @Option(names = "--processes", required = true)
    private int processes;

    @Option(names = "--calls", required = true)
    private int calls;

    @Option(names = "--seed", required = true)
    private long seed;

    @Option(names = "--clock", required = true)
    private Clock clock = Clock.COUNTER;

    /** For the tests of all this: a poll that reads in one step and removes in another. */
    @Option(names = "--torn-polls")
    private boolean tornPolls;

    @Override
    public Integer call() throws IOException {
        Board shared = Board.map(board, processes, clock);
        Random random = new Random(seed * processes + process);
        try (SharedDeque<Integer> deque = SharedDeque.builder(Codec.int32()).open(file)) {
            for (long round = 1; shared.awaitRound(round); round++) {
                play(shared, deque, random);
                shared.arrive();
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void play(Board shared, SharedDeque<Integer> deque, Random random) {
        List<Event<Call, List<Integer>>> events = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Call call = Call.random(random);
            long invoked = shared.now();
            List<Integer> result = make(call, deque);
            events.add(new Event<>(process, call, result, invoked, shared.now()));
        }
        for (int i = 0; i < calls; i++) {
            shared.write(i, events.get(i));
        }
    }

    private List<Integer> make(Call call, SharedDeque<Integer> deque) {
        if (tornPolls && call.kind() == Call.Kind.POLL_FIRST) {
            List<Integer> seen = new Call(Call.Kind.PEEK_FIRST, 0).on(deque);
            call.on(deque);
            return seen;
        }
        return call.on(deque);
    }
}
