/**
 * Sluice: blocking deques in memory-mapped files, shared by the threads of many processes. Begin with
 * {@link dev.sluice.SharedDeque}.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
