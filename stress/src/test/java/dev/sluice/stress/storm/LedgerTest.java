package dev.sluice.stress.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path directory;

    /** What is written is read, also of a call that has not ended. */
    @Test
    void readsWhatIsWritten() throws Exception {
        Ledger ledger = Ledger.create(directory, 7);
        long begin = ledger.begin(Op.PUT, 3, Element.id(7, 40));
        long end = ledger.end(Outcome.DONE, 3);
        long taking = ledger.begin(Op.TAKE, 2, 0);
        ledger.item(Element.id(5, 6));
        assertEquals(
                List.of(
                        new Call(7, Op.PUT, 3, Element.id(7, 40), begin, end, Outcome.DONE, 3, List.of()),
                        new Call(
                                7,
                                Op.TAKE,
                                2,
                                0,
                                taking,
                                Long.MAX_VALUE,
                                Outcome.IN_FLIGHT,
                                0,
                                List.of(Element.id(5, 6)))),
                Ledger.read(directory, 7));
        assertEquals(List.of(), Ledger.read(directory, 8));
    }

    /** Growth is seen once. */
    @Test
    void growth() throws Exception {
        Ledger ledger = Ledger.create(directory, 1);
        Ledger.Growth growth = Objects.requireNonNull(Ledger.growth(directory, 1));
        assertFalse(growth.hasGrown());
        ledger.begin(Op.REORDER, 0, 0);
        assertTrue(growth.hasGrown());
        assertFalse(growth.hasGrown());
    }

    /** Every byte of an element counts. */
    @Test
    void damagedElements() {
        for (int bytes = Element.LEAST_BYTES; bytes < 60; bytes++) {
            long id = Element.id(3, bytes);
            byte[] element = Element.make(id, bytes);
            assertEquals(id, Element.idOf(element));
            for (int i = 0; i < bytes; i++) {
                element[i] ^= 1;
                assertEquals(Element.DAMAGED, Element.idOf(element), bytes + " bytes, at " + i);
                element[i] ^= 1;
            }
        }
    }
}
