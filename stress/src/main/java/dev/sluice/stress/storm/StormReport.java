package dev.sluice.stress.storm;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The figures of all rounds. */
final class StormReport {
    private static final int DIGITS = 3;

    private final Map<String, Map<Control.Event, Histogram>> stalls = new TreeMap<>();
    private final Map<String, Integer> inFlight = new TreeMap<>();
    private int rounds;
    private int kills;
    private int pauses;
    private long calls;
    private long elements;
    private long lost;
    private long told;
    private int problems;

    void add(Conditions conditions, RoundResult result) {
        rounds++;
        kills += result.kills();
        pauses += result.pauses();
        calls += result.calls();
        elements += result.elements();
        if (conditions.scenario().isDeque()) {
            lost += result.lost();
        } else {
            told += result.lost();
        }
        problems += result.problems().size();
        result.inFlight().forEach((what, count) -> inFlight.merge(what, count, Integer::sum));
        String lane = conditions.scenario() + (conditions.scenario().isDeque() ? " " + conditions.waiting() : "");
        for (Stalls.Sample sample : result.samples()) {
            stalls.computeIfAbsent(lane, name -> new TreeMap<>())
                    .computeIfAbsent(sample.event(), event -> new Histogram(TimeUnit.SECONDS.toNanos(60), DIGITS))
                    .recordValue(Math.min(sample.nanos(), TimeUnit.SECONDS.toNanos(60)));
        }
    }

    int kills() {
        return kills;
    }

    void print(PrintWriter out, long nanos) {
        double seconds = nanos / 1e9;
        out.printf(
                Locale.ROOT,
                "%d rounds in %.0f s: %d kills (%.1f a second), %d pauses, %d calls, %d elements; %d elements went with"
                        + " killed takers, %d owners were told of a death; %d problems%n",
                rounds,
                seconds,
                kills,
                kills / seconds,
                pauses,
                calls,
                elements,
                lost,
                told,
                problems);
        out.println("threads that were killed, by what they were doing: " + inFlight);
        out.println("a survivor's slowest call that waits for nobody alive, of those within "
                + TimeUnit.NANOSECONDS.toMillis(Stalls.WINDOW_NANOS) + " ms after an event, in ms:");
        out.printf("  %-16s %-44s %7s %9s %9s %9s %9s%n", "", "after", "events", "p50", "p90", "p99", "max");
        stalls.forEach((lane, byEvent) -> byEvent.forEach((event, histogram) -> out.printf(
                Locale.ROOT,
                "  %-16s %-44s %7d %9.3f %9.3f %9.3f %9.3f%n",
                lane,
                event.text,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(90) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6,
                histogram.getMaxValue() / 1e6)));
        out.flush();
    }
}
