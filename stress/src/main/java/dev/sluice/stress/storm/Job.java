package dev.sluice.stress.storm;

/** What a thread of a worker does. */
enum Job {
    PRODUCER,
    CONSUMER,
    /** Changes the order and removes from inside; takes from both ends. */
    SHUFFLER,
    /** Acquires and releases. */
    HOLDER,
    /** Calls that wait for nobody who lives, all the time, to see how long they take. */
    PROBER
}
