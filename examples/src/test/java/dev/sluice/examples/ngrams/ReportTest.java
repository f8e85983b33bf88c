package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Report report = new Report(new PrintWriter(out), new PrintWriter(err));

    /** The totals are one line, in the singular where there is one of a kind. */
    @Test
    void printsTotals() {
        report.totals(totals(new LineSummary(60_000, 2, List.of()), "a", "b"));
        report.totals(totals(new LineSummary(1, 1, List.of()), "a"));
        assertEquals("""
                60000 lines, 2 distinct words, 2 malformed lines
                1 line, 1 distinct word, 1 malformed line
                """, out.toString());
    }

    /** Each phase has its seconds and lines per second, and so has the whole. */
    @Test
    void printsTimes() {
        Phases phases = new Phases(Progress.NONE);
        phases.enter(Phase.MAP);
        report.times(phases, Duration.ofMillis(2500), 5_000_000);
        List<String> lines = out.toString().lines().toList();
        String numbers = " +[0-9]+\\.[0-9]{3} s +[0-9,]+ lines/s";
        assertLinesMatch(List.of("read" + numbers, "map" + numbers, "reduce" + numbers, "total" + numbers), lines);
        assertEquals("total       2.500 s       2,000,000 lines/s", lines.get(3));
    }

    /** Each wanted word has its line, also one that has not appeared. */
    @Test
    void printsWords() {
        report.words(totals(LineSummary.NONE, "a", "a", "é").counts(), List.of("a", "é", "z\u001b[1m"));
        assertEquals("""

                a has appeared 2 times.
                é has appeared 1 times.
                z\\u001b[1m has appeared 0 times.
                """, out.toString());
    }

    /** The top list is aligned, and what would drive a terminal is escaped. */
    @Test
    void printsTop() {
        Counts counts = totals(LineSummary.NONE, "b\u0007").counts();
        counts.add(Word.of("a"), 1000);
        report.top(counts.top(10));
        report.top(counts.top(1));
        report.top(counts.top(0));
        assertEquals("""

                The 2 most frequent words:
                  1000  a
                     1  b\\u0007

                The most frequent word:
                  1000  a
                """, out.toString());
    }

    /** Malformed lines are told by input and line number, on the other writer. */
    @Test
    void printsMalformed() {
        report.malformed(LineSummary.NONE, input -> "file" + input);
        assertEquals("", err.toString());
        List<MalformedLine> first =
                List.of(new MalformedLine(0, 7, Problem.FIELDS), new MalformedLine(1, 1L << 40, Problem.WORD));
        report.malformed(new LineSummary(9, 2, first), input -> "file" + input);
        report.malformed(new LineSummary(9, 3, first.subList(0, 1)), input -> "file" + input);
        assertEquals("""
                ngrams: 2 malformed lines were not counted:
                  file0:7: not four fields separated by tabs
                  file1:1099511627776: the word is empty
                ngrams: 3 malformed lines were not counted, the first of them:
                  file0:7: not four fields separated by tabs
                """, err.toString());
        assertEquals("", out.toString());
    }

    /** Deaths are told if there were any. */
    @Test
    void printsDeaths() {
        report.deaths(new Outcome(new Totals(), 0, 0));
        report.deaths(new Outcome(new Totals(), 1, 1));
        report.deaths(new Outcome(new Totals(), 3, 0));
        assertEquals("""
                ngrams: 1 worker process died and was replaced; 1 partition was sent again
                ngrams: 3 worker processes died and were replaced; 0 partitions were sent again
                """, err.toString());
    }

    /** The first malformed lines are the same however the lines were dealt to partitions. */
    @Test
    void summariesAddUp() {
        LineSummary one = new LineSummary(10, 1, List.of(new MalformedLine(0, 10, Problem.WORD)));
        LineSummary two = new LineSummary(20, 1, List.of(new MalformedLine(0, 2, Problem.WORD)));
        assertEquals(one.plus(two), two.plus(one));
        assertEquals(2, one.plus(two).first().get(0).line());
        assertEquals(30, one.plus(two).lines());
        LineSummary many = Stream.generate(() -> one).limit(50).reduce(LineSummary.NONE, LineSummary::plus);
        assertEquals(50, many.malformed());
        assertEquals(LineSummary.FIRST, many.first().size());
    }

    private static Totals totals(LineSummary lines, String... words) {
        Totals totals = new Totals();
        totals.add(lines);
        for (String word : words) {
            totals.add(List.of(new WordCount(Word.of(word), 1)));
        }
        return totals;
    }
}
