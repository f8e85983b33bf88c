package dev.sluice.stress.race;

/** Two actors who are ready to race. */
interface Contest extends AutoCloseable {
    /** Has a race run. */
    Tally run(Race race, Defect defect, Starter.Limit limit);

    @Override
    void close();
}
