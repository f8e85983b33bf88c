package dev.sluice.examples.ngrams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    /** The bundled sample is well-formed, and its counts are those of the King James Version. */
    @Test
    void isWellFormed() throws Exception {
        try (PartitionSource source = new PartitionSource(List.of(Input.sample()), 5000)) {
            Totals totals = SequentialRun.run(source, new Phases(Progress.NONE)).totals();
            assertEquals(new LineSummary(24_083, 0, List.of()), totals.lines());
            assertEquals(5571, totals.counts().words());
            assertEquals(62_057, totals.counts().of(Word.of("the")));
            assertEquals(319, totals.counts().of(Word.of("Aaron")));
            assertTrue(totals.counts().overflowed().isEmpty());
        }
    }
}
