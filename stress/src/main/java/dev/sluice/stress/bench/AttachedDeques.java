package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Some deques that as many are attached to, and those who use them. */
final class AttachedDeques implements Turns.Runner {
    static final int ROUNDS = 500;
    static final int WORK_MICROS = 50;
    static final List<String> FIGURES = List.of(
            "put and take, ns",
            "there and back, each asleep, p50 ns",
            "there and back, each asleep, p99 ns",
            "open another handle, p50 ns",
            "open another handle, p99 ns",
            "close it, p50 ns",
            "close it, p99 ns");

    private static final int TRIPS = 3_000;

    private final int attached;
    private final List<Peer> peers = new ArrayList<>();

    AttachedDeques(int attached) {
        this.attached = attached;
    }

    AttachedDeques start(Bench bench) throws IOException, InterruptedException {
        Path alone = create(bench, "alone");
        Path there = create(bench, "there");
        Path back = create(bench, "back");
        peers.add(Peer.jvm(bench.cores().onFirst(), List.of(), "newcomer", alone));
        peers.add(Peer.jvm(bench.cores().onFirst(), List.of(), "blocking-caller", there, back));
        peers.add(Peer.jvm(bench.cores().onSecond(), List.of(), "blocking-echo", there, back));
        // All idle handles in one process: it is handles that are compared, not processes.
        Object[] idle = {attached - 1, alone, attached - 2, there, attached - 2, back};
        peers.add(Peer.jvm(List.of(), List.of(), "attached", idle));
        for (Peer peer : peers) {
            peer.answer("ready");
        }
        return this;
    }

    private Path create(Bench bench, String name) throws IOException {
        Path file = bench.file("attach-" + name + attached);
        SharedDeque.builder(Codec.bytes())
                .capacity(BlockingEcho.CAPACITY)
                .elementBytes(Message.BYTES)
                .create(file)
                .close();
        return file;
    }

    @Override
    public double[] run(int millis) throws InterruptedException {
        Peer newcomer = peers.get(0);
        newcomer.tell("pairs", millis);
        double pair = newcomer.answer("done", millis)[0];
        Peer caller = peers.get(1);
        Peer echo = peers.get(2);
        echo.tell("run", TRIPS, WORK_MICROS);
        caller.tell("run", TRIPS, WORK_MICROS);
        double[] trip = caller.answer("done");
        echo.answer("done");
        newcomer.tell("attach", ROUNDS);
        double[] handle = newcomer.answer("done");
        return new double[] {pair, trip[0], trip[1], handle[0], handle[1], handle[2], handle[3]};
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
