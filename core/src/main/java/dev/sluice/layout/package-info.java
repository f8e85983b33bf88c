/**
 * The file format, version 1: constants only. This page is its documentation; {@code LayoutTest} holds the constants
 * against the numbers of the picture.
 *
 * <p>All numbers are little-endian. The file is mapped as a whole. Words that one participant writes while another one
 * reads them stand in groups of 128 bytes (two cache lines: processors prefetch lines in pairs).
 *
 * <pre>
 * offset
 *      0  +- IDENTITY (written once, before the file has a name) -----------------------------+
 *         |    0 magic 8        8 version 4    12 kind 4         16 file bytes 8              |
 *         |   24 ring offset 8 32 ring bytes 8 40 capacity 4     44 element bytes 4           |
 *         |   48 overflow 4    52 waiting 4    56 slots 4        60 slot bytes 4              |
 *         |   64 file id 16    80 boot id 16   96 created, ms 8  104 codec id length 4        |
 *         |  108 codec id 64  172 joinable 4   176 parameter 4                                |
 *         |  180 CRC-32 of bytes 0..179 4                                                     |
 *    512  +- HEAD --------------  512 index 8: element sequence (high 32) . word position ----+
 *    640  +- HEAD GUARD --------  640 owner 4   644 gate 8   656 cached TAIL 8   664 takes 8  |
 *         |                       672 high-water 4   680 own HEAD 8                           |
 *         |                       688 bias 8: revoked (33rd bit) . owner   696 last owner 4 --+
 *    768  +- TAIL --------------  768 index 8 ------------------------------------------------+
 *    896  +- TAIL GUARD --------  896 owner 4   900 gate 8   908 high-water 4                 |
 *         |                       912 cached HEAD 8          920 puts 8   928 own TAIL 8      |
 *         |                       936 bias 8: revoked (33rd bit) . owner   944 last owner 4 --+
 *   1024  +- NOT EMPTY --------- 1024 event count 8 (sequence 4, waiters 4) ------------------+
 *   1152  +- NOT FULL ---------- 1152 event count 8 ------------------------------------------+
 *   1280  +- STATE ------------- 1280 state 4   1284 oversize 4   1288 unbiased 4 ------------+
 *   1408  +- EPOCH ------------- 1408 epoch 8 ------------------------------------------------+
 *   1536  +- STATISTICS -------- 1536 waits 8   1544 wake-ups 8   1552 repairs 8 -------------+
 *   1664  +- ROSTER ------------ 1664 roster 4  1668 slots used 4  1672 census 8 -------------+
 *   1792  +- JOURNAL ----------- 1792 selector 4                                              |
 *         |   1920 entry A, 2048 entry B, each:                                               |
 *         |      +0 direction 8  +8 write 8  +16 read 8  +24 run 8  +32 removed 8             |
 *         |     +40 target 8    +48 takes before 8                                            |
 *         |      of a shift:    +8 moved 8                                                    |
 *         |      of a reversal: +8 piecewise 8 +16 start 8 +24 end 8 +32 swap 8 +40 low 8     |
 *         |     +48 high 8                                                                    |
 *   2176  +- ALL DONE ---------- 2176 event count 8, of joinable deques ----------------------+
 *   2304  +- PLAN -------------- 2304 plan of a shift or reversal: ---------------------------+
 *         |      +0 HEAD before 8 +8 TAIL before 8 +16 HEAD after 8 +24 TAIL after 8          |
 *         |     +32 puts after 8 +40 takes after 8 +48 from 8 +56 to 8 +64 count 8            |
 *         |     +72 place 8 +80 staged 8 +88 first cut 8 +96 second cut 8                     |
 *         |   2432 stage 1664: a record                                                       |
 *   4096  +- PARTICIPANTS: 1,024 slots of 128 bytes ------------------------------------------+
 *         |      +0 status 4 (generation . attached 1)                                        |
 *         |      +8 robust list node 8  +16 robust word 4  +24 pid 8  +32 started, ms 8       |
 *         |      of joinable deques:  +40 taken 8  +48 pending index 8  +56 pending end 4     |
 *         |      +64 pending taken 8  +72 done 8   +80 abandoned 8                            |
 *         |      of those that poll:  +60 head busy 4  +88 tail busy 4                        |
 * 135168  +- RING: a power of two of bytes ---------------------------------------------------+
 *         |   records, contiguous from HEAD to TAIL, modulo the size of the ring:             |
 *         |     +0 length 4 (top bit: doomed)  +4 stamp 4  +8 payload  ... pad ... ~length 4  |
 *         |   a record is a multiple of 8 bytes; header and footer never straddle the end;    |
 *         |   the footer is the complement, so that memory never written to holds no record   |
 *         +-----------------------------------------------------------------------------------+
 * </pre>
 *
 * <p>Files of the other kinds end with the participants, and have other things between 512 and 4096, beside statistics and roster:
 *
 * <pre class="synchronizers">
 *   semaphore  512 value 8, up to 4,095 permits: version (high 30) . slot 10 . held by that 12 . by all (low 12)
 *                else: counted changes (high 32) . held by all (low 32)   520 changes 4   640 guard: owner 4, gate 8
 *              524 many 4   1024 event count 8
 *              in a slot: +40 held 8: version (high 30) . 0 (10) . held 12 . 0 (12); else held 4
 *   event      512 value 8: times set (high 63) . set 1   1024 event count 8
 *   counter    512 value 8   1024 event count 8
 *   lock       512 owner 4   516 gate 8   524 died 4   528 recount 4
 *              2304 conditions: 16 of 64 bytes, each:
 *                 +0 joined 8  +8 limit 8  +16 signals 4  +20 waiting 4  +24 event count 8
 *              in a slot: +48 waiting, 16 of 4 bytes
 *   barrier    512 state 8: generation (high 42) . broken 1 . arrived (low 21)   1024 event count 8
 *              in a slot: +40 arrival 8: generation (high 42) . 0 (20) . sent away 1 . arrived 1
 * </pre>
 *
 * <p>A position counts 8-byte words and runs freely modulo 2^32; its place in the ring is the position modulo the ring's
 * words. An element sequence runs freely as well. {@code addFirst} decrements both of HEAD, {@code addLast} increments
 * both of TAIL, so size and room are subtractions, and a full ring is told from an empty one.
 *
 * <p>Beyond the content lie the bytes that are locked with open-file-description locks, never read or written: at
 * 2^40 the repair lock, at 2^40 + 1 + slot the byte of each participant.
 *
 * <h2>Who may write what</h2>
 *
 * <table border="1">
 * <caption>Permissions</caption>
 * <tr><th>field</th><th>may be written by</th><th>memory mode</th><th>a crash beside the store leaves</th></tr>
 * <tr><td>identity</td><td>the creator, before the file has a name</td><td>plain; the link publishes it</td>
 *     <td>no file</td></tr>
 * <tr><td>HEAD</td><td>holder of the head guard (backward: of both)</td><td>release; acquire without the guard</td>
 *     <td>before: nothing happened; after: all of it did. One store is the whole commit</td></tr>
 * <tr><td>TAIL</td><td>holder of the tail guard (backward: of both)</td><td>release; acquire without the guard</td>
 *     <td>as HEAD</td></tr>
 * <tr><td>guard owner</td><td>anybody: 0 to self by CAS; the owner: to 0 by exchange; the repairer: dead owner to 0 by
 *     CAS</td><td>volatile</td><td>held by the dead: repair gives it back on its behalf</td></tr>
 * <tr><td>bias</td><td>owner of the guard's word: from none to its own, from another's to revoked by CAS, from revoked to none;
 *     the repairer for a dead one, and who closes his own: to none by CAS</td><td>volatile</td><td>revoked: the next owner of the
 *     word goes on with that; the owner of the word does not hold the guard</td></tr>
 * <tr><td>last owner</td><td>owner of the guard's word</td><td>plain</td><td>nothing: a hint</td></tr>
 * <tr><td>slot: head busy, tail busy</td><td>the thread of its participant that has had the bias; the repairer for a dead one</td>
 *     <td>trying: release; inside: plain, then a store fence; out: release</td><td>trying: nothing; inside: the guard is held by the
 *     dead</td></tr>
 * <tr><td>unbiased</td><td>who cannot take a bias away, 0 to 1 once</td><td>volatile, before the look for a bias</td><td>guards are
 *     taken by CAS only</td></tr>
 * <tr><td>gates, event counts</td><td>anybody</td><td>volatile</td><td>a wake-up that was not made: repair bumps and
 *     wakes all</td></tr>
 * <tr><td>cached TAIL, takes, high-water</td><td>holder of the head guard</td><td>plain</td><td>cached TAIL: an older TAIL, which is
 *     safe, as whoever moves TAIL backward holds this guard too and refreshes it first; takes: may miss or exceed by the
 *     operation that died</td></tr>
 * <tr><td>own HEAD, own TAIL</td><td>holder of the guard that they stand beside</td><td>plain, after the commit</td><td>older
 *     than the committed word: repair copies that. They save the holder from the line that all others poll</td></tr>
 * <tr><td>cached HEAD, puts, high-water</td><td>holder of the tail guard</td><td>plain</td><td>as above; puts is stored
 *     before the commit, so that no two elements bear one stamp</td></tr>
 * <tr><td>state</td><td>holder of the tail guard (2: of both), only upward</td><td>volatile</td><td>it is shut down or it
 *     is not</td></tr>
 * <tr><td>oversize</td><td>anybody, 0 to 1 once</td><td>volatile, before the waiting or the commit that makes it
 *     true</td><td>at worst needless wake-ups</td></tr>
 * <tr><td>epoch</td><td>holder of both guards that moves HEAD backward, moves both, or drops something for what it puts</td><td>odd: plain before HEAD's release; even:
 *     release after it</td><td>odd: size() takes the guard until repair makes it even</td></tr>
 * <tr><td>statistics</td><td>anybody by atomic addition</td><td>volatile</td><td>a count less</td></tr>
 * <tr><td>roster</td><td>anybody who attached, by atomic addition</td><td>volatile</td><td>watchers learn of the
 *     newcomer when they look at the table for another reason</td></tr>
 * <tr><td>slots used</td><td>anybody, upward by CAS</td><td>volatile</td><td>a slot more to scan</td></tr>
 * <tr><td>census</td><td>who opens: 0 before it asks after everybody attached, the note after</td><td>release, after the repairs;
 *     acquire before not asking</td><td>the next one asks again</td></tr>
 * <tr><td>journal entries</td><td>holder of both guards, only the entry that the selector does not name</td><td>plain
 *     </td><td>nothing: not selected</td></tr>
 * <tr><td>journal selector</td><td>holder of both guards; the repairer for a dead one</td><td>release</td><td>the
 *     selected entry is replayed from where it stands</td></tr>
 * <tr><td>plan, stage</td><td>holder of both guards, while no entry is selected</td><td>plain; the selector's release
 *     publishes them</td><td>nothing: no entry refers to them yet</td></tr>
 * <tr><td>slot</td><td>holder of the slot's byte lock; the kernel (robust word) at its death; the repairer for a dead
 *     one</td><td>status release, the rest plain before it</td><td>not attached: the next taker overwrites it; attached:
 *     repaired and freed</td></tr>
 * <tr><td>slot: taken, pending index, end and taken</td><td>holder of the slot that holds the head guard; the repairer for a
 *     dead one that held it</td><td>pending taken: release, before the commit; taken: plain, after the commit and a store
 *     fence; the rest plain, before pending taken</td><td>pending taken is not taken: taken follows if the committed index is
 *     the pending one, else pending taken goes back</td></tr>
 * <tr><td>slot: done</td><td>holder of the slot, upward</td><td>volatile</td><td>before: abandoned; after: done</td></tr>
 * <tr><td>slot: abandoned</td><td>holder of the slot that leaves it; the repairer for a dead one; upward, to taken less
 *     done</td><td>volatile</td><td>before: the slot is still attached, and whoever repairs it stores the same</td></tr>
 * <tr><td>record</td><td>holder of the guard of its end, between TAIL and HEAD (the free part); holder of both, with a
 *     selected journal entry</td><td>plain; the index's release publishes it</td><td>garbage in the free part</td></tr>
 * <tr><td>semaphore of up to 4,095 permits: value</td><td>a participant that names its own slot; the repairer, a dead one's; by
 *     CAS</td><td>volatile</td><td>changed or not: one store is all of it</td></tr>
 * <tr><td>the same: held in a slot</td><td>anybody, to what the value says of the slot, by CAS, before the value names another
 *     slot</td><td>volatile</td><td>what the value says of the slot as well</td></tr>
 * <tr><td>other semaphore: value</td><td>holder of its guard</td><td>release; volatile without the guard</td><td>a sum that is not
 *     that of the slots: the repair counts a change, the next holder adds up</td></tr>
 * <tr><td>the same: changes</td><td>anybody who makes a slot 0, after it, by atomic addition</td><td>volatile</td><td>the slot
 *     0 and not counted: the permits are not given out until the repair counts</td></tr>
 * <tr><td>the same: held in a slot</td><td>its participant, holding the guard, after the value; 0 by itself when it closes, by
 *     the repairer for a dead one</td><td>plain; 0 volatile</td><td>the repairer makes it 0</td></tr>
 * <tr><td>semaphore: many</td><td>anybody, 0 to 1 once</td><td>volatile, before the look for permits</td><td>at worst needless
 *     wake-ups</td></tr>
 * <tr><td>event: value</td><td>anybody by CAS</td><td>volatile</td><td>set or not; set but nobody woken: repair wakes</td></tr>
 * <tr><td>counter: value</td><td>the creator before the file has a name; then anybody</td><td>volatile</td><td>changed or not;
 *     changed but nobody woken: repair wakes</td></tr>
 * <tr><td>lock: owner, gate</td><td>as a guard's</td><td>volatile</td><td>held by the dead: repair stores died, then frees it
 *     </td></tr>
 * <tr><td>lock: died</td><td>1 by the repairer, before it frees the word; 0 by the next owner</td><td>volatile</td><td>set, the
 *     word not yet freed: again; taken back by an owner that dies: its repair sets it again</td></tr>
 * <tr><td>lock: recount</td><td>1 by whoever takes counts out of a slot; 0 by the owner before it adds up</td><td>volatile
 *     </td><td>the slot empty and this not set: again; 0 and not added up: the repair after that owner sets it</td></tr>
 * <tr><td>condition: joined, waiting</td><td>owner of the lock</td><td>plain</td><td>a ticket used by nobody or used twice, by one
 *     that is dead; a sum that repair has made anew</td></tr>
 * <tr><td>condition: signals</td><td>owner of the lock</td><td>plain, before the limit</td><td>a signal more for those who
 *     waited at the one before</td></tr>
 * <tr><td>condition: limit</td><td>owner of the lock</td><td>volatile</td><td>the signal is complete but for the wake-up, which
 *     repair makes</td></tr>
 * <tr><td>lock: waiting in a slot</td><td>its participant, owning the lock; 0 by the repairer for a dead one</td><td>plain; the
 *     repairer volatile</td><td>the repairer makes it 0</td></tr>
 * <tr><td>barrier: state</td><td>anybody by CAS</td><td>volatile</td><td>arrived or not; the last arrived but nobody woken:
 *     repair wakes</td></tr>
 * <tr><td>barrier: arrival in a slot</td><td>its participant; arrived to sent away by CAS by whoever resets; 0 by the repairer for
 *     a dead one, after it has broken the barrier</td><td>volatile</td><td>said but not done: repair breaks the barrier</td></tr>
 * </table>
 */
@NullMarked
package dev.sluice.layout;

import org.jspecify.annotations.NullMarked;
