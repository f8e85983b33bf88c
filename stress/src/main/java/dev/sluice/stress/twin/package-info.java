/** The deque on the heap, for tools that have to see its memory, and for tests that make millions of deques. */
@NullMarked
package dev.sluice.stress.twin;

import org.jspecify.annotations.NullMarked;
