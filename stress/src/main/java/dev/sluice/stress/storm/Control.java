package dev.sluice.stress.storm;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A mapped page by which the storm tells its workers to stop, and when it has sent which signal. */
final class Control {
    /** What happened at a moment. */
    enum Event {
        KILL(1, "a kill"),
        /** Another process is killed at nearly the same time; or one is stopped meanwhile, which may hold what a survivor needs. */
        KILL_AND_MORE(2, "a kill close to another one, or to a stop"),
        /** Nothing at all: how long calls take on this machine anyway. */
        NOTHING(3, "nothing, for comparison");

        final int code;
        final String text;

        Event(int code, String text) {
            this.code = code;
            this.text = text;
        }

        private static Event of(long code) {
            for (Event event : values()) {
                if (event.code == code) {
                    return event;
                }
            }
            throw new StormFailure("no event " + code);
        }
    }

    private static final int STOP = 0;
    private static final int COUNT = 8;
    private static final int EVENTS = 64;
    private static final int EVENT_BYTES = 16;
    private static final int MOST_EVENTS = 4000;
    private static final int BYTES = EVENTS + MOST_EVENTS * EVENT_BYTES;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer page;

    private Control(MappedByteBuffer page) {
        this.page = page;
    }

    /** Opens the page of a round, which is made by whoever is first. */
    static Control open(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("control"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return new Control(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    void stop() {
        LONG.setVolatile(page, STOP, 1L);
    }

    boolean isStopped() {
        return (long) LONG.getVolatile(page, STOP) != 0;
    }

    /** Says what is going to happen now. */
    void announce(Event event) {
        int number = events();
        if (number == MOST_EVENTS) {
            throw new StormFailure("more than " + MOST_EVENTS + " events in a round");
        }
        int at = EVENTS + number * EVENT_BYTES;
        LONG.set(page, at, System.nanoTime());
        LONG.set(page, at + 8, (long) event.code);
        LONG.setVolatile(page, COUNT, number + 1L);
    }

    int events() {
        return (int) (long) LONG.getVolatile(page, COUNT);
    }

    long timeOf(int number) {
        return (long) LONG.get(page, EVENTS + number * EVENT_BYTES);
    }

    Event event(int number) {
        return Event.of((long) LONG.get(page, EVENTS + number * EVENT_BYTES + 8));
    }
}
