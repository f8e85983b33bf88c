------------------------------- MODULE Permits -------------------------------
EXTENDS Integers, FiniteSets, TLC
(* How the permits of a semaphore are kept in one word and the slots of the participants: dev.sluice.synchronizer.PackedPermits,
   whose (carry) and (permits) are the actions Carry and Change here. An action is one store or CAS in the shared file, or one
   look at it; a kill can fall between any two.

   Modelled: threads that acquire one permit or give one back, several of them in one process if Shared says so; kills; the
   repair, which gives back what the dead one held, is killed itself at any step, begins again, and frees the slot, which
   somebody else takes then. Not modelled: several permits at once, which differ in a number only; waiting and waking, which
   Sluice.tla has; versions that wrap.

   Checked: Right (word and slots say of each participant what it holds), NeverTooMany (never more permits are held than there
   are, and the word says how many), Back (a slot that has been freed holds nothing). With TLC 2.18 and 2 permits, no error:
     3 threads of 2 processes  3 changes  1 death   378,812 distinct states  depth 46
     3 processes               4 changes  0 deaths  243,691                  47
     3 processes               2 changes  2 deaths  1,109,735                43
   ModelTest runs the first, and breaks three steps, each of which is found; "once" is how it was, found by the kill storm:
     once      a CAS that fails in Carry is taken for done
     unseen    Carry does not look whether the word is still what it was
     no carry  the slot of whoever changed last is not brought up to date
*)

CONSTANTS A,        \* the threads: numbers from 1
          Shared,   \* how many of them are of one process
          Total,    \* the permits
          Changes, Deaths,  \* at most so many changes, kills
          Broken,   \* "nothing", or the step that is done wrong
          R         \* the repair

VARIABLES word,     \* number of the change, who made it, what he holds since, what all hold
          slot,     \* number of a change and what its participant held then, of each slot
          st,       \* of each thread, and of the repair: the next step, what it wants, what it has read
          dead,     \* slots of the dead that have not been freed
          holds,    \* ghost: what each participant holds
          deaths    \* so far

vars == <<word, slot, st, dead, holds, deaths>>

Slot == [a \in A |-> IF a <= Shared THEN 1 ELSE a]
Slots == {Slot[a] : a \in A}
Idle == [at |-> "idle"]
Mine(a) == IF a = R THEN st[R].of ELSE Slot[a]
Alive(a) == IF a = R THEN TRUE ELSE Slot[a] \notin dead
At(a, step) == Alive(a) /\ st[a].at = step
Entry(w) == [v |-> w.v, h |-> w.h]
Step(a, s) == st' = [st EXCEPT ![a] = s] /\ UNCHANGED <<word, slot, dead, holds, deaths>>
Again(a) == IF a = R THEN [at |-> "look", of |-> st[R].of, more |-> 0]
            ELSE [at |-> "look", more |-> st[a].more]
Knows(a, s, held) == \* what it holds: is it enough, or is there nothing to give back?
    LET more == IF a = R THEN -held ELSE s.more IN
    CASE a = R /\ held = 0 -> Step(a, [at |-> "free", of |-> s.of])
      [] held + more < 0 -> Step(a, Idle)
      [] OTHER -> Step(a, [h |-> held, more |-> more,
                           at |-> IF s.w.s = Mine(a) \/ Broken = "no carry" THEN "change" ELSE "entry"] @@ s)
RECURSIVE Sum(_)
Sum(of) == IF of = {} THEN 0 ELSE LET s == CHOOSE x \in of : TRUE IN holds[s] + Sum(of \ {s})

Init ==
    /\ word = [v |-> 0, s |-> 1, h |-> 0, t |-> 0]
    /\ slot = [s \in Slots |-> [v |-> 0, h |-> 0]]
    /\ st = [a \in A \cup {R} |-> Idle]
    /\ dead = {}
    /\ holds = [s \in Slots |-> 0]
    /\ deaths = 0

Look(a) == \* at the word, 1
    /\ (a # R /\ At(a, "idle")) \/ At(a, "look")
    /\ \E more \in IF st[a].at = "look" THEN {st[a].more} ELSE {1, -1} :
       IF more = 1 /\ word.t = Total THEN Step(a, Idle)
       ELSE IF word.s = Mine(a) THEN Knows(a, [st[a] EXCEPT !.at = "held"] @@ [w |-> word, more |-> more], word.h)
       ELSE Step(a, [st[a] EXCEPT !.at = "held"] @@ [w |-> word, more |-> more])
Held(a) == \* what the own slot says, if the last change was another's
    /\ At(a, "held")
    /\ Step(a, [h |-> slot[Mine(a)].h, at |-> "sure"] @@ st[a])
Sure(a) == At(a, "sure") /\ IF word = st[a].w THEN Knows(a, st[a], st[a].h) ELSE Step(a, Again(a))
ReadEntry(a) == \* of whoever changed last, 2
    /\ At(a, "entry")
    /\ LET w == st[a].w
           e == slot[w.s] IN
       Step(a, IF e = Entry(w) THEN [st[a] EXCEPT !.at = "change"]
               ELSE [e |-> e, at |-> IF Broken = "unseen" THEN "carry" ELSE "still"] @@ st[a])
Still(a) == At(a, "still") /\ Step(a, IF word = st[a].w THEN [st[a] EXCEPT !.at = "carry"] ELSE Again(a))
Carry(a) ==
    /\ At(a, "carry")
    /\ LET w == st[a].w IN
       /\ slot' = IF slot[w.s] = st[a].e THEN [slot EXCEPT ![w.s] = Entry(w)] ELSE slot
       /\ st' = [st EXCEPT ![a].at = IF Broken = "once" THEN "change" ELSE "entry"]
       /\ UNCHANGED <<word, dead, holds, deaths>>
Change(a) == \* 3
    /\ At(a, "change")
    /\ LET s == st[a] IN
       IF word # s.w THEN Step(a, Again(a))
       ELSE /\ word.v < Changes
            /\ word' = [v |-> word.v + 1, s |-> Mine(a), h |-> s.h + s.more, t |-> word.t + s.more]
            /\ holds' = [holds EXCEPT ![Mine(a)] = @ + s.more]
            /\ st' = [st EXCEPT ![a] = IF a = R THEN Again(R) ELSE Idle]
            /\ UNCHANGED <<slot, dead, deaths>>

---- \* Deaths

Kill(s) ==
    /\ deaths < Deaths /\ s \notin dead
    /\ dead' = dead \cup {s} /\ deaths' = deaths + 1
    /\ UNCHANGED <<word, slot, st, holds>>
Repair == \* the lock is free
    At(R, "idle") /\ \E s \in dead : Step(R, [at |-> "look", of |-> s, more |-> 0])
RepairerDies ==
    /\ deaths < Deaths /\ ~At(R, "idle")
    /\ deaths' = deaths + 1
    /\ st' = [st EXCEPT ![R] = Idle]
    /\ UNCHANGED <<word, slot, dead, holds>>
FreeSlot == \* and another process takes it
    /\ At(R, "free")
    /\ dead' = dead \ {st[R].of}
    /\ st' = [a \in A \cup {R} |-> IF a = R \/ Slot[a] = st[R].of THEN Idle ELSE st[a]]
    /\ UNCHANGED <<word, slot, holds, deaths>>

Next ==
    \/ \E a \in A \cup {R} : Look(a) \/ Held(a) \/ Sure(a) \/ ReadEntry(a) \/ Still(a) \/ Carry(a) \/ Change(a)
    \/ \E s \in Slots : Kill(s)
    \/ Repair \/ RepairerDies \/ FreeSlot

Spec == Init /\ [][Next]_vars

Right == \A s \in Slots : (IF word.s = s THEN word.h ELSE slot[s].h) = holds[s]
NeverTooMany == word.t = Sum(Slots) /\ word.t \in 0 .. Total
Back == At(R, "free") => holds[st[R].of] = 0
=============================================================================
