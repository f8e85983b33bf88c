package dev.sluice.stress.race;

import dev.sluice.ring.Batch;
import dev.sluice.ring.Payload;

/**
 * The elements of a race, 1 to 9: each of a length of its own, and every byte says whose it is and where it stands, so that one
 * byte of another one, or of an earlier one, is told.
 */
final class Elements {
    private static final int MOST = 9;

    private final int base;
    private final byte[][] elements = new byte[MOST + 1][];

    /** Elements a little longer than that many bytes. */
    Elements(int base) {
        this.base = base;
        for (int element = 1; element <= MOST; element++) {
            elements[element] = new byte[base + element];
            for (int i = 0; i < elements[element].length; i++) {
                elements[element][i] = (byte) (element * 29 + i * 3);
            }
        }
    }

    /** Lets the payload be an element. */
    Payload set(Payload payload, int element) {
        return payload.set(elements[element], 0, elements[element].length);
    }

    Batch batch(int... values) {
        Batch batch = new Batch();
        for (int value : values) {
            int start = batch.append(elements[value].length, 0);
            System.arraycopy(elements[value], 0, batch.bytes(), start, elements[value].length);
        }
        return batch;
    }

    /** The element that these bytes are, or {@link Outcome#TORN}. */
    int read(byte[] bytes, int offset, int length) {
        int element = length - base;
        if (element < 1 || element > MOST) {
            return Outcome.TORN;
        }
        byte[] expected = elements[element];
        for (int i = 0; i < length; i++) {
            if (bytes[offset + i] != expected[i]) {
                return Outcome.TORN;
            }
        }
        return element;
    }

    /** The digits of the elements of a batch, from the first on; 0 if there is none. */
    int read(Batch batch) {
        int digits = 0;
        for (int i = 0; i < batch.count(); i++) {
            int element = read(batch.bytes(), batch.start(i), batch.length(i));
            if (element == Outcome.TORN) {
                return Outcome.TORN;
            }
            digits = digits * 10 + element;
        }
        return digits;
    }
}
