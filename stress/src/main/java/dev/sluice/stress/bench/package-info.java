/**
 * Benchmarks: they print figures and prove nothing. {@link dev.sluice.stress.bench.BenchCommand} is the command.
 *
 * <p>What is compared runs interleaved, repeat by repeat: within a repeat, every peer runs in fresh processes, with a probe of
 * the bare cache line right before and right after it. The machine may change its state between repeats, so ratios are formed
 * within a repeat, and medians of the ratios are printed, rather than ratios of medians. Where cache lines are what matters, a
 * repeat is cut into slices with a probe between, and the states of the machine have a line each.
 *
 * <p>Where many peers are compared, they are started once and take {@link dev.sluice.stress.bench.Turns}: there, ratios are those
 * of a turn.
 *
 * <p>A {@link dev.sluice.stress.bench.Scenario} is the parent's side: it starts {@link dev.sluice.stress.bench.Peer}
 * processes, each of which plays a {@link dev.sluice.stress.bench.Role}, and tells them by lines when to do what; so nothing
 * else runs while a peer is measured.
 */
@NullMarked
package dev.sluice.stress.bench;

import org.jspecify.annotations.NullMarked;
