package dev.sluice.contract;

/** What an operation does when it cannot proceed: one column of the table in {@code BlockingDeque}'s documentation. */
enum Style {
    THROWS,
    SPECIAL_VALUE,
    BLOCKS,
    TIMES_OUT
}
