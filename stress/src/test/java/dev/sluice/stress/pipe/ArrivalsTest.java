package dev.sluice.stress.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
    /** Whoever gets which message, what all got together is what all sent together. */
    @Test
    void agreesWithWhatWasSent() {
        Tally sent = new Tally();
        Arrivals[] consumers = {new Arrivals(), new Arrivals()};
        for (int sequence = 0; sequence < 1000; sequence++) {
            for (int producer = 0; producer < 3; producer++) {
                long number = Numbering.number(producer, sequence);
                sent.add(number);
                consumers[(sequence + producer) % 2].receive(number);
            }
        }
        assertEquals(3000, sent.count());
        assertEquals(
                sent.count(),
                consumers[0].tally().count() + consumers[1].tally().count());
        assertEquals(
                sent.checksum(),
                Tally.checksum(
                        consumers[0].tally().checksum() + consumers[1].tally().checksum()));
    }

    /** One lost and another one twice: the numbers are as many, but not the same. */
    @Test
    void tellsOneMessageFromAnother() {
        Tally sent = new Tally();
        Tally received = new Tally();
        for (int sequence = 0; sequence < 1000; sequence++) {
            sent.add(Numbering.number(1, sequence));
            received.add(Numbering.number(1, sequence == 500 ? 501 : sequence));
        }
        assertEquals(sent.count(), received.count());
        assertNotEquals(sent.checksum(), received.checksum());
    }

    @Test
    void refusesWhatComesTwiceOrLate() {
        Arrivals arrivals = new Arrivals();
        arrivals.receive(Numbering.number(2, 7));
        arrivals.receive(Numbering.number(3, 0));
        assertThrows(BenchFailure.class, () -> arrivals.receive(Numbering.number(2, 7)));
        assertThrows(BenchFailure.class, () -> arrivals.receive(Numbering.number(2, 6)));
    }
}
