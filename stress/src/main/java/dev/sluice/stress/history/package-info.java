/**
 * Histories of calls of several processes, and whether they are linearizable.
 *
 * <p>Processes call one small deque at random, in rounds: so a history is short, and its beginning is known. Before and after
 * each call they take a number from a counter in shared memory. An atomic addition gives each number once, in one order that
 * all agree on: a call whose second number is less than another's first one was over before the other began. (The machine's
 * clock, which all processes of a Linux machine read as {@link java.lang.System#nanoTime}, gives the same order, more
 * cheaply: no store has to be visible to the others for it. {@code --clock NANOS} takes it.)
 *
 * <p>{@link dev.sluice.stress.history.WingGong} searches for an order of the calls in which each one's result is what a deque
 * would have given that nobody else uses.
 */
@NullMarked
package dev.sluice.stress.history;

import org.jspecify.annotations.NullMarked;
