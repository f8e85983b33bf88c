package dev.sluice.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.layout.RecordLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A batch has its elements as the records that they are in the ring. */
class BatchTest {
    private static void append(Batch batch, byte[] element, int stamp) {
        int at = batch.append(element.length, stamp);
        System.arraycopy(element, 0, batch.bytes(), at, element.length);
    }

    private static byte[] element(int length) {
        byte[] element = new byte[length];
        Arrays.fill(element, (byte) (length + 1));
        return element;
    }

    private static int end(Batch batch) {
        return batch.words(0) * RecordLayout.WORD_BYTES;
    }

    /** Whatever the sizes, what goes in comes out; also in reverse, and behind others. */
    @Test
    void keepsElements() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            Batch batch = new Batch(random.nextInt(100));
            int count = random.nextInt(40);
            int[] lengths = new int[count];
            int words = 0;
            for (int i = 0; i < count; i++) {
                lengths[i] = random.nextInt(30);
                append(batch, element(lengths[i]), 1000 + i);
                words += RecordLayout.words(lengths[i]);
            }
            assertEquals(words, batch.words(0));
            Batch copy = batch.reversed().reversed();
            copy.appendAll(batch);
            assertEquals(2 * count, copy.count());
            for (int i = 0; i < 2 * count; i++) {
                assertArrayEquals(element(lengths[i % count]), copy.copy(i));
                assertEquals(1000 + i % count, copy.stamp(i));
                assertEquals(RecordLayout.words(lengths[i % count]), copy.wordsOf(i));
                ByteBuffer view = copy.view(i);
                assertEquals(ByteBuffer.wrap(element(lengths[i % count])), view);
                assertThrows(IndexOutOfBoundsException.class, () -> view.get(view.capacity()));
            }
        }
    }

    /** The bytes between a payload and its footer are not what a batch of another deque left in the array. */
    @Test
    void leavesNothingOfOthersBetween() {
        Batch batch = new Batch(4096);
        for (int length = 0; length < 40; length++) {
            Arrays.fill(batch.bytes(), (byte) 0x55);
            batch.clear();
            append(batch, element(length), 7);
            byte[] expected = new byte[end(batch)];
            ByteBuffer record = ByteBuffer.wrap(expected).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            record.putInt(RecordLayout.LENGTH, length).putInt(RecordLayout.STAMP, 7);
            record.put(RecordLayout.PAYLOAD, element(length));
            record.putInt(expected.length - RecordLayout.FOOTER_BYTES, ~length);
            assertArrayEquals(expected, Arrays.copyOf(batch.bytes(), expected.length));
        }
    }

    /** Records that were copied in are found; those before one that is damaged, wherever it is. */
    @Test
    void findsRecords() {
        Batch original = new Batch();
        for (int length = 0; length < 20; length++) {
            append(original, element(length), length);
        }
        int words = original.words(0);
        assertEquals(20, found(original.bytes(), words, words));
        for (int i = 0; i < 20; i++) {
            for (int at : new int[] {original.begin(i), original.begin(i + 1) - RecordLayout.FOOTER_BYTES}) {
                for (int bit = 0; bit < Integer.SIZE; bit++) {
                    byte[] damaged = original.bytes().clone();
                    damaged[at + bit / 8] ^= (byte) (1 << bit % 8);
                    assertEquals(i, found(damaged, words, original.words(0, i)));
                }
            }
        }
        assertEquals(19, found(original.bytes(), words - 1, original.words(0, 19)));
    }

    private static int found(byte[] bytes, int words, int expectedWords) {
        Batch batch = new Batch(0);
        append(batch, element(3), 0);
        int at = batch.room(words);
        System.arraycopy(bytes, 0, batch.bytes(), at, words * RecordLayout.WORD_BYTES);
        assertEquals(expectedWords, batch.addRecords(words, Integer.MAX_VALUE));
        return batch.count() - 1;
    }
}
