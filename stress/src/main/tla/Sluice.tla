------------------------------- MODULE Sluice -------------------------------
EXTENDS Naturals, Sequences, FiniteSets, TLC
(* The protocol of dev.sluice.sync and dev.sluice.deque between processes, any of which may be killed at any moment. Their
   package documents say (model: Name) where an action of this file is a step of theirs. An action is one store, CAS or
   exchange in the shared file, or a look at it, or one thing that the kernel does; a kill can fall between any two.

   Modelled: both guards with their gates; put and take with the cached index of the other end; NOT_EMPTY and NOT_FULL; the
   removal of an element under both guards with its two journal entries; kills; the kernel's mark of a death, which comes
   later and wakes one watcher, who may be as good as dead; repair, under a lock that the kernel takes back, by a watcher
   that may be killed at any store as well; calls given up (time-out, interrupt, close) where they can be.
   Not modelled: the order in which stores become visible (here: as made; the crash harness loses plain stores, jcstress
   runs on real memory); HEAD going back, the epoch, operations by index, shutting down (the crash harness has them); records
   of several words; the two reads of a look at HEAD and TAIL apart; slots that are used again; spinning; time and the
   backstops, which might hide a lost wake-up; watchers passing the news on, which is for the sake of those that are stopped.

   Checked: Exclusion (guards exclude, the repair included), NeverRobbed (nobody alive loses a guard), Signed (no guard
   names one whose slot is free), Once (each element is delivered once, in order, and lost only by the commit of its taker),
   NothingLost (the ring holds what has been committed, after any deaths), NobodyForgotten (when nothing moves any more,
   nobody sleeps who could go on, and nobody dead is unburied), GetsOn (that state is reached, whoever dies).
   With TLC 2.18 and capacity 2, no error in any; ModelTest runs the first four, and breaks 13 steps, each of which is found:
     3 processes  put, take          from 0        4 calls  0 deaths  1 given up  223,329 distinct states  depth 60
     3 processes  put, take          from 0        3 calls  1 death   0 given up  326,085                        55
     3 processes  put, take, remove  from 0, 1, 2  2 calls  2 deaths  0 given up  362,547                        66
     2 processes  put, take          from 0        3 calls  1 death   0 given up   33,553, GetsOn                47
*)

CONSTANTS P,       \* the processes, each with one thread that calls and one watcher
          Ops,     \* what the threads call: a subset of {"put", "take", "remove"}
          Cap,     \* the capacity
          Start,   \* how many elements may be in the deque at first: a set of numbers
          Calls, Deaths, Leaves,  \* at most so many calls, kills, calls given up
          Broken,  \* "nothing", or the step of the protocol that is done wrong
          Nobody, R               \* no process; the repair

VARIABLES m,      \* the shared file
          fresh,  \* fresh[p]: the event counts whose sequence is still as p has read it
          st,     \* st[a]: the steps that a thread, or the repair, has still to do, the next one first
          k,      \* the kernel: the dead, those marked so, whose watcher is awake, who has the repair lock because of whom
          g       \* ghosts: what the deque holds, elements and calls begun, calls given up

Guards == {"H", "T"}              \* of HEAD and TAIL; the gate of each is the event count of that name
Counts == Guards \cup {"E", "F"}  \* and NOT_EMPTY, NOT_FULL
Other(x) == IF x = "H" THEN "T" ELSE "H"
Live == P \ k.dead
NoEntry == [write |-> 0, read |-> 0, run |-> 0, gone |-> 0, target |-> 0]

Init ==
    /\ \E n \in Start :
        /\ m = [head |-> 0, tail |-> n, cHead |-> 0, cTail |-> 0,
                ring |-> [i \in 0 .. Cap - 1 |-> IF i < n THEN i + 1 ELSE 0],
                sel |-> "-", A |-> NoEntry, B |-> NoEntry, attached |-> P,
                owner |-> [x \in Guards |-> Nobody], flag |-> [e \in Counts |-> FALSE]]
        /\ g = [queue |-> [i \in 1 .. n |-> i], puts |-> n, calls |-> 0, leaves |-> 0]
    /\ fresh = [p \in P |-> {}]
    /\ st = [a \in P \cup {R} |-> <<>>]
    /\ k = [dead |-> {}, marked |-> {}, awake |-> {}, by |-> Nobody, of |-> Nobody]

At(a, step) == st[a] # <<>> /\ st[a][1][1] = step
Arg(a) == st[a][1][2]
Go(a, steps) == st' = [st EXCEPT ![a] = steps \o Tail(@)]
Do(a, memory, steps) == m' = memory /\ Go(a, steps) /\ UNCHANGED <<fresh, k, g>>
If(condition, steps) == IF condition THEN steps ELSE <<>>
Seems(e) == IF e = "E" THEN m.head < m.tail ELSE m.tail - m.head < Cap
Asleep(e) == {p \in P : st[p] # <<>> /\ st[p][1] = <<"asleep", e>>}
Wait(e) == <<IF Broken = "flag before sequence" THEN "announce" ELSE "prepare", e>>
Wake(e) == <<<<"clear", e>>, <<"bump", e>>, <<"wake", e>>>>

---- \* Event counts, gates among them: Prepare, Announce, LookAgain, Sleep are the waiter's steps 1 to 4

Prepare(p) ==
    /\ At(p, "prepare")
    /\ fresh' = [fresh EXCEPT ![p] = @ \cup {Arg(p)}]
    /\ Go(p, <<<<IF Broken \in {"look before flag", "flag before sequence"} THEN "look" ELSE "announce", Arg(p)>>>>)
    /\ UNCHANGED <<m, k, g>>
Announce(p) == At(p, "announce") /\ Do(p, [m EXCEPT !.flag[Arg(p)] = TRUE],
    <<<<CASE Broken = "look before flag" -> "sleep"
          [] Broken = "flag before sequence" -> "prepare"
          [] OTHER -> "look", Arg(p)>>>>)
LookAgain(p) == \* at a guard the CAS; else a look, and a try if there is hope
    /\ At(p, "look")
    /\ LET e == Arg(p)
           sleep == <<<<IF Broken = "look before flag" THEN "announce" ELSE "sleep", e>>>> IN
       CASE e \in Guards /\ m.owner[e] = Nobody -> /\ m' = [m EXCEPT !.owner[e] = p]
                                                   /\ fresh' = [fresh EXCEPT ![p] = @ \ {e}]
                                                   /\ Go(p, <<>>) /\ UNCHANGED <<k, g>>
         [] e = "E" /\ Seems(e) -> Do(p, m, <<<<"acquire", "H">>, <<"take", TRUE>>>>)
         [] e = "F" /\ Seems(e) -> Do(p, m, <<<<"acquire", "T">>, <<"put", TRUE>>>>)
         [] OTHER -> Do(p, m, sleep)
Sleep(p) == \* if the sequence is as it was
    /\ At(p, "sleep")
    /\ Go(p, <<IF Arg(p) \in fresh[p] THEN <<"asleep", Arg(p)>> ELSE Wait(Arg(p))>>)
    /\ fresh' = [fresh EXCEPT ![p] = @ \ {Arg(p)}]
    /\ UNCHANGED <<m, k, g>>
Leave(p) == \* time-out, interrupt, close: the whole call ends
    /\ g.leaves < Leaves
    /\ At(p, "sleep") \/ (At(p, "prepare") /\ Arg(p) \in Guards) \/ (At(p, "look") /\ Arg(p) \notin Guards)
    /\ LET last == st[p][Len(st[p])] IN
       st' = [st EXCEPT ![p] = If(Arg(p) \in Guards /\ Broken # "no passing on", Wake(Arg(p)))
           \o If(last[1] = "cascade" /\ Broken # "no passing on", <<<<"pass on", last[2]>>>>)]
    /\ fresh' = [fresh EXCEPT ![p] = {}]
    /\ g' = [g EXCEPT !.leaves = @ + 1]
    /\ UNCHANGED <<m, k>>
PassOn(p) == At(p, "pass on") /\ Do(p, m, If(Seems(Arg(p)), Wake(Arg(p)))) \* who leaves without
Cascade(p) == \* who has waited, got it and leaves something behind
    At(p, "cascade") /\ Do(p, m, If(Seems(Arg(p)) /\ Broken # "no cascade", <<<<"signal", Arg(p)>>>>))
Signal(p) == At(p, "signal") /\ Do(p, m, If(m.flag[Arg(p)], Wake(Arg(p)))) \* step 3 of a signaller
ClearFlag(a) == At(a, "clear") /\ Do(a, [m EXCEPT !.flag[Arg(a)] = FALSE], <<>>)
Bump(p) == At(p, "bump") /\ fresh' = [q \in P |-> fresh[q] \ {Arg(p)}] /\ Go(p, <<>>) /\ UNCHANGED <<m, k, g>>
WakeOne(p) ==
    /\ At(p, "wake")
    /\ IF Asleep(Arg(p)) = {} THEN Go(p, <<>>)
       ELSE \E q \in Asleep(Arg(p)) : st' = [st EXCEPT ![p] = Tail(@), ![q] = <<Wait(Arg(p))>> \o Tail(@)]
    /\ UNCHANGED <<m, fresh, k, g>>
WakeAll == \* the repair's bump and waking: who goes to sleep in between would be woken for nothing
    /\ At(R, "wake all")
    /\ fresh' = [p \in P |-> fresh[p] \ {Arg(R)}]
    /\ st' = [a \in P \cup {R} |-> IF a = R THEN Tail(st[R])
                                   ELSE IF a \in Asleep(Arg(R)) THEN <<Wait(Arg(R))>> \o Tail(st[a]) ELSE st[a]]
    /\ UNCHANGED <<m, k, g>>

---- \* Guards

Acquire(p) == \* the CAS before any waiting
    At(p, "acquire") /\ IF m.owner[Arg(p)] = Nobody THEN Do(p, [m EXCEPT !.owner[Arg(p)] = p], <<>>)
                        ELSE Do(p, m, <<Wait(Arg(p))>>)
AcquireOther(p) == \* of both guards: lets go of the one before it waits for the other one
    At(p, "other") /\ LET x == Arg(p) IN
        IF m.owner[x] = Nobody THEN Do(p, [m EXCEPT !.owner[x] = p], <<>>)
        ELSE Do(p, m, <<<<"release", Other(x)>>, <<"acquire", x>>, <<"other", Other(x)>>>>)
Release(p) == At(p, "release") /\ \* the exchange
    Do(p, [m EXCEPT !.owner[Arg(p)] = Nobody], If(Broken # "no signal at the gate", <<<<"signal", Arg(p)>>>>))

---- \* Operations: put at the tail, take at the head

Call(p) ==
    /\ st[p] = <<>> /\ p \in Live /\ g.calls < Calls
    /\ g' = [g EXCEPT !.calls = @ + 1]
    /\ \E op \in Ops : st' = [st EXCEPT ![p] =
            CASE op = "put" -> <<<<"acquire", "T">>, <<"put", FALSE>>>>
              [] op = "take" -> <<<<"acquire", "H">>, <<"take", FALSE>>>>
              [] op = "remove" -> <<<<"acquire", "H">>, <<"other", "T">>, <<"remove", TRUE>>>>]
    /\ UNCHANGED <<m, fresh, k>>
NotNow(p, x, e) == \* waits, or goes on waiting
    <<<<"release", x>>>> \o IF Arg(p) THEN <<<<"sleep", e>>>> ELSE <<Wait(e), <<"cascade", e>>>>
CacheHead(p) == \* it looks full
    At(p, "put") /\ m.tail - m.cHead >= Cap /\ Do(p, [m EXCEPT !.cHead = m.head],
        IF m.tail - m.head >= Cap THEN NotNow(p, "T", "F") ELSE <<st[p][1]>>)
Fill(p) ==
    /\ At(p, "put") /\ m.tail - m.cHead < Cap
    /\ m' = [m EXCEPT !.ring[m.tail % Cap] = IF Broken = "commit before fill" THEN @ ELSE g.puts + 1]
    /\ g' = [g EXCEPT !.puts = @ + 1]
    /\ Go(p, <<<<"commit tail", g.puts + 1>>>>)
    /\ UNCHANGED <<fresh, k>>
CommitTail(p) ==
    /\ At(p, "commit tail")
    /\ m' = [m EXCEPT !.tail = @ + 1]
    /\ g' = [g EXCEPT !.queue = Append(@, Arg(p))]
    /\ fresh' = [fresh EXCEPT ![p] = {}]
    /\ Go(p, <<<<"release", "T">>, <<"signal", "E">>>>)
    /\ UNCHANGED k
CacheTail(p) == \* it looks empty
    At(p, "take") /\ m.head >= m.cTail /\ Do(p, [m EXCEPT !.cTail = m.tail],
        IF m.head >= m.tail THEN NotNow(p, "H", "E") ELSE <<st[p][1]>>)
Read(p) == At(p, "take") /\ m.head < m.cTail /\ Do(p, m, <<<<"commit head", m.ring[m.head % Cap]>>>>)
CommitHead(p) ==
    /\ At(p, "commit head")
    /\ m' = [m EXCEPT !.head = @ + 1]
    /\ g' = [g EXCEPT !.queue = Tail(@)]
    /\ fresh' = [fresh EXCEPT ![p] = {}]
    /\ Go(p, <<<<"release", "H">>, <<"signal", "F">>>>)
    /\ UNCHANGED k

---- \* Removal of the first element by moving those behind it: journaled; the repair goes on from the selected entry

Advance(e) == <<<<"write entry", e>>, <<"select", e>>>>
Late == Broken = "change before selector"
Finish(e) == Advance(e) \o If(Broken # "cached index not refreshed", <<<<"cache back", e>>>>)
                        \o <<<<"commit back", e>>, <<"idle", e>>>>
Plan(e) == \* what is left to do
    LET f == [e EXCEPT !.read = @ + 1, !.gone = @ + 1] \* the doomed one is skipped
        h == [f EXCEPT !.run = 1] IN
    CASE e.gone > 0 /\ e.run = 0 /\ e.write = m.tail -> <<<<"idle", e>>>> \* committed already
      [] e.run = 1 -> <<<<"move", e>>>>
      [] e.read = e.target /\ e.read + 1 = m.tail -> Finish(f)
      [] e.read = e.target -> If(~Late, Advance(h)) \o <<<<"move", h>>>>
      [] e.read = m.tail -> Finish(e)
      [] OTHER -> <<<<"move", [e EXCEPT !.run = 1]>>>>
Remove(p) == At(p, "remove") /\
    LET e == [NoEntry EXCEPT !.write = m.head, !.read = m.head, !.target = m.head] IN
    Do(p, m, If(Seems("E"), If(~Late, Advance(e)) \o Plan(e)) \o <<<<"release", "T">>, <<"release", "H">>>>
             \o If(Seems("E"), <<<<"signal", "F">>>>))
WriteEntry(a) == \* into the entry that does not count
    At(a, "write entry") /\ Do(a, IF m.sel = "A" THEN [m EXCEPT !.B = Arg(a)] ELSE [m EXCEPT !.A = Arg(a)], <<>>)
Select(a) == At(a, "select") /\ Do(a, [m EXCEPT !.sel = IF @ = "A" THEN "B" ELSE "A"], <<>>)
Move(a) == At(a, "move") /\
    LET f == [Arg(a) EXCEPT !.read = @ + 1, !.write = @ + 1, !.run = 0] IN
    Do(a, [m EXCEPT !.ring[Arg(a).write % Cap] = m.ring[Arg(a).read % Cap]], Advance(f) \o Plan(f))
CacheBack(a) == At(a, "cache back") /\ Do(a, [m EXCEPT !.cTail = Arg(a).write], <<>>) \* before TAIL goes back
CommitBack(a) == At(a, "commit back") /\ m' = [m EXCEPT !.tail = Arg(a).write] /\ g' = [g EXCEPT !.queue = Tail(@)]
                                      /\ Go(a, <<>>) /\ UNCHANGED <<fresh, k>>
SelectIdle(a) == At(a, "idle") /\ Do(a, [m EXCEPT !.sel = "-", !.A = NoEntry, !.B = NoEntry], <<>>)

---- \* Death and repair

Die(p) ==
    /\ p \in Live /\ Cardinality(k.dead) < Deaths
    /\ k' = [k EXCEPT !.dead = @ \cup {p}, !.awake = @ \ {p}]
    /\ st' = [a \in P \cup {R} |-> IF a = p \/ (a = R /\ k.by = p) THEN <<>> ELSE st[a]]
    /\ fresh' = [fresh EXCEPT ![p] = {}]
    /\ UNCHANGED <<m, g>>
Mark(d) == \* the kernel, a while later; it wakes one watcher, perhaps one whose process is being killed as well
    /\ d \in k.dead \ k.marked
    /\ LET asleep == P \ (k.awake \cup k.marked \cup {d}) IN
       \E w \in IF asleep = {} THEN {Nobody} ELSE asleep :
           k' = [k EXCEPT !.marked = @ \cup {d}, !.awake = @ \cup ({w} \cap Live)]
    /\ UNCHANGED <<m, fresh, st, g>>
Unlock == \* the kernel takes the repair lock back from a dead repairer
    /\ k.by \in k.dead /\ Broken # "repair lock not taken back"
    /\ k' = [k EXCEPT !.by = Nobody, !.of = Nobody]
    /\ UNCHANGED <<m, fresh, st, g>>
Repair(r) == \* an awake watcher gets the repair lock and sees what the dead one held
    /\ k.by = Nobody
    /\ \E d \in m.attached :
       /\ \/ r \in k.awake /\ d \in k.marked
          \/ Broken = "takeover on time-out" /\ r \in Live \ {d} /\ \E x \in Guards : m.owner[x] = d
       /\ k' = [k EXCEPT !.by = r, !.of = d]
       /\ LET h == m.owner["H"] = d
              t == m.owner["T"] = d
              wake(e) == <<<<"clear", e>>, <<"wake all", e>>>>
              free == <<<<"free slot", d>>>> IN
          st' = [st EXCEPT ![R] = If(Broken = "slot freed first", free)
              \o If(h /\ t /\ m.sel # "-" /\ Broken # "no replay", Plan(IF m.sel = "A" THEN m.A ELSE m.B))
              \o If(h, <<<<"refresh tail", d>>>>) \o If(t, <<<<"refresh head", d>>>>)
              \o If(t, <<<<"give back", "T">>>> \o wake("T")) \o If(h, <<<<"give back", "H">>>> \o wake("H"))
              \o If(Broken # "no wake-all", wake("H") \o wake("T") \o wake("E") \o wake("F"))
              \o free]
    /\ UNCHANGED <<m, fresh, g>>
RefreshTail == At(R, "refresh tail") /\ Do(R, [m EXCEPT !.cTail = m.tail], <<>>)
RefreshHead == At(R, "refresh head") /\ Do(R, [m EXCEPT !.cHead = m.head], <<>>)
GiveBack == At(R, "give back") /\ Do(R, [m EXCEPT !.owner[Arg(R)] = IF @ = k.of THEN Nobody ELSE @], <<>>) \* a CAS
FreeSlot == \* last; then the lock is given back, and watchers that see no more marks sleep on
    /\ At(R, "free slot")
    /\ m' = [m EXCEPT !.attached = @ \ {k.of}]
    /\ k' = IF Len(st[R]) > 1 THEN k ELSE
            [k EXCEPT !.by = Nobody, !.of = Nobody, !.awake = IF k.marked \cap m'.attached = {} THEN {} ELSE @]
    /\ Go(R, <<>>)
    /\ UNCHANGED <<fresh, g>>

----
Journaled(a) == WriteEntry(a) \/ Select(a) \/ Move(a) \/ CacheBack(a) \/ CommitBack(a) \/ SelectIdle(a)
Thread(p) ==
    \/ Prepare(p) \/ Announce(p) \/ LookAgain(p) \/ Sleep(p) \/ PassOn(p) \/ Cascade(p) \/ Signal(p) \/ ClearFlag(p)
    \/ Bump(p) \/ WakeOne(p) \/ Acquire(p) \/ AcquireOther(p) \/ Release(p) \/ CacheHead(p) \/ Fill(p)
    \/ CommitTail(p) \/ CacheTail(p) \/ Read(p) \/ CommitHead(p) \/ Remove(p) \/ Journaled(p)
Repairing == Journaled(R) \/ ClearFlag(R) \/ WakeAll \/ RefreshTail \/ RefreshHead \/ GiveBack \/ FreeSlot
Next == Repairing \/ Unlock \/ \E p \in P : Call(p) \/ Thread(p) \/ Leave(p) \/ Die(p) \/ Mark(p) \/ Repair(p)
vars == <<m, fresh, st, k, g>>
Spec == Init /\ [][Next]_vars
Fair == /\ Spec /\ WF_vars(Repairing) /\ WF_vars(Unlock)
        /\ \A p \in P : WF_vars(Thread(p)) /\ WF_vars(Mark(p)) /\ WF_vars(Repair(p))
Symmetry == Permutations(P)

---- \* What holds

Needs(a) == \* the guards without which the next step must not be done
    IF st[a] = <<>> THEN {} ELSE LET step == st[a][1][1] IN
        CASE step \in {"put", "commit tail", "refresh head"} -> {"T"}
          [] step \in {"take", "commit head", "refresh tail"} -> {"H"}
          [] step \in {"remove", "write entry", "select", "move", "cache back", "commit back", "idle"} -> Guards
          [] step = "release" -> {Arg(a)}
          [] OTHER -> {}
Exclusion == \A a, b \in P \cup {R} : a # b => Needs(a) \cap Needs(b) = {}
NeverRobbed == \A p \in P : \A x \in Needs(p) : m.owner[x] = p
Signed == \A x \in Guards : m.owner[x] \in m.attached \cup {Nobody}
Once == \A p \in P : At(p, "commit head") => g.queue # <<>> /\ Arg(p) = Head(g.queue)
NothingLost == IF m.sel # "-" THEN m.owner["H"] = m.owner["T"] /\ m.owner["H"] # Nobody
               ELSE g.queue = [i \in 1 .. m.tail - m.head |-> m.ring[(m.head + i - 1) % Cap]]
Still == \* nothing will happen unless somebody calls, leaves or dies
    /\ \A p \in P : st[p] = <<>> \/ At(p, "asleep")
    /\ st[R] = <<>> /\ k.dead = k.marked
    /\ k.by \notin k.dead \/ Broken = "repair lock not taken back"
    /\ k.by \in k.dead \/ k.awake = {} \/ k.marked \cap m.attached = {}
NobodyForgotten ==
    Still /\ Live # {} => /\ k.marked \cap m.attached = {}
                          /\ Asleep("H") = {} /\ Asleep("T") = {}
                          /\ \A e \in {"E", "F"} : Asleep(e) # {} => ~Seems(e)
GetsOn == \A p \in P : st[p] # <<>> ~> (st[p] = <<>> \/ \E e \in {"E", "F"} : p \in Asleep(e) /\ ~Seems(e))
=============================================================================
