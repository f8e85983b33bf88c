package dev.sluice.stress.race;

import java.util.Arrays;

/** The second actor: goes where the {@link Starter} does. */
final class Partner {
    /** What the second actor is told. */
    static final int RACE = 0;

    static final int DEFECT = 1;
    static final int PLACES = 2;
    static final int STRIDE = 3;

    /** There is no other race; or no other stride. */
    static final int END = -1;

    static final int IN_STEP = 1;
    static final int TIMED = 2;

    /** Where a race is held. */
    interface Places {
        Place[] of(Race race, Defect defect, int count);
    }

    private final Track track;
    private final Places places;

    Partner(Track track, Places places) {
        this.track = track;
        this.places = places;
    }

    /** Takes part in one race after the other, until there is none. */
    void run() {
        for (track.meet(); track.order(RACE) != END; track.meet()) {
            int defect = track.order(DEFECT);
            Place[] own = places.of(
                    Races.all().get(track.order(RACE)),
                    defect == END ? Defect.NONE : Defects.all().get(defect),
                    track.order(PLACES));
            for (track.meet(); track.order(STRIDE) != END; track.meet()) {
                int stride = track.order(STRIDE);
                Arrays.stream(own).forEach(place -> place.begin(1));
                track.meet();
                track.run(own, (stride & IN_STEP) != 0, (stride & TIMED) != 0);
                track.meet();
            }
        }
    }
}
