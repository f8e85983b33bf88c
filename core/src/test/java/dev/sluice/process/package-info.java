/**
 * Tests with real processes: what only another JVM, a signal or the kernel can do to a deque.
 *
 * <p>{@link dev.sluice.process.ChildJvm} starts a JVM and talks to it in lines; {@link dev.sluice.process.Remote} is one
 * that runs {@link dev.sluice.process.RemoteMain}, whose threads do with deques what they are told. {@link
 * dev.sluice.process.Stage} ends all of them after each test and shows their standard error where it fails.
 *
 * <p>No test asserts that something is quick: upper bounds are the twenty seconds of {@link
 * dev.sluice.process.Stage#LIMIT_SECONDS}, or a sum over so many repetitions that a wait for a backstop in each of them
 * would exceed it by far. A test that says "is still blocked" can only err on the lenient side.
 */
@NullUnmarked
package dev.sluice.process;

import org.jspecify.annotations.NullUnmarked;
