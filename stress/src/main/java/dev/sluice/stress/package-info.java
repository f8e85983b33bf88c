/** The command line of the proofs that take processes, and of the benchmarks. */
@NullMarked
package dev.sluice.stress;

import org.jspecify.annotations.NullMarked;
