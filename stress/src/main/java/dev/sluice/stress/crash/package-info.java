/**
 * Every crash point. An operation is run again and again over a region that dies at its n-th store, for every n until it
 * completes; each time, in several variants of what the compiler may have made of the order of stores, a survivor repairs,
 * and all invariants and promise P1 must hold.
 *
 * <p>What a kill leaves in memory: a killed thread's stores all become visible, up to the instruction at which it was killed.
 * But the order of instructions is the compiler's, within what the memory modes allow. So since the last full barrier, any
 * plain store may be missing or may have been early, and a release store, if it is visible, has all before it visible.
 */
@NullMarked
package dev.sluice.stress.crash;

import org.jspecify.annotations.NullMarked;
