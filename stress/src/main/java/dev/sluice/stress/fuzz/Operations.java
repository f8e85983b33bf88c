package dev.sluice.stress.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.sluice.deque.DequeEngine;
import dev.sluice.deque.End;
import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;
import dev.sluice.sync.Deadline;
import java.util.Arrays;

/** Operations on a handle, chosen by the input. */
final class Operations {
    private static final int MOST_BYTES = 120;

    private Operations() {}

    static void one(DequeEngine engine, FuzzedDataProvider data) {
        End end = data.consumeBoolean() ? End.FIRST : End.LAST;
        switch (data.consumeInt(0, 15)) {
            case 0, 1 -> engine.offer(end, payload(data));
            case 2, 3 -> engine.poll(end, new Payload());
            case 4 -> engine.peek(end, new Payload());
            case 5 -> engine.appendAll(batch(data));
            case 6 -> engine.prependAll(batch(data), 0);
            case 7 -> engine.drain(data.consumeInt(1, 20), new Batch());
            case 8 -> engine.remove(data.consumeInt(-1, 20), end);
            case 9 -> engine.removeOccurrence(data.consumeInt(-1, 20), end, stamps(data), new Batch());
            case 10 -> engine.removeAll(stamps(data));
            case 11 -> engine.takeFor(end, 4, new Batch(), data::consumeBoolean, Deadline.AT_ONCE);
            case 12 -> look(engine);
            case 13, 14 -> indexed(engine, data);
            default -> end(engine, data);
        }
    }

    private static void indexed(DequeEngine engine, FuzzedDataProvider data) {
        int index = data.consumeInt(-9, 9);
        try {
            switch (data.consumeInt(0, 6)) {
                case 0 -> engine.indexed().get(index, new Payload());
                case 1 -> engine.indexed().set(index, payload(data), new Payload());
                case 2 -> engine.indexed().insert(index, payload(data));
                case 3 -> engine.indexed().remove(index, new Payload());
                case 4 -> engine.indexed().reverse();
                case 5 -> engine.batches().prependNew(batch(data));
                default -> engine.indexed().rotate(index);
            }
        } catch (IndexOutOfBoundsException failure) {
            // Documented if it is the caller's index that is wrong, and a defect if it is one into the file.
            if (!String.valueOf(failure.getMessage()).contains("is out of range for size")) {
                throw failure;
            }
        }
    }

    private static void look(DequeEngine engine) {
        engine.snapshot();
        engine.size();
        engine.stats();
        engine.isSurelyEmpty();
    }

    private static void end(DequeEngine engine, FuzzedDataProvider data) {
        switch (data.consumeInt(0, 7)) {
            case 0 -> engine.clear();
            case 1 -> engine.shutDown(false);
            case 2 -> engine.shutDown(true);
            default -> engine.repair();
        }
    }

    private static Payload payload(FuzzedDataProvider data) {
        int length = data.consumeInt(0, MOST_BYTES);
        return new Payload().set(new byte[length], 0, length);
    }

    private static Batch batch(FuzzedDataProvider data) {
        Batch batch = new Batch();
        for (int i = data.consumeInt(0, 4); i > 0; i--) {
            batch.append(data.consumeInt(0, MOST_BYTES), 0);
        }
        return batch;
    }

    private static int[] stamps(FuzzedDataProvider data) {
        int[] stamps = new int[data.consumeInt(0, 5)];
        Arrays.setAll(stamps, i -> data.consumeInt(-1, 20));
        Arrays.sort(stamps);
        return stamps;
    }
}
