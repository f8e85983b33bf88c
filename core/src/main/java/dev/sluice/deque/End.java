package dev.sluice.deque;

/** An end of the deque. */
public enum End {
    FIRST,
    LAST
}
