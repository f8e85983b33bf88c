/**
 * Races of two actors, as data: what each does, in which state, what might go wrong, and what may come of it. The same races are
 * held on the heap and on two mappings of one file under jcstress, and between two processes.
 *
 * <h2>A race</h2>
 *
 * <p>{@link dev.sluice.stress.race.Race} has two {@link dev.sluice.stress.race.Actor actors}, each with a handle of its own, a
 * {@link dev.sluice.stress.race.State}, and a table of outcomes: what the first got, what the second got, what is left. Whatever
 * is not in the table is forbidden. Elements are digits; each has its own length, and every byte says whose it is and where it
 * stands, so a torn or stale one is told in every race, and the invariants are asked after each. Where both act in one step, the
 * table has what comes of the two orders and nothing else, and a test compares.
 *
 * <p>All waiting is in termination mode: {@link dev.sluice.stress.race.Sleeper} sleeps on its word and has no backstop; if the
 * other actor has returned and the word is still what it was, nobody is left to wake it, and the outcome is {@code asleep}.
 * That is known, not guessed from the time that passes.
 *
 * <h2>A stride</h2>
 *
 * <p>Between processes the harness is jcstress's own: {@link dev.sluice.stress.race.Starter} prepares some hundred states side by
 * side in one file, {@link dev.sluice.stress.race.Partner} in the other JVM meets it at a spin barrier, both pass all states, and
 * meet again. In every other stride they meet at each state as well, since two acts that are not of the same length drift apart.
 * One stride in eight is timed: how many of its states both were in at the same time is what {@code strides} prints. Two words
 * that are stored and loaded without a fence must be seen to go wrong, or the run fails.
 *
 * <h2>A broken step</h2>
 *
 * <p>{@link dev.sluice.stress.race.Defects} takes steps of the protocol out, one at a time, in what stands between a handle and
 * its memory; for each it names a race that must fail then, and {@code MutationTest} sees to it. {@code strides --broken STEP}
 * shows it between processes.
 *
 * <h2>The matrix</h2>
 *
 * <p>{@code sluice-stress.jar races} prints it with all outcomes and their reasons.
 *
 * <table border="1">
 * <caption>Races</caption>
 * <tr><th>state</th><th>first</th><th>second</th><th>hazard</th></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>pollFirst</td><td>the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty, polling</td><td>offerLast 1</td><td>pollFirst</td><td>the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>pollLast</td><td>the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty</td><td>offerFirst 1</td><td>pollFirst</td><td>the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty</td><td>offerFirst 1</td><td>pollLast</td><td>the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty, wrapped by 1</td><td>offerLast 1</td><td>pollFirst</td><td>a header at the very end of the ring: the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>empty, wrapped by 2</td><td>offerLast 1</td><td>pollLast</td><td>a payload in two pieces: the index is seen before the record: torn or stale bytes</td></tr>
 * <tr><td>two, wrapped by 4</td><td>offerFirst 3</td><td>pollLast</td><td>both ends on the two sides of the border</td></tr>
 * <tr><td>one</td><td>pollFirst</td><td>pollFirst</td><td>both are given the only element, or neither is</td></tr>
 * <tr><td>one, polling</td><td>pollFirst</td><td>pollFirst</td><td>both are given the only element, or neither is</td></tr>
 * <tr><td>one</td><td>pollLast</td><td>pollLast</td><td>both are given the only element, or neither is</td></tr>
 * <tr><td>one</td><td>pollFirst</td><td>pollLast</td><td>both are given the only element, or neither is</td></tr>
 * <tr><td>one, polling</td><td>pollFirst</td><td>pollLast</td><td>both are given the only element, or neither is</td></tr>
 * <tr><td>two</td><td>pollFirst</td><td>pollLast</td><td>one end takes what the other end is at</td></tr>
 * <tr><td>two</td><td>pollFirst, pollFirst</td><td>pollLast</td><td>the cached index of the other end promises an element that has gone</td></tr>
 * <tr><td>three</td><td>pollFirst, pollFirst</td><td>pollLast, pollLast</td><td>the cached index of the other end promises an element that has gone</td></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>offerLast 2</td><td>both write to the same place, and one of the two is lost</td></tr>
 * <tr><td>empty, polling</td><td>offerLast 1</td><td>offerLast 2</td><td>both write to the same place, and one of the two is lost</td></tr>
 * <tr><td>empty</td><td>offerFirst 1</td><td>offerFirst 2</td><td>both write to the same place, and one of the two is lost</td></tr>
 * <tr><td>empty</td><td>offerFirst 1</td><td>offerLast 2</td><td>both write to the same place, and one of the two is lost</td></tr>
 * <tr><td>empty, polling, wrapped by 3</td><td>offerFirst 1</td><td>offerLast 2</td><td>both write to the same place, and one of the two is lost</td></tr>
 * <tr><td>room for one</td><td>offerLast 2</td><td>offerLast 3</td><td>both are given the only place: one more than fits</td></tr>
 * <tr><td>room for one</td><td>offerFirst 2</td><td>offerLast 3</td><td>both are given the only place: one more than fits</td></tr>
 * <tr><td>room for one</td><td>offerFirst 2, pollFirst</td><td>offerLast 3</td><td>both are given the only place: one more than fits</td></tr>
 * <tr><td>full</td><td>offerLast 3</td><td>pollFirst</td><td>room is promised that is not there</td></tr>
 * <tr><td>full</td><td>offerLast 3</td><td>pollLast</td><td>room is promised that is not there</td></tr>
 * <tr><td>full</td><td>offerFirst 3</td><td>pollFirst</td><td>room is promised that is not there</td></tr>
 * <tr><td>full</td><td>offerFirst 3</td><td>pollLast</td><td>room is promised that is not there</td></tr>
 * <tr><td>full of bytes</td><td>offerLast 4</td><td>pollFirst</td><td>what is being read is overwritten by what gets the room</td></tr>
 * <tr><td>full of bytes, polling</td><td>offerLast 4</td><td>pollFirst</td><td>what is being read is overwritten by what gets the room</td></tr>
 * <tr><td>full of bytes</td><td>offerFirst 4</td><td>pollLast</td><td>what is being read is overwritten by what gets the room</td></tr>
 * <tr><td>full of bytes</td><td>pollFirst</td><td>pollLast, offerLast 5</td><td>what is being read is overwritten by what gets the room</td></tr>
 * <tr><td>one</td><td>peekFirst</td><td>pollFirst</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>one</td><td>peekFirst</td><td>pollLast</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>one</td><td>peekLast</td><td>pollFirst</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>two</td><td>peekLast</td><td>pollLast</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>one</td><td>peekFirst</td><td>offerFirst 2</td><td>the new first one is seen before it is written</td></tr>
 * <tr><td>one</td><td>peekLast</td><td>offerLast 2</td><td>the new last one is seen before it is written</td></tr>
 * <tr><td>full of bytes</td><td>peekFirst</td><td>pollFirst, offerLast 4</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>full of bytes</td><td>peekLast</td><td>pollLast, offerLast 4</td><td>the element that is being read is taken, and its place written to</td></tr>
 * <tr><td>one</td><td>size</td><td>offerLast 2</td><td>HEAD and TAIL are read that never were together</td></tr>
 * <tr><td>one</td><td>size</td><td>pollFirst</td><td>HEAD and TAIL are read that never were together</td></tr>
 * <tr><td>one</td><td>size</td><td>offerFirst 2, pollFirst</td><td>HEAD goes back and forth during the look</td></tr>
 * <tr><td>two</td><td>size</td><td>pollLast, offerLast 3</td><td>TAIL goes back and forth during the look</td></tr>
 * <tr><td>two</td><td>size</td><td>pollFirst, offerLast 3</td><td>HEAD and TAIL are read that never were together</td></tr>
 * <tr><td>two</td><td>size</td><td>rotate 1</td><td>the middle of an operation that moves both is seen</td></tr>
 * <tr><td>two</td><td>size</td><td>rotate -1</td><td>the middle of an operation that moves both is seen</td></tr>
 * <tr><td>two</td><td>isEmpty</td><td>rotate 1</td><td>the middle of an operation that moves both is seen</td></tr>
 * <tr><td>one</td><td>offerLast 2, size</td><td>pollFirst, size</td><td>each looks before its own commit is seen: both miss the other's</td></tr>
 * <tr><td>one, polling</td><td>offerLast 2, size</td><td>pollFirst, size</td><td>each looks before its own commit is seen: both miss the other's</td></tr>
 * <tr><td>empty</td><td>addAll 23</td><td>drain 6</td><td>a part of the batch is seen</td></tr>
 * <tr><td>empty, polling</td><td>addAll 23</td><td>drain 6</td><td>a part of the batch is seen</td></tr>
 * <tr><td>empty</td><td>addAll 23</td><td>size</td><td>a part of the batch is seen</td></tr>
 * <tr><td>empty, wrapped by 4</td><td>addAll 123</td><td>drain 6</td><td>a part of the batch is seen</td></tr>
 * <tr><td>empty</td><td>addAll 12</td><td>addAll 34</td><td>two batches are mixed</td></tr>
 * <tr><td>empty</td><td>addAll 12</td><td>addAllFirst 34</td><td>two batches are mixed</td></tr>
 * <tr><td>one</td><td>addAllFirst 23</td><td>size</td><td>a part of the batch is seen</td></tr>
 * <tr><td>one</td><td>addAllFirst 23</td><td>pollFirst</td><td>a part of the batch is seen</td></tr>
 * <tr><td>room for one</td><td>addAll 23</td><td>pollFirst</td><td>half of a batch is put where the whole does not fit</td></tr>
 * <tr><td>room for one</td><td>add what fits of 23</td><td>pollFirst</td><td>more is put than fits</td></tr>
 * <tr><td>room for one</td><td>add what fits of 23</td><td>offerLast 4</td><td>more is put than fits</td></tr>
 * <tr><td>three</td><td>drain 6</td><td>drain 6</td><td>an element is given to both, or to neither</td></tr>
 * <tr><td>three</td><td>drain 2</td><td>pollFirst</td><td>an element is given to both, or to neither</td></tr>
 * <tr><td>three</td><td>drain 6</td><td>pollLast</td><td>an element is given to both, or to neither</td></tr>
 * <tr><td>three</td><td>drain 2</td><td>pollLast</td><td>an element is given to both, or to neither</td></tr>
 * <tr><td>one</td><td>drain 6</td><td>offerLast 2</td><td>a part of the batch is seen</td></tr>
 * <tr><td>one</td><td>drain 6</td><td>offerFirst 2</td><td>a part of the batch is seen</td></tr>
 * <tr><td>three</td><td>drain 6</td><td>size</td><td>a part of the batch is seen</td></tr>
 * <tr><td>full</td><td>drain 2</td><td>addAll 34</td><td>room appears one by one</td></tr>
 * <tr><td>full</td><td>drain 2</td><td>add what fits of 34</td><td>room appears one by one</td></tr>
 * <tr><td>two</td><td>clear</td><td>offerLast 3</td><td>what is put meanwhile is lost, or what was there is not</td></tr>
 * <tr><td>two</td><td>clear</td><td>addAll 34</td><td>a part of the batch is seen</td></tr>
 * <tr><td>two</td><td>clear</td><td>pollLast</td><td>an element is given to both, or to neither</td></tr>
 * <tr><td>two</td><td>iterator</td><td>pollFirst</td><td>a deque is seen that never was</td></tr>
 * <tr><td>two</td><td>iterator</td><td>pollLast</td><td>a deque is seen that never was</td></tr>
 * <tr><td>two</td><td>iterator</td><td>addAll 34</td><td>a part of the batch is seen</td></tr>
 * <tr><td>two</td><td>iterator</td><td>offerFirst 3</td><td>a deque is seen that never was</td></tr>
 * <tr><td>three</td><td>iterator</td><td>rotate 1</td><td>a deque is seen that never was</td></tr>
 * <tr><td>full, EVICT</td><td>offerLast 3</td><td>size</td><td>the drop is seen without the insertion</td></tr>
 * <tr><td>full, EVICT</td><td>offerFirst 3</td><td>size</td><td>the drop is seen without the insertion</td></tr>
 * <tr><td>full, EVICT</td><td>offerLast 3</td><td>iterator</td><td>the drop is seen without the insertion</td></tr>
 * <tr><td>full, EVICT</td><td>offerLast 3</td><td>pollFirst</td><td>what is dropped is given out as well</td></tr>
 * <tr><td>full, EVICT</td><td>offerLast 3</td><td>offerLast 4</td><td>both drop the same, or one too many</td></tr>
 * <tr><td>full, EVICT</td><td>offerFirst 3</td><td>offerLast 4</td><td>each drops what the other one has put</td></tr>
 * <tr><td>full, EVICT</td><td>addAll 34</td><td>size</td><td>the drop is seen without the insertion</td></tr>
 * <tr><td>full, EVICT</td><td>addAll 34</td><td>drain 6</td><td>a part of the batch is seen</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>pollLast</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three, wrapped by 5</td><td>iterator.remove #2</td><td>pollLast</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>offerLast 4</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>size</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>iterator</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>one</td><td>iterator.remove #1</td><td>pollFirst</td><td>the iterator and the taker both have it</td></tr>
 * <tr><td>two</td><td>descending iterator.remove #2</td><td>pollLast</td><td>the iterator and the taker both have it</td></tr>
 * <tr><td>three</td><td>iterator.remove #2</td><td>descending iterator.remove #2</td><td>it is removed twice</td></tr>
 * <tr><td>four</td><td>iterator.remove #2</td><td>descending iterator.remove #3</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>one</td><td>iterator.remove #1</td><td>pollFirst, offerLast 1</td><td>the removal strikes an element that is not the one that was seen</td></tr>
 * <tr><td>four</td><td>removeIf #13</td><td>pollFirst</td><td>some of them are seen to go before the others</td></tr>
 * <tr><td>four</td><td>removeIf #23</td><td>size</td><td>some of them are seen to go before the others</td></tr>
 * <tr><td>full</td><td>iterator.remove #1</td><td>offerLast 3</td><td>room is promised that is not there yet</td></tr>
 * <tr><td>two</td><td>get 1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>get 1</td><td>pollLast</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>get 1</td><td>iterator.remove #1</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>set 0 to 8</td><td>pollFirst</td><td>the new one is lost, or the old one given out again</td></tr>
 * <tr><td>two</td><td>set 1 to 8</td><td>peekFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>set 1 to 9</td><td>iterator</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>insert 8 at 1</td><td>size</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>insert 8 at 1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>insert 8 at 1</td><td>offerLast 3</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>remove at 1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>remove at -1</td><td>pollLast</td><td>both have it</td></tr>
 * <tr><td>two</td><td>rotate 1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>rotate 1</td><td>pollLast</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>two</td><td>rotate 1</td><td>offerLast 3</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>rotate 1</td><td>rotate 1</td><td>one of the two is lost</td></tr>
 * <tr><td>three, wrapped by 3</td><td>rotate -1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>full</td><td>rotate 1</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>reverse</td><td>pollFirst</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>three</td><td>reverse</td><td>iterator</td><td>an element is read or taken while it is moved</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>offerLast 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>empty, polling</td><td>takeFirst</td><td>offerLast 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>offerFirst 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>empty</td><td>takeLast</td><td>offerLast 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>addAll 12</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>insert 1 at 0</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>two</td><td>takeFirst</td><td>rotate 1</td><td>HEAD and TAIL move together, and it looks empty</td></tr>
 * <tr><td>empty</td><td>poll with a time-out</td><td>offerLast 1</td><td>the time-out and the element cross</td></tr>
 * <tr><td>empty</td><td>takeFirst, takeFirst</td><td>offerLast 1, offerLast 2</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>one task</td><td>awaitAllDone</td><td>pollFirst, taskDone</td><td>all is done, and who waits for that sleeps on</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>pollFirst</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full, polling</td><td>putLast 3</td><td>pollFirst</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>pollLast</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full</td><td>putFirst 3</td><td>pollFirst</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>drain 2</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>clear</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>iterator.remove #1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full of bytes</td><td>putLast 4</td><td>pollFirst</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>full of bytes</td><td>putLast 5</td><td>set 0 to 1, pollFirst</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>two</td><td>takeFirst</td><td>takeFirst</td><td>a guard is given back, and who waits for it sleeps on</td></tr>
 * <tr><td>empty</td><td>putLast 1</td><td>putLast 2</td><td>a guard is given back, and who waits for it sleeps on</td></tr>
 * <tr><td>two</td><td>takeLast</td><td>takeLast</td><td>a guard is given back, and who waits for it sleeps on, of two guards</td></tr>
 * <tr><td>empty</td><td>putFirst 1</td><td>putFirst 2</td><td>a guard is given back, and who waits for it sleeps on, of two guards</td></tr>
 * <tr><td>two, polling</td><td>takeFirst</td><td>takeLast</td><td>a guard is given back, and who waits for it sleeps on</td></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>shutdown</td><td>a put comes after the end of puts</td></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>shutdownNow</td><td>a put that was accepted outlives what discards all</td></tr>
 * <tr><td>empty</td><td>offerFirst 1</td><td>shutdownNow</td><td>a put that was accepted outlives what discards all</td></tr>
 * <tr><td>empty</td><td>addAll 12</td><td>shutdown</td><td>a put comes after the end of puts</td></tr>
 * <tr><td>one</td><td>pollFirst</td><td>shutdownNow</td><td>it is given out and discarded</td></tr>
 * <tr><td>two</td><td>pollLast</td><td>shutdown</td><td>what is left cannot be taken</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>shutdown</td><td>who waits for an element sleeps on</td></tr>
 * <tr><td>one</td><td>takeFirst</td><td>shutdown</td><td>what is left is not drained</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>shutdown</td><td>who waits for room sleeps on</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>shutdownNow</td><td>who waits for room gets the room of what is discarded</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>offerLast 1, shutdown</td><td>shut down, though an element is there</td></tr>
 * <tr><td>one</td><td>shutdown</td><td>shutdownNow</td><td>the weaker one wins</td></tr>
 * <tr><td>one</td><td>pollFirst</td><td>close</td><td>closing one handle disturbs another one</td></tr>
 * <tr><td>empty</td><td>putLast 1, size</td><td>offerLast 2, close</td><td>what was put is gone with its handle</td></tr>
 * <tr><td>one</td><td>pollFirst</td><td>close of the same handle</td><td>half an operation is left behind, or its caller waits for ever</td></tr>
 * <tr><td>two</td><td>pollLast</td><td>close of the same handle</td><td>half an operation is left behind, or its caller waits for ever</td></tr>
 * <tr><td>empty</td><td>offerLast 1</td><td>close of the same handle</td><td>half an operation is left behind, or its caller waits for ever</td></tr>
 * <tr><td>empty</td><td>takeFirst</td><td>close of the same handle</td><td>half an operation is left behind, or its caller waits for ever</td></tr>
 * <tr><td>full</td><td>putLast 3</td><td>close of the same handle</td><td>half an operation is left behind, or its caller waits for ever</td></tr>
 * <tr><td>semaphore of 4096</td><td>tryAcquire all</td><td>tryAcquire all</td><td>both are given what is there once</td></tr>
 * <tr><td>semaphore of 1</td><td>tryAcquire</td><td>tryAcquire</td><td>both are given the only permit</td></tr>
 * <tr><td>semaphore of 2</td><td>drain</td><td>tryAcquire</td><td>a permit is given twice</td></tr>
 * <tr><td>semaphore of 1</td><td>acquire 1, release 1</td><td>acquire 1, release 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>semaphore of 2</td><td>acquire 2, release 2</td><td>acquire 1, release 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>semaphore of 1</td><td>acquire 1, close</td><td>acquire 1</td><td>what a handle that closes gives back wakes nobody</td></tr>
 * <tr><td>semaphore of 1</td><td>available</td><td>tryAcquire</td><td>a sum that never was</td></tr>
 * <tr><td>event</td><td>await</td><td>set</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>event</td><td>await</td><td>set, clear</td><td>set and cleared at once, and missed</td></tr>
 * <tr><td>event</td><td>set</td><td>clear</td><td>the one undoes more than the other did</td></tr>
 * <tr><td>counter</td><td>getAndAdd 1</td><td>getAndAdd 1</td><td>one addition is lost</td></tr>
 * <tr><td>counter</td><td>compareAndSet 0 to 1</td><td>compareAndSet 0 to 2</td><td>both replace the same value</td></tr>
 * <tr><td>counter</td><td>await 2</td><td>getAndAdd 1, getAndAdd 1</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>lock</td><td>lock, count, unlock</td><td>lock, count, unlock</td><td>both are inside at once, or one is not woken</td></tr>
 * <tr><td>lock</td><td>lock, await until 1, unlock</td><td>lock, make it 1, signal, unlock</td><td>the wake-up is lost between the look and the sleep</td></tr>
 * <tr><td>barrier of two</td><td>await</td><td>await</td><td>both believe that they are the first</td></tr>
 * <tr><td>two words</td><td>release store, acquire load</td><td>release store, acquire load</td><td>none: what is not fenced must be seen to go wrong, or the harness is blind</td></tr>
 * <tr><td>two words</td><td>volatile store, volatile load</td><td>volatile store, volatile load</td><td>each looks before its store is seen</td></tr>
 * </table>
 */
@NullMarked
package dev.sluice.stress.race;

import org.jspecify.annotations.NullMarked;
