package dev.sluice.deque;

/** Those whom elements are taken for. Called while guards are held: never waits, and runs no user code. */
public interface Takers {
    /**
     * Commits the next one to the element that has just been read: after this it gets that element, whatever happens.
     *
     * @return false if there is none who still wants one
     */
    boolean claim();
}
