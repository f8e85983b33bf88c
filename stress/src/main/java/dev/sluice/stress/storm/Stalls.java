package dev.sluice.stress.storm;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The slowest call after each event: of those that began before some time after it and ended after it, what lies after it. */
final class Stalls {
    static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    /** The slowest call after an event. */
    record Sample(Control.Event event, long nanos) {
        @Override
        public String toString() {
            return event + ":" + nanos;
        }

        static Sample parse(String text) {
            String[] parts = text.split(":", 2);
            return new Sample(Control.Event.valueOf(parts[0]), Long.parseLong(parts[1]));
        }
    }

    private static final class Open {
        final Control.Event event;
        final long time;
        long worst = -1;

        Open(Control.Event event, long time) {
            this.event = event;
            this.time = time;
        }
    }

    private final Control control;
    private final List<Open> open = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private int seen;

    Stalls(Control control) {
        this.control = control;
        this.seen = control.events();
    }

    /** A call that needs to wait for nobody has taken that long. */
    void note(long begin, long end) {
        for (int events = control.events(); seen < events; seen++) {
            open.add(new Open(control.event(seen), control.timeOf(seen)));
        }
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open one = each.next();
            if (begin >= one.time + WINDOW_NANOS) {
                close(one);
                each.remove();
            } else if (end > one.time) {
                one.worst = Math.max(one.worst, end - Math.max(begin, one.time));
            }
        }
    }

    private void close(Open one) {
        if (one.worst >= 0) {
            samples.add(new Sample(one.event, one.worst));
        }
    }

    List<Sample> samples() {
        open.forEach(this::close);
        open.clear();
        return samples;
    }
}
