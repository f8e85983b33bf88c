package dev.sluice.stress.bench;

import dev.sluice.stress.pipe.Payload;
import dev.sluice.stress.pipe.Pipe;
import dev.sluice.stress.pipe.PipeKind;
import dev.sluice.stress.pipe.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Some of the producers and consumers, or all of them as threads that share a handle. Arguments: KIND FILE BYTES CPU CPU PRODUCERS
 * FROM TO; producers have the first seats, and those from FROM up to TO are in this process, alternately on the two processors.
 * Order: run MILLIS. Answer, when the producers have: sent COUNT CHECKSUM. Order, when all producers of all processes have: stop.
 * Answer: received COUNT CHECKSUM BEGIN END.
 */
final class Contenders implements Role {
    /** One with its thread. */
    private record Place(Contender contender, PinnedThread thread) {
        <T> Future<T> start(Callable<T> task) {
            return thread.start(task);
        }
    }

    private final List<Place> producers = new ArrayList<>();
    private final List<Place> consumers = new ArrayList<>();
    private volatile boolean over;

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        int count = Integer.parseInt(arguments.get(5));
        int from = Integer.parseInt(arguments.get(6));
        int to = Integer.parseInt(arguments.get(7));
        Callable<Pipe> opener = opener(arguments, to - from > 1, from < count);
        for (int seat = from; seat < to; seat++) {
            int cpu = Integer.parseInt(arguments.get(seat % 2 == 0 ? 3 : 4));
            PinnedThread thread = new PinnedThread("seat " + seat, cpu);
            Place place = new Place(new Contender(seat, thread.start(opener).get()), thread);
            (seat < count ? producers : consumers).add(place);
        }
        parent.answer("ready");
        for (String[] order = parent.order(); order != null; order = parent.order()) {
            run(Integer.parseInt(order[1]), parent);
        }
    }

    private static Callable<Pipe> opener(List<String> arguments, boolean several, boolean produces) throws Exception {
        PipeKind kind = PipeKind.valueOf(arguments.get(0));
        Path file = Path.of(arguments.get(1));
        Payload payload = new Payload(Integer.parseInt(arguments.get(2)));
        return several ? kind.ends(file, payload)::get : () -> kind.open(file, payload, produces);
    }

    private void run(int millis, Parent parent) throws Exception {
        over = false;
        List<Future<Contender.Received>> receiving = new ArrayList<>();
        for (Place each : consumers) {
            receiving.add(each.start(() -> each.contender.receive(() -> over)));
        }
        List<Future<Tally>> sending = new ArrayList<>();
        for (Place each : producers) {
            sending.add(each.start(() -> each.contender.send(millis)));
        }
        answerSent(sending, parent);
        if (parent.order() != null) {
            over = true;
            answerReceived(receiving, parent);
        }
    }

    private static void answerSent(List<Future<Tally>> sending, Parent parent) throws Exception {
        long count = 0;
        long sum = 0;
        for (Future<Tally> each : sending) {
            Tally sent = each.get();
            count += sent.count();
            sum += sent.checksum();
        }
        parent.answer("sent", count, Tally.checksum(sum));
    }

    private static void answerReceived(List<Future<Contender.Received>> receiving, Parent parent) throws Exception {
        long count = 0;
        long sum = 0;
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Future<Contender.Received> each : receiving) {
            Contender.Received received = each.get();
            count += received.tally().count();
            sum += received.tally().checksum();
            if (received.tally().count() > 0) {
                begin = Math.min(begin, received.begin());
                end = Math.max(end, received.end());
            }
        }
        parent.answer("received", count, Tally.checksum(sum), begin, end);
    }
}
