/**
 * The kill storm: processes under SIGKILL and SIGSTOP at random moments, and an account of every element and permit.
 *
 * <p>{@link dev.sluice.stress.storm.StormCommand} plays {@linkplain dev.sluice.stress.storm.Round rounds}. In each, some
 * {@linkplain dev.sluice.stress.storm.Worker workers}, in JVMs of their own, use one file; a
 * {@linkplain dev.sluice.stress.storm.Schedule schedule}, which follows from the seed, says who is killed or stopped, when, and what the
 * next one does who takes the place. Each thread of a worker keeps a {@linkplain dev.sluice.stress.storm.Ledger ledger} in a
 * mapped file, which a kill leaves as it was: what it is about to do, and then what came of it. When all is over the ledgers are
 * {@linkplain dev.sluice.stress.storm.DequeAccounts accounted} for, with nothing but them and the times of the kills to go by.
 *
 * <p>One worker is never killed or stopped, so that it can be seen whether those who live get on, and how soon.
 */
@NullMarked
package dev.sluice.stress.storm;

import org.jspecify.annotations.NullMarked;
