package dev.sluice.stress.race;

/** Both actors in this process, each in a thread, with a view of the memory of its own. */
final class Duel implements Contest {
    private final Starter starter;
    private final Thread thread;
    private volatile Place[] shared = {};

    /**
     * Two who are ready.
     *
     * @param first the memory as the first actor sees it
     * @param second the same memory as the second one does
     */
    Duel(Medium first, Medium second, int stride) {
        Thread starting = Thread.currentThread();
        Partner partner =
                new Partner(new Track(second.control(), 1, () -> !starting.isAlive()), (race, defect, count) -> shared);
        thread = new Thread(partner::run, "second actor");
        thread.setDaemon(true);
        starter = new Starter(
                new Track(first.control(), 0, () -> !thread.isAlive()),
                (race, defect, count) -> places(first, second, race, defect, count),
                stride);
        thread.start();
    }

    private Place[] places(Medium first, Medium second, Race race, Defect defect, int count) {
        Place[] places = new Place[count];
        for (int i = 0; i < count; i++) {
            places[i] = Place.of(race, first, second, i, defect);
        }
        shared = places;
        return places;
    }

    @Override
    public Tally run(Race race, Defect defect, Starter.Limit limit) {
        return starter.run(race, defect, limit);
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            starter.end(); // the last meeting: it ends by itself
        }
    }
}
