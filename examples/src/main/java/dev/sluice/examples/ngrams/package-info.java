/**
 * Word counts as a map-reduce over several JVM processes that share two {@link dev.sluice.SharedDeque}s.
 *
 * <pre>
 *  parent process                                                      worker processes
 *  PartitionSource ──► Coordinator ══ Partition ══► [ work deque ] ═════► Worker ──► NgramCounter
 *   (the inputs,        │  Ledger                                           │
 *    cut up)            ▼                                                   │
 *                     Totals ◄══════ Message ═════ [ results deque ] ◄══════╯
 *                       │               ▲
 *                       ▼               ╰── Died, from the WorkerPool, which watches the processes
 *                     Report
 * </pre>
 *
 * <p>Start reading at {@link dev.sluice.examples.ngrams.Worker}, a plain loop over two
 * {@link java.util.concurrent.BlockingDeque}s; then {@link dev.sluice.examples.ngrams.Coordinator}, its counterpart;
 * {@link dev.sluice.examples.ngrams.Exchange}, where the deques are made; and
 * {@link dev.sluice.examples.ngrams.Ledger}, which says why the result is exact although workers may be killed at any time.
 */
package dev.sluice.examples.ngrams;
