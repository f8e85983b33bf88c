/**
 * Records in a ring of words: where they lie, how they are written and read, what a damaged one looks like. Never blocks,
 * never locks, never moves an index: the caller holds the guards and commits.
 */
@NullMarked
package dev.sluice.ring;

import org.jspecify.annotations.NullMarked;
