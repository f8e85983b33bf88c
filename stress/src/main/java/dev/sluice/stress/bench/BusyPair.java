package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Duplex;
import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.PipeKind;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Caller and echo as two threads of one process, each on one of the two processors. Arguments: KIND BYTES CPU CPU. Orders and
 * answers: as the caller's.
 */
final class BusyPair implements Role {
    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        PipeKind kind = PipeKind.valueOf(arguments.get(0));
        Payload payload = new Payload(Integer.parseInt(arguments.get(1)));
        Supplier<Pipe> there = kind.ends(payload);
        Supplier<Pipe> back = kind.ends(payload);
        Duplex ofCaller = new Duplex(there.get(), back.get());
        Duplex ofEcho = new Duplex(back.get(), there.get());
        BusyCaller caller = new BusyCaller(unused -> ofCaller);
        PinnedThread calling = new PinnedThread("caller", Integer.parseInt(arguments.get(2)));
        PinnedThread answering = new PinnedThread("echo", Integer.parseInt(arguments.get(3)));
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            boolean each = order[0].equals("times");
            long millis = Long.parseLong(order[1]);
            Future<Long> echo = answering.start(() -> BusyEcho.answerAll(ofEcho));
            Future<String> result = calling.start(() -> caller.call(ofCaller, each, millis));
            echo.get();
            parent.answer("done", result.get());
        }
    }
}
