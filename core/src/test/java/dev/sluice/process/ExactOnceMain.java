package dev.sluice.process;

import dev.sluice.Codec;
import dev.sluice.DequeShutdownException;
import dev.sluice.SharedDeque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Random;

/** A producer or consumer of {@link ExactOnceTest}. */
final class ExactOnceMain {
    private static final int HEADER_BYTES = 8;

    private ExactOnceMain() {}

    /** Which ends are used. */
    enum Ends {
        FIFO,
        BOTH
    }

    /** Arguments: produce file ends id elements, or consume file ends producers. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Ends ends = Ends.valueOf(args[2]);
        try (SharedDeque<byte[]> deque = SharedDeque.builder(Codec.bytes()).open(Path.of(args[1]))) {
            System.out.println("ready");
            int last = Integer.parseInt(args[args.length - 1]);
            if (args[0].equals("produce")) {
                System.out.println(produce(deque, ends, Integer.parseInt(args[3]), last));
            } else {
                System.out.println(consume(deque, ends, last));
            }
        }
    }

    /** Returns how often the deque was full. */
    private static int produce(SharedDeque<byte[]> deque, Ends ends, int id, int elements) throws InterruptedException {
        Random random = new Random(id);
        int full = 0;
        for (int sequence = 0; sequence < elements; sequence++) {
            byte[] element = element(id, sequence, size(random, deque.maxElementBytes()));
            boolean first = ends == Ends.BOTH && random.nextBoolean();
            if (first ? !deque.offerFirst(element) : !deque.offerLast(element)) {
                full++;
                if (first) {
                    deque.putFirst(element);
                } else {
                    deque.putLast(element);
                }
            }
        }
        return full;
    }

    /** Mostly small ones, some that are larger than what is reserved, a few that take nearly the whole ring. */
    private static int size(Random random, int most) {
        int kind = random.nextInt(20);
        int bound = kind < 12 ? 24 : kind < 19 ? 300 : most - HEADER_BYTES + 1;
        return HEADER_BYTES + random.nextInt(bound);
    }

    static byte[] element(int producer, int sequence, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(size).putInt(producer).putInt(sequence);
        while (buffer.hasRemaining()) {
            buffer.put((byte) (sequence + 31 * producer + 7 * buffer.position()));
        }
        return buffer.array();
    }

    /** Returns how often the deque was empty, and for each producer what came. */
    private static String consume(SharedDeque<byte[]> deque, Ends ends, int producers) throws InterruptedException {
        BitSet[] seen = new BitSet[producers];
        Arrays.setAll(seen, i -> new BitSet());
        int empty = 0;
        try {
            for (int i = 0; ; i++) {
                boolean first = ends == Ends.FIFO || i % 3 != 0;
                byte[] element = first ? deque.pollFirst() : deque.pollLast();
                if (element == null) {
                    empty++;
                    element = first ? deque.takeFirst() : deque.takeLast();
                }
                String problem = accept(element, seen, ends);
                if (problem != null) {
                    return problem;
                }
            }
        } catch (DequeShutdownException drained) {
            StringBuilder result = new StringBuilder().append(empty);
            for (BitSet of : seen) {
                result.append(' ').append(Base64.getEncoder().encodeToString(of.toByteArray()));
            }
            return result.toString();
        }
    }

    private static String accept(byte[] element, BitSet[] seen, Ends ends) {
        if (element.length < HEADER_BYTES) {
            return "cut to " + element.length;
        }
        ByteBuffer buffer = ByteBuffer.wrap(element);
        int producer = buffer.getInt();
        int sequence = buffer.getInt();
        String name = producer + ":" + sequence;
        if (producer < 0 || producer >= seen.length || sequence < 0) {
            return "unknown " + name;
        }
        if (!Arrays.equals(element, element(producer, sequence, element.length))) {
            return "damaged " + name;
        }
        if (seen[producer].get(sequence)) {
            return "twice " + name;
        }
        if (ends == Ends.FIFO && sequence < seen[producer].length()) {
            return "late " + name + " after " + (seen[producer].length() - 1);
        }
        seen[producer].set(sequence);
        return null;
    }
}
