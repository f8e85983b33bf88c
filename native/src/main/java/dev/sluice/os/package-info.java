/**
 * The services of the Linux kernel that Sluice needs and the JDK does not offer, one small class per service.
 *
 * <table>
 *   <caption>What is here</caption>
 *   <tr><th>Class</th><th>Kernel service</th><th>Where it is missing</th></tr>
 *   <tr><td>{@link dev.sluice.os.Platform}</td><td>is this Linux on a known processor, and does JNA load</td>
 *       <td>a sentence that says why</td></tr>
 *   <tr><td>{@link dev.sluice.os.Futex}</td><td>sleep on a word of shared memory, wake its sleepers</td>
 *       <td>{@code isAvailable()} is false, {@code UNSUPPORTED}</td></tr>
 *   <tr><td>{@link dev.sluice.os.WaitVector}</td><td>sleep on up to 128 words at once</td>
 *       <td>{@code isAvailable()} is false, {@code UNSUPPORTED}</td></tr>
 *   <tr><td>{@link dev.sluice.os.PrivateWord}</td><td>a futex word of this process alone</td><td>-</td></tr>
 *   <tr><td>{@link dev.sluice.os.RobustList}</td><td>words that the kernel marks when this process dies</td>
 *       <td>{@code null}</td></tr>
 *   <tr><td>{@link dev.sluice.os.Membarrier}</td><td>a memory barrier on every processor that runs one of us</td>
 *       <td>{@code false}</td></tr>
 *   <tr><td>{@link dev.sluice.os.FileHandle}</td><td>unnamed files, real allocation, atomic naming, byte locks</td>
 *       <td>{@code null} or an {@code IOException} that names the error</td></tr>
 * </table>
 *
 * <p>Nothing in this package throws while a class initialises, and no JNA type appears in a public signature. A kernel
 * without a service ({@code ENOSYS}) and a container whose seccomp filter refuses it ({@code EPERM}) look alike to
 * callers: both get the typed answer of the last column. Each service is probed once and the answer kept.
 *
 * <p>Addresses are plain {@code long}s, got once per buffer from {@link dev.sluice.os.NativeMemory}. Whoever passes one
 * keeps its buffer reachable until the call returns (a robust list: until the node is removed).
 */
@NullMarked
package dev.sluice.os;

import org.jspecify.annotations.NullMarked;
