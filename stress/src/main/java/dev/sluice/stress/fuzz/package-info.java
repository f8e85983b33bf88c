/**
 * P4 by a coverage-guided fuzzer: whatever bytes are in a file, opening it and using it gives a result or a documented
 * exception. Jazzer changes the bytes of a file and the operations on it, sees which branches of the core that reaches, and
 * goes on from what reached new ones.
 *
 * <p>Most inputs are played on the heap, where one takes microseconds, with the fuzzer in the kernel's place: which
 * participants are dead is part of the input. Some are played on a real file through the public interface.
 */
@NullMarked
package dev.sluice.stress.fuzz;

import org.jspecify.annotations.NullMarked;
