package dev.sluice.stress.race;

import java.util.concurrent.TimeUnit;

/** The first actor, who also prepares the states, says what is next, and judges. */
final class Starter {
    /** One stride in so many is timed. */
    private static final int TIMED_ONCE_IN = 16;

    private final Track track;
    private final Partner.Places places;
    private final int stride;

    /**
     * Who leads.
     *
     * @param stride the number of states that are passed at once
     */
    Starter(Track track, Partner.Places places, int stride) {
        this.track = track;
        this.places = places;
        this.stride = stride;
    }

    /** When to stop: after so many strides, or as much time, or at the first forbidden outcome. */
    record Limit(long strides, long nanos, boolean forbidden) {
        static Limit millis(long millis) {
            return new Limit(Long.MAX_VALUE, TimeUnit.MILLISECONDS.toNanos(millis), false);
        }

        /** The first forbidden outcome, or so much time in vain. */
        static Limit firstForbidden(long seconds) {
            return new Limit(Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds), true);
        }
    }

    /** Has a race run. */
    Tally run(Race race, Defect defect, Limit limit) {
        track.order(Partner.RACE, Races.all().indexOf(race));
        track.order(Partner.DEFECT, Defects.all().indexOf(defect)); // none is END
        track.order(Partner.PLACES, stride);
        Place[] own = places.of(race, defect, stride);
        track.meet();
        Tally tally = new Tally(race);
        long begin = System.nanoTime();
        for (int i = 0; i < limit.strides() && System.nanoTime() - begin < limit.nanos(); i++) {
            stride(own, tally, i);
            if (limit.forbidden() && tally.forbidden() > 0) {
                break;
            }
        }
        tally.ended(System.nanoTime() - begin);
        track.order(Partner.STRIDE, Partner.END);
        track.meet();
        return tally;
    }

    private void stride(Place[] own, Tally tally, int number) {
        boolean inStep = (number & 1) == 0;
        boolean timed = number % TIMED_ONCE_IN < 2;
        for (Place place : own) {
            place.prepare();
        }
        track.order(Partner.STRIDE, (inStep ? Partner.IN_STEP : 0) | (timed ? Partner.TIMED : 0));
        track.meet();
        for (Place place : own) {
            place.begin(0);
        }
        track.meet();
        track.run(own, inStep, timed);
        track.meet();
        for (Place place : own) {
            if (!tally.count(place.outcome())) {
                tally.failed(place);
            }
            if (timed) {
                tally.countOverlap(place.overlapped());
            }
        }
    }

    /** There is no other race. */
    void end() {
        track.order(Partner.RACE, Partner.END);
        track.meet();
    }
}
