package dev.sluice.examples.ngrams;

import dev.sluice.examples.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What people read after a run: results on one writer, complaints on another. All lines with times end in
 * {@code lines/s}; the others depend on the input alone, however many workers there were.
 */
final class Report {
    private final PrintWriter out;
    private final PrintWriter err;

    Report(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** How much there was. */
    void totals(Totals totals) {
        out.printf(
                "%s, %s, %s%n",
                Text.plural(totals.lines().lines(), "line"),
                Text.plural(totals.counts().words(), "distinct word"),
                Text.plural(totals.lines().malformed(), "malformed line"));
    }

    /** How long it took. */
    void times(Phases phases, Duration total, long lines) {
        for (Phase phase : Phase.values()) {
            time(phase.toString(), phases.time(phase), lines);
        }
        time("total", total, lines);
    }

    /** The counts of single words. */
    void words(Counts counts, List<String> words) {
        if (!words.isEmpty()) {
            out.println();
        }
        for (String word : words) {
            out.printf("%s has appeared %d times.%n", Text.printable(word), counts.of(Word.of(word)));
        }
    }

    /** The most frequent words. */
    void top(List<WordCount> top) {
        if (top.isEmpty()) {
            return;
        }
        out.println();
        out.printf("The %s:%n", top.size() == 1 ? "most frequent word" : top.size() + " most frequent words");
        int width = Long.toString(top.get(0).count()).length();
        for (WordCount each : top) {
            out.printf(
                    "%" + (width + 2) + "d  %s%n",
                    each.count(),
                    Text.printable(each.word().toString()));
        }
    }

    /** The first malformed lines, as {@code FILE:LINE: why}. */
    void malformed(LineSummary lines, IntFunction<String> inputName) {
        if (lines.malformed() == 0) {
            return;
        }
        boolean all = lines.malformed() == lines.first().size();
        err.printf(
                "ngrams: %s not counted%s:%n",
                lines.malformed() == 1 ? "1 malformed line was" : lines.malformed() + " malformed lines were",
                all ? "" : ", the first of them");
        for (MalformedLine line : lines.first()) {
            err.printf("  %s:%d: %s%n", Text.printable(inputName.apply(line.input())), line.line(), line.problem());
        }
    }

    /** The workers that did not make it. */
    void deaths(Outcome outcome) {
        if (outcome.died() > 0) {
            err.printf(
                    "ngrams: %s died and %s replaced; %s sent again%n",
                    Text.plural(outcome.died(), "worker process"),
                    outcome.died() == 1 ? "was" : "were",
                    outcome.resent() == 1 ? "1 partition was" : outcome.resent() + " partitions were");
        }
    }

    private void time(String name, Duration time, long lines) {
        double seconds = Math.max(1, time.toNanos()) / 1e9;
        out.printf(Locale.ROOT, "%-6s %10.3f s %,15d lines/s%n", name, seconds, Math.round(lines / seconds));
    }
}
