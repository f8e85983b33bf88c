package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Codec;
import dev.sluice.DequeStats;
import dev.sluice.SharedDeque;
import dev.sluice.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every element that is put is taken once, whoever puts and takes, and P1: whoever is killed. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExactOnceTest {
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 2;
    private static final int VICTIMS = 6;

    @RegisterExtension
    final Stage stage = new Stage();

    /**
     * Of several producers and consumers in processes of their own, with elements of all sizes, in a deque that is full and
     * empty again and again, each element comes out once and undamaged, and in FIFO use in its producer's order.
     */
    @ParameterizedTest
    @CsvSource({"KERNEL,FIFO,6000", "KERNEL,BOTH,6000", "BACKOFF,FIFO,6000", "YIELD,BOTH,6000", "SPIN,BOTH,300"})
    void producersAndConsumers(Waiting waiting, ExactOnceMain.Ends ends, int elements) throws Exception {
        SharedDeque<byte[]> deque = stage.closing(SharedDeque.builder(Codec.bytes())
                .capacity(6)
                .elementBytes(24)
                .waiting(waiting)
                .create(stage.file()));
        List<ChildJvm> producers = new ArrayList<>();
        for (int id = 0; id < PRODUCERS; id++) {
            producers.add(stage.start(ChildJvm.of(ExactOnceMain.class, "produce", stage.file(), ends, id, elements)));
        }
        List<ChildJvm> consumers = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            consumers.add(stage.start(ChildJvm.of(ExactOnceMain.class, "consume", stage.file(), ends, PRODUCERS)));
        }
        int full = 0;
        for (ChildJvm producer : producers) {
            producer.expect("ready");
            full += Integer.parseInt(producer.line());
        }
        deque.shutdown();
        BitSet[] all = new BitSet[PRODUCERS];
        Arrays.setAll(all, i -> new BitSet());
        int sum = 0;
        int empty = 0;
        for (ChildJvm consumer : consumers) {
            consumer.expect("ready");
            String[] result = consumer.line().split(" ", -1);
            assertEquals(1 + PRODUCERS, result.length, () -> String.join(" ", result));
            empty += Integer.parseInt(result[0]);
            for (int id = 0; id < PRODUCERS; id++) {
                BitSet seen = BitSet.valueOf(Base64.getDecoder().decode(result[1 + id]));
                sum += seen.cardinality();
                all[id].or(seen);
            }
        }
        for (BitSet of : all) {
            assertEquals(elements, of.cardinality());
            assertEquals(elements, of.length());
        }
        assertEquals(PRODUCERS * elements, sum, "some were taken twice");
        assertTrue(full > 0 && empty > 0, "full " + full + " times, empty " + empty + " times");
        for (ChildJvm child : producers) {
            assertEquals(0, child.exitCode());
        }
        for (ChildJvm child : consumers) {
            assertEquals(0, child.exitCode());
        }
        DequeStats stats = deque.stats();
        assertEquals(0, stats.size());
        assertEquals(1, stats.participants());
        assertEquals((long) PRODUCERS * elements, stats.puts());
        assertEquals((long) PRODUCERS * elements, stats.takes());
        assertEquals(0, stats.repairs());
        assertTrue(stats.highWaterMark() > 1 && stats.highWaterMark() <= 6, stats::toString);
    }

    /** What killed producers have put is there, the element in hand at the death whole or not at all, and nothing twice. */
    @Test
    void killedProducers() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(4));
        Background<List<String>> consumer = stage.run(() -> {
            List<String> all = new ArrayList<>();
            for (String element = deque.take(); !element.equals("end"); element = deque.take()) {
                all.add(element);
            }
            return all;
        });
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < VICTIMS; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            ChildJvm victim = stage.start(
                    ChildJvm.of(VictimMain.class, "put", stage.file(), i + ".").reader(line -> {
                        said.add(line);
                        begun.countDown();
                    }));
            assertTrue(begun.await(60, TimeUnit.SECONDS), "it has begun");
            Thread.sleep(ThreadLocalRandom.current().nextInt(100));
            victim.kill();
        }
        Eventually.holds(() -> deque.stats().participants() == 1, "the dead are gone");
        deque.putLast("end");
        List<String> taken = consumer.get();
        Eventually.holds(() -> endsSeen(said) == VICTIMS, "all is read");
        assertEquals(new HashSet<>(taken).size(), taken.size(), "some came twice");
        Set<String> missing = new TreeSet<>(said);
        missing.removeIf(ChildJvm::isEnd);
        missing.removeAll(taken);
        assertEquals(Set.of(), missing);
        Set<String> inHand = new TreeSet<>(taken);
        inHand.removeAll(said);
        assertTrue(inHand.size() <= VICTIMS, inHand::toString);
        assertEquals(VICTIMS, deque.stats().repairs());
        assertEquals(0, deque.size());
    }

    /** Killed consumers take one element at most to the grave each, and nobody gets one twice. */
    @Test
    void killedConsumers() throws Exception {
        SharedDeque<String> deque =
                stage.create(SharedDeque.builder(Codec.utf8()).capacity(4));
        Thread putter = Thread.currentThread();
        Background<Integer> producer = stage.run(() -> {
            int i = 0;
            try {
                while (putter.isAlive()) {
                    deque.putLast("e" + i);
                    i++;
                }
            } catch (InterruptedException enough) {
                return i;
            }
            return -1;
        });
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < VICTIMS; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            ChildJvm victim = stage.start(
                    ChildJvm.of(VictimMain.class, "take", stage.file()).reader(line -> {
                        said.add(line);
                        begun.countDown();
                    }));
            assertTrue(begun.await(60, TimeUnit.SECONDS), "it has begun");
            Thread.sleep(ThreadLocalRandom.current().nextInt(100));
            victim.kill();
        }
        producer.interrupt();
        int put = producer.get();
        Eventually.holds(() -> endsSeen(said) == VICTIMS, "all is read");
        List<String> taken = new ArrayList<>(said);
        taken.removeIf(ChildJvm::isEnd);
        deque.drainTo(taken);
        assertEquals(new HashSet<>(taken).size(), taken.size(), "some came twice");
        assertTrue(taken.size() <= put && taken.size() >= put - VICTIMS, put + " put, " + taken.size() + " taken");
        Eventually.holds(() -> deque.stats().repairs() == VICTIMS, "the dead are gone");
    }

    private static long endsSeen(List<String> said) {
        synchronized (said) {
            return said.stream().filter(ChildJvm::isEnd).count();
        }
    }
}
