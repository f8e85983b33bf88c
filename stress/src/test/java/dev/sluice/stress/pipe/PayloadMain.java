package dev.sluice.stress.pipe;

import org.agrona.concurrent.UnsafeBuffer;

/** In a JVM with the flag of Agrona's buffers: messages are what they are said to be, and damaged ones are found out. */
final class PayloadMain {
    private static final int[] SIZES = {8, 16, 64, 72, 128, 1024, 1 << 16};
    private static final int MESSAGES = 300;

    private PayloadMain() {}

    public static void main(String[] arguments) {
        for (int bytes : SIZES) {
            Payload payload = new Payload(bytes);
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[Long.BYTES + bytes]);
            int found = 0;
            for (long number = 0; number < MESSAGES; number++) {
                payload.write(number, buffer, Long.BYTES);
                if (payload.read(buffer, Long.BYTES, bytes) != number) {
                    throw new AssertionError("not message " + number + " of " + bytes + " bytes");
                }
                // Each word in turn; the number itself is what a receiver compares with the one before.
                int word = bytes == Long.BYTES ? 0 : 1 + (int) (number % (bytes / Long.BYTES - 1));
                if (word != 0 && isFoundOut(payload, buffer, Long.BYTES + word * Long.BYTES, bytes)) {
                    found++;
                }
            }
            System.out.println(bytes + " " + found);
        }
    }

    private static boolean isFoundOut(Payload payload, UnsafeBuffer buffer, int at, int bytes) {
        long before = buffer.getLong(at);
        buffer.putLong(at, before ^ 1L << 17);
        try {
            payload.read(buffer, Long.BYTES, bytes);
            return false;
        } catch (BenchFailure damaged) {
            return true;
        } finally {
            buffer.putLong(at, before);
        }
    }
}
