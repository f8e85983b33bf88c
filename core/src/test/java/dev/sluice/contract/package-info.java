/**
 * What {@code BlockingDeque} and its super-interfaces promise, as abstract tests that are bound to several
 * implementations.
 *
 * <p>{@link dev.sluice.contract.BlockingDequeContract} bundles all of them: extend it, say how a deque is created and
 * how another handle of the same deque is had, and every contract runs as a nested class. {@link
 * dev.sluice.contract.VariableSizeContract} is apart, because its elements are byte arrays. The binding to {@code
 * LinkedBlockingDeque} tests the tests: what fails there is a wrong test.
 *
 * <p>No test asserts that something is quick: lower bounds of time-outs are exact, upper bounds are the generous
 * {@link dev.sluice.contract.Helpers#LIMIT_SECONDS}. A test that says "is still waiting" can only err on the lenient
 * side.
 */
@NullUnmarked
package dev.sluice.contract;

import org.jspecify.annotations.NullUnmarked;
