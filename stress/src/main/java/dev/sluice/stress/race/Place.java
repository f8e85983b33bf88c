package dev.sluice.stress.race;

import dev.sluice.memory.Region;
import dev.sluice.sync.Waiter;
import org.jspecify.annotations.Nullable;

/** Where one race is held, again and again: a window, and those of the three who are in this process. */
final class Place {
    private static final Actor LOOK = Deques.peekFirst();

    private final Race race;
    private final Actor judgement;
    private final Region judges;
    private final @Nullable Side[] actors = new @Nullable Side[2];
    private final Region[] views;
    private final Actor[] preparation;
    private final Side judge;

    private Place(Race race, Medium medium, int window) {
        this.race = race;
        this.judgement = new Actor("judge", race::rest, false);
        this.judges = medium.window(window);
        this.views = new Region[] {judges, judges};
        this.preparation = preparation(race.state());
        this.judge = new Side(
                race.state(),
                new Elements(race.state().bytes()),
                judges,
                Side.JUDGE,
                new Sleeper(judges, 0, race.state().polls(), medium.bed(window)),
                null);
    }

    private static Actor[] preparation(State state) {
        return state.elements()
                .chars()
                .mapToObj(digit -> Deques.offerLast(digit - '0'))
                .toArray(Actor[]::new);
    }

    /** With both actors, who see the memory in two ways. */
    static Place of(Race race, Medium first, Medium second, int window, Defect defect) {
        Place place = new Place(race, first, window);
        Side one = place.seat(0, first, window, defect);
        Side two = place.seat(1, second, window, defect);
        one.meet(two);
        two.meet(one);
        return place;
    }

    /** With one actor; the other one is in another process. */
    static Place of(Race race, Medium medium, int window, int actor, Defect defect) {
        Place place = new Place(race, medium, window);
        place.seat(actor, medium, window, defect);
        return place;
    }

    private Side seat(int actor, Medium medium, int window, Defect defect) {
        State state = race.state();
        Region region = medium.window(window);
        views[actor] = region;
        Sleeper sleeper = new Sleeper(region, 1 - actor, state.polls(), medium.bed(window));
        Waiter waiter = defect.over(sleeper, region);
        Side side = new Side(state, new Elements(state.bytes()), defect.over(region), actor, waiter, sleeper);
        actors[actor] = side;
        return side;
    }

    /** Makes the state, before the actors begin. */
    void prepare() {
        race.state().reset(judges);
        judge.begin();
        for (Actor step : preparation) {
            judge.play(step);
        }
        if (preparation.length > 0) {
            judge.play(LOOK); // leaves a cached TAIL that is as bold as it can be
        }
    }

    /** The thread that plays this actor is about to: not in a hurry yet. */
    void begin(int actor) {
        side(actor).begin();
    }

    /** The actor acts. */
    void play(int actor) {
        Side side = side(actor);
        Referee.done(views[actor], actor, side.play(race.actor(actor)));
    }

    /** The actor acts, and it is measured when. */
    void playTimed(int actor) {
        long begin = System.nanoTime();
        play(actor);
        Referee.timed(views[actor], actor, begin, System.nanoTime());
    }

    /** Whether both have acted at the same time, if they were timed. */
    boolean overlapped() {
        return Referee.overlapped(judges);
    }

    /** What it came to, when both have acted. */
    long outcome() {
        int first = Referee.result(judges, 0);
        int second = Referee.result(judges, 1);
        int rest = judge.play(judgement);
        return Outcome.of(first, second, rest);
    }

    /** What an actor in this process has thrown last that it should not have, if any. */
    @Nullable
    Throwable failure(int actor) {
        Side side = actors[actor];
        return side == null ? null : side.failure();
    }

    private Side side(int actor) {
        Side side = actors[actor];
        if (side == null) {
            throw new IllegalStateException("actor " + actor + " is in another process");
        }
        return side;
    }
}
