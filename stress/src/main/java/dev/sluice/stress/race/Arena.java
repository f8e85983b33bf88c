package dev.sluice.stress.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where jcstress holds the races, all of them in turn, as each of its tests takes seconds to begin. A place is used again when
 * its outcome has been told.
 *
 * <p>The system property {@code sluice.race} is a regular expression that the names of the races match, {@code sluice.broken}
 * a step of the protocol to take out: jcstress hands nothing else on to the JVMs that it starts.
 */
public final class Arena {
    private static final String RACE = "sluice.race";
    private static final String BROKEN = "sluice.broken";

    private final Medium first;
    private final Medium second;
    private final List<Race> races = Races.matching(System.getProperty(RACE, ""));
    private final Defect defect = defect(System.getProperty(BROKEN, ""));
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger windows = new AtomicInteger();
    private final ConcurrentMap<Race, Queue<Place>> free = new ConcurrentHashMap<>();

    private Arena(Medium first, Medium second) {
        this.first = first;
        this.second = second;
    }

    private static Defect defect(String name) {
        return name.isEmpty() ? Defect.NONE : Defects.named(name);
    }

    /** On the heap. */
    public static Arena onHeap() {
        Medium heap = Medium.heap();
        return new Arena(heap, heap);
    }

    /** On two mappings of one file. */
    public static Arena onMappings() {
        try {
            Path memory = Path.of("/dev/shm");
            Path file = Files.isDirectory(memory)
                    ? Files.createTempFile(memory, "sluice-arena", null)
                    : Files.createTempFile("sluice-arena", null);
            try {
                return new Arena(Medium.mapped(file), Medium.mapped(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The next race, ready to begin. */
    public Heat enter() {
        Race race = races.get(Math.floorMod(turn.getAndIncrement(), races.size()));
        Queue<Place> places = free.computeIfAbsent(race, absent -> new ConcurrentLinkedQueue<>());
        Place place = places.poll();
        if (place == null) {
            place = Place.of(race, first, second, windows.getAndIncrement(), defect);
        }
        place.prepare();
        place.begin(0);
        place.begin(1);
        return new Heat(race, place, places);
    }

    /** One state of a race. */
    public static final class Heat {
        private final Race race;
        private final Place place;
        private final Queue<Place> places;

        private Heat(Race race, Place place, Queue<Place> places) {
            this.race = race;
            this.place = place;
            this.places = places;
        }

        /** An actor, 0 or 1, acts. */
        public void play(int actor) {
            place.play(actor);
        }

        /** What it came to: {@code allowed: race: outcome}, or {@code forbidden: …}. */
        public String outcome() {
            long outcome = place.outcome();
            places.add(place);
            return (race.isAllowed(outcome) ? "allowed: " : "forbidden: ") + race.name() + ": "
                    + Outcome.toString(outcome);
        }
    }
}
