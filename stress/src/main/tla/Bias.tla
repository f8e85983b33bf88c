-------------------------------- MODULE Bias --------------------------------
EXTENDS Integers, Sequences, FiniteSets, TLC
(* How a guard is taken without an atomic instruction by who has a bias to it, and how the others take that away:
   dev.sluice.sync.Bias, whose steps are numbered here as there, with what Guard and the repair have to do with it. An action is
   one store, CAS, fence or look.

   Modelled: stores that stay in the store buffer of a thread until its next atomic instruction or volatile store, anybody's
   barrier, or any time before, in order (TSO; a dead one's have got to memory); whoever has the guard's word and has taken the
   bias away, gives up, or gives itself a bias; two threads in one process if K says so; closing, and kills of anybody at any
   step, whose slot a new process takes under the same name; the repair, which decides whether the dead one held the guard,
   settles that alone, and is killed itself and begins again; threads that a stack overflow throws out at any step, and what is put
   in order after them. Not modelled: what the guard guards; processes that may not give a
   bias (SYNC(unbiased)); how often one must have had the guard, so any owner may give itself a bias; how a closing handle sees
   that no thread is inside.

   Checked: Exclusion (of those who hold the guard, dead ones that have not been settled for, and a repair that settles, there
   is one at most), Settled (whatever a dead one held has been settled when its signatures are taken away), NotRobbed (nobody
   loses what it has), Served (nobody waits for somebody who will do nothing), Gone (of whose slot is freed, nothing is left), and
   that nobody is stuck. With TLC 2.18, no error:
     3 processes             3 calls  2 deaths                     57,728 distinct states  depth 41
     3 processes             3 calls  2 deaths            1 leaves  408,919                 44
     3 processes             4 calls  1 death or throw    1 leaves  286,867                 44
     2 processes, 2 threads  3 calls  2 deaths or throws            202,603                 44
     2 processes, 2 threads  4 calls  1 death             1 leaves  349,123                 48
   ModelTest runs the first and the fourth, and does steps wrong, each of which is found:
     no barrier          the others' 2 is left out
     barrier first       it comes before the bias is marked
     barrier once        it is left out by who finds the bias marked, whose predecessor may have died before it
     check first         the biased thread looks at the bias before it stores TRYING
     no wait             the others' 3 is left out
     owner is holder     a dead owner of the word counts as holder, even if there is a bias
     trying is inside    so does a biased one that died at TRYING: somebody has seen it OUT before, and goes on
     inside is nothing   and one that died at INSIDE does not
     gift after release  the bias is given after the word
     gift to any         through a handle of which another thread does not know yet that its bias is gone
     gift before healed  through one of which another thread has ended, thrown out, before that has been put in order
     trying stays        the busy word of a thread that was thrown out is OUT again only if it held the guard
   It does not matter in which order busy word, bias and guard's word of the dead are cleared, once it is settled for.
*)

CONSTANTS P, K,     \* the processes, and how many threads each has
          None,
          Calls, Deaths, Leaves,  \* at most so many calls, kills, closed handles
          Throws,   \* whether threads are thrown out, too, which counts as a kill
          Broken    \* "nothing", or the step that is done wrong

VARIABLES word,     \* the guard's word: the participant that owns it
          bias,     \* the bias's word: whose it is, and whether it is revoked
          busy,     \* the busy word of each slot
          buf,      \* the store buffer of each thread, the oldest first
          st,       \* of each thread: the next step, and whose bias it takes away
          field,    \* of each handle: the thread whose the busy word is
          leaving,  \* of each handle: the next step of closing
          dead,     \* slots of the dead that have not been freed
          rep,      \* the repair: the next step, and whose
          calls, deaths, leaves \* so far

vars == <<word, bias, busy, buf, st, field, leaving, dead, rep, calls, deaths, leaves>>
counts == <<calls, deaths, leaves>>

T == P \X (1 .. K)
Of(p) == {p} \X (1 .. K)
Nobody == [of |-> None, rev |-> FALSE]
Step(step) == [at |-> step, of |-> None]
Idle == Step("idle")
Symmetric == Permutations(P)

Thrown == {"thrown", "put out", "give back"}
Was(t) == IF st[t].at \in Thrown THEN st[t].of ELSE st[t].at
Alive(t) == t[1] \notin dead /\ leaving[t[1]] = "no"
At(t, step) == Alive(t) /\ st[t].at = step
Goes(t, step) == st' = [st EXCEPT ![t].at = step]
Store(t, what) == buf' = [buf EXCEPT ![t] = Append(@, what)]

\* What memory is when what some threads have in their store buffers has got there, oldest first.
Busies == {"out", "trying", "inside"}
WordAfter(w, b) == IF \E i \in DOMAIN b : b[i] \notin Busies THEN None ELSE w
RECURSIVE BusyAfter(_, _)
BusyAfter(v, b) == IF b = <<>> THEN v ELSE BusyAfter(IF Head(b) \in Busies THEN Head(b) ELSE v, Tail(b))
RECURSIVE All(_)
All(ts) == IF ts = {} THEN <<>> ELSE LET t == CHOOSE x \in ts : TRUE IN buf[t] \o All(ts \ {t})
BusyDrained(ts) == [p \in P |-> BusyAfter(busy[p], All(ts \cap Of(p)))]
WordDrained(ts) == WordAfter(word, All(ts))
Drained(ts) == [t \in T |-> IF t \in ts THEN <<>> ELSE buf[t]]

Init ==
    /\ word = None
    /\ \E p \in P :
        /\ bias = [of |-> p, rev |-> FALSE]
        /\ field = [q \in P |-> IF q = p THEN <<p, 1>> ELSE None]
    /\ busy = [p \in P |-> "out"]
    /\ buf = [t \in T |-> <<>>]
    /\ st = [t \in T |-> Idle]
    /\ leaving = [p \in P |-> "no"]
    /\ dead = {} /\ rep = Idle
    /\ calls = 0 /\ deaths = 0 /\ leaves = 0

Drain(t) == \* its oldest store gets to memory
    /\ buf[t] # <<>>
    /\ buf' = [buf EXCEPT ![t] = Tail(@)]
    /\ word' = WordAfter(word, <<Head(buf[t])>>)
    /\ busy' = [busy EXCEPT ![t[1]] = BusyAfter(@, <<Head(buf[t])>>)]
    /\ UNCHANGED <<bias, st, field, leaving, dead, rep, counts>>

---- \* The biased thread

Try(t) == \* 1
    /\ At(t, "idle") /\ field[t[1]] = t /\ calls < Calls
    /\ calls' = calls + 1
    /\ IF Broken = "check first"
       THEN Goes(t, IF bias = [of |-> t[1], rev |-> FALSE] THEN "passed early" ELSE "denied") /\ UNCHANGED buf
       ELSE Store(t, "trying") /\ Goes(t, "check")
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, deaths, leaves>>
TryLate(t) ==
    /\ At(t, "passed early") /\ Store(t, "trying") /\ Goes(t, "passed")
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, counts>>
Check(t) == \* 2
    /\ At(t, "check")
    /\ Goes(t, IF bias = [of |-> t[1], rev |-> FALSE] THEN "passed" ELSE "denied")
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, rep, counts>>
Denied(t) ==
    /\ At(t, "denied")
    /\ busy' = [BusyDrained({t}) EXCEPT ![t[1]] = "out"] /\ word' = WordDrained({t}) /\ buf' = Drained({t})
    /\ field' = [field EXCEPT ![t[1]] = None]
    /\ Goes(t, "want")
    /\ UNCHANGED <<bias, leaving, dead, rep, counts>>
Inside(t) == \* 3
    /\ At(t, "passed") /\ Store(t, "inside") /\ Goes(t, "inside")
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, counts>>
Exit(t) == \* 4
    /\ At(t, "inside") /\ Store(t, "out") /\ Goes(t, "idle")
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, counts>>

---- \* The owner of the guard's word

Take(t) ==
    /\ At(t, "want") \/ (At(t, "idle") /\ field[t[1]] # t /\ calls < Calls)
    /\ WordDrained({t}) = None
    /\ word' = t[1] /\ busy' = BusyDrained({t}) /\ buf' = Drained({t})
    /\ calls' = IF st[t].at = "idle" THEN calls + 1 ELSE calls
    /\ Goes(t, "look")
    /\ UNCHANGED <<bias, field, leaving, dead, rep, deaths, leaves>>
Look(t) ==
    /\ At(t, "look")
    /\ st' = [st EXCEPT ![t] = IF bias.of = None THEN Step("hold")
              ELSE [of |-> bias.of, at |-> IF ~bias.rev /\ Broken # "barrier first" THEN "revoke"
                                           ELSE IF bias.rev /\ Broken = "barrier once" THEN "wait" ELSE "barrier"]]
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, rep, counts>>
Revoke(t) == \* 1
    /\ At(t, "revoke")
    /\ IF bias = [of |-> st[t].of, rev |-> FALSE]
       THEN bias' = [bias EXCEPT !.rev = TRUE] /\ Goes(t, IF Broken = "barrier first" THEN "wait" ELSE "barrier")
       ELSE st' = [st EXCEPT ![t] = Step("hold")] /\ UNCHANGED bias
    /\ UNCHANGED <<word, busy, buf, field, leaving, dead, rep, counts>>
Barrier(t) == \* 2
    /\ At(t, "barrier")
    /\ Goes(t, CASE Broken = "no wait" -> "clear"
                 [] Broken = "barrier first" /\ ~bias.rev -> "revoke"
                 [] OTHER -> "wait")
    /\ IF Broken = "no barrier" THEN UNCHANGED <<word, busy, buf>>
       ELSE word' = WordDrained(T) /\ busy' = BusyDrained(T) /\ buf' = Drained(T)
    /\ UNCHANGED <<bias, field, leaving, dead, rep, counts>>
Seen(t) == \* 3
    /\ At(t, "wait") /\ busy[st[t].of] = "out" /\ st' = [st EXCEPT ![t] = Step("clear")]
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, rep, counts>>
GiveUp(t) ==
    /\ At(t, "wait") /\ Store(t, "give up") /\ st' = [st EXCEPT ![t] = Idle]
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, counts>>
Clear(t) == \* 4
    /\ At(t, "clear") /\ bias' = Nobody /\ st' = [st EXCEPT ![t] = Step("hold")]
    /\ UNCHANGED <<word, busy, buf, field, leaving, dead, rep, counts>>
Give(t) ==
    /\ At(t, IF Broken = "gift after release" THEN "late" ELSE "hold")
    /\ LET f == field[t[1]] IN
       IF f \in {None, t} THEN TRUE
       ELSE st[f].at = "ended" \/ Broken = "gift to any" \/ (Broken = "gift before healed" /\ st[f].at \in Thrown)
    /\ field' = [field EXCEPT ![t[1]] = t]
    /\ bias' = [of |-> t[1], rev |-> FALSE]
    /\ word' = WordDrained({t}) /\ busy' = BusyDrained({t}) /\ buf' = Drained({t})
    /\ Goes(t, IF Broken = "gift after release" THEN "idle" ELSE "given")
    /\ UNCHANGED <<leaving, dead, rep, counts>>
Release(t) ==
    /\ At(t, "hold") \/ At(t, "given")
    /\ Store(t, "release")
    /\ \E next \in IF Broken = "gift after release" THEN {"idle", "late"} ELSE {"idle"} : Goes(t, next)
    /\ UNCHANGED <<word, bias, busy, field, leaving, dead, rep, counts>>

---- \* Being thrown out, by a stack overflow; what that leaves is put in order by the thread when it comes again, or by the watcher

Owning == {"look", "revoke", "barrier", "wait", "clear", "hold", "given"}
ThrowOut(t) ==
    /\ Throws /\ deaths < Deaths /\ Alive(t) /\ st[t].at \in Owning \cup {"check", "denied", "passed", "inside"}
    /\ deaths' = deaths + 1 /\ st' = [st EXCEPT ![t] = [at |-> "thrown", of |-> @.at]]
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, rep, calls, leaves>>
Heal(t) == \* Guard.isHeldThrough; what it held is settled for. Then Guard.releaseThrough
    /\ At(t, "thrown")
    /\ st' = [st EXCEPT ![t] = [of |-> IF @.of \in Owning THEN "look" ELSE "check",
           at |-> IF field[t[1]] = t /\ (Broken = "trying stays" => @.of = "inside") THEN "put out" ELSE "give back"]]
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, rep, counts>>
PutOut(t) ==
    /\ At(t, "put out") /\ Goes(t, "give back")
    /\ busy' = [BusyDrained({t}) EXCEPT ![t[1]] = "out"] /\ word' = WordDrained({t}) /\ buf' = Drained({t})
    /\ UNCHANGED <<bias, field, leaving, dead, rep, counts>>
GiveBack(t) ==
    /\ At(t, "give back")
    /\ word' = (IF st[t].of = "look" THEN None ELSE WordDrained({t})) /\ busy' = BusyDrained({t}) /\ buf' = Drained({t})
    /\ \E next \in {"idle", "ended"} : st' = [st EXCEPT ![t] = Step(next)]
    /\ UNCHANGED <<bias, field, leaving, dead, rep, counts>>

---- \* Leaving, death, and the repair

OutFor(p) == busy' = [busy EXCEPT ![p] = "out"] /\ UNCHANGED bias
EndFor(p, rev) == bias' = (IF bias = [of |-> p, rev |-> rev] THEN Nobody ELSE bias) /\ UNCHANGED busy
NewProcess(p) == \* takes the slot
    /\ st' = [t \in T |-> IF t \in Of(p) THEN Idle ELSE st[t]]
    /\ field' = [field EXCEPT ![p] = None]
    /\ leaving' = [leaving EXCEPT ![p] = "no"]

Close(p) == \* no thread is inside, nor will be any more
    /\ leaves < Leaves /\ \A t \in Of(p) : (At(t, "idle") \/ At(t, "ended")) /\ buf[t] = <<>>
    /\ leaves' = leaves + 1 /\ leaving' = [leaving EXCEPT ![p] = "out"]
    /\ UNCHANGED <<word, bias, busy, buf, st, field, dead, rep, calls, deaths>>
Leave(p) ==
    /\ p \notin dead /\ leaving[p] # "no"
    /\ LET then(step) == leaving' = [leaving EXCEPT ![p] = step] /\ UNCHANGED <<st, field>> IN
       CASE leaving[p] = "out" -> OutFor(p) /\ then("end")
         [] leaving[p] = "end" -> EndFor(p, FALSE) /\ then("end revoked")
         [] leaving[p] = "end revoked" -> EndFor(p, TRUE) /\ then("left")
         [] leaving[p] = "left" -> NewProcess(p) /\ UNCHANGED <<busy, bias>>
    /\ UNCHANGED <<word, buf, dead, rep, counts>>

Kill(p) == \* what it has stored gets to memory
    /\ deaths < Deaths /\ p \notin dead
    /\ deaths' = deaths + 1 /\ dead' = dead \cup {p}
    /\ word' = WordDrained(Of(p)) /\ busy' = BusyDrained(Of(p)) /\ buf' = Drained(Of(p))
    /\ UNCHANGED <<bias, st, field, leaving, rep, calls, leaves>>
RepairerDies ==
    /\ deaths < Deaths /\ rep.at # "idle"
    /\ deaths' = deaths + 1 /\ rep' = Idle
    /\ UNCHANGED <<word, bias, busy, buf, st, field, leaving, dead, calls, leaves>>
Repair == \* the lock is free
    /\ rep.at = "idle" /\ \E p \in dead : rep' = [at |-> "word", of |-> p]
    /\ UNCHANGED <<word, bias, busy, buf, st, field, leaving, dead, counts>>
DeadHolds ==
    CASE Broken = "trying is inside" -> {"trying", "inside"} [] Broken = "inside is nothing" -> {} [] OTHER -> {"inside"}
Decide == \* Guard.isHeldBy, a look each
    /\ rep' = [rep EXCEPT !.at =
        CASE rep.at = "word" -> IF word # rep.of THEN "bias"
                                ELSE IF Broken = "owner is holder" THEN "settle" ELSE "nobody's"
          [] rep.at = "nobody's" -> IF bias.of = None THEN "settle" ELSE "bias"
          [] rep.at = "bias" -> IF bias.of = rep.of THEN "busy" ELSE "out"
          [] rep.at = "busy" -> IF busy[rep.of] \in DeadHolds THEN "settle" ELSE "out"]
    /\ UNCHANGED <<word, bias, busy, buf, st, field, leaving, dead, counts>>
Settle ==
    /\ rep.at = "settle" /\ rep' = [rep EXCEPT !.at = "out"]
    /\ st' = [t \in T |-> IF t \in Of(rep.of) THEN Idle ELSE st[t]]
    /\ UNCHANGED <<word, bias, busy, buf, field, leaving, dead, counts>>
End == \* Guard.releaseFor
    /\ LET then(step) == rep' = [rep EXCEPT !.at = step] IN
       CASE rep.at = "out" -> OutFor(rep.of) /\ then("end") /\ UNCHANGED word
         [] rep.at = "end" -> EndFor(rep.of, FALSE) /\ then("end revoked") /\ UNCHANGED word
         [] rep.at = "end revoked" -> EndFor(rep.of, TRUE) /\ then("release") /\ UNCHANGED word
         [] rep.at = "release" -> /\ word' = (IF word = rep.of THEN None ELSE word)
                                  /\ then("free") /\ UNCHANGED <<busy, bias>>
    /\ UNCHANGED <<buf, st, field, leaving, dead, counts>>
FreeSlot ==
    /\ rep.at = "free" /\ rep' = Idle
    /\ dead' = dead \ {rep.of} /\ NewProcess(rep.of)
    /\ UNCHANGED <<word, bias, busy, buf, counts>>

Over == \* the bounds are reached, and nobody is in anything
    /\ calls = Calls /\ dead = {} /\ \A p \in P : leaving[p] = "no"
    /\ \A t \in T : st[t].at \in {"idle", "ended"} /\ buf[t] = <<>>
    /\ UNCHANGED vars

Next ==
    \/ \E t \in T :
        \/ Drain(t) \/ Try(t) \/ TryLate(t) \/ Check(t) \/ Denied(t) \/ Inside(t) \/ Exit(t)
        \/ Take(t) \/ Look(t) \/ Revoke(t) \/ Barrier(t) \/ Seen(t) \/ GiveUp(t) \/ Clear(t) \/ Give(t) \/ Release(t)
        \/ ThrowOut(t) \/ Heal(t) \/ PutOut(t) \/ GiveBack(t)
    \/ \E p \in P : Close(p) \/ Leave(p) \/ Kill(p)
    \/ RepairerDies \/ Repair \/ Settle \/ FreeSlot
    \/ rep.at \in {"word", "nobody's", "bias", "busy"} /\ Decide
    \/ rep.at \in {"out", "end", "end revoked", "release"} /\ End
    \/ Over

Spec == Init /\ [][Next]_vars

----

Stored(t, what) == \E i \in DOMAIN buf[t] : buf[t][i] \in what
Holds(t) == \* until what gives it back is seen; a dead one, if it may have changed something
    IF t[1] \in dead THEN Was(t) \in {"inside", "hold"}
    ELSE Was(t) \in {"passed early", "passed", "inside", "hold", "given"} \/ Stored(t, {"out", "release"})
Settling == rep.at = "settle"
Owns(t) == Was(t) \in Owning

Exclusion ==
    LET holders == {t \in T : Holds(t) /\ ~(Settling /\ t[1] = rep.of)} IN
    Cardinality(holders) + (IF Settling THEN 1 ELSE 0) <= 1
Settled == rep.at \in {"out", "end", "end revoked", "release", "free"} => \A t \in Of(rep.of) : ~Holds(t)
NotRobbed == \A t \in T : t[1] \notin dead =>
    /\ Owns(t) => word = t[1]
    /\ st[t].at = "hold" => bias = Nobody
    /\ st[t].at = "inside" => bias.of = t[1] /\ (buf[t] = <<>> => busy[t[1]] = "inside")
Served == \* nobody waits for somebody who will do nothing
    /\ word # None => word \in dead \/ \E t \in Of(word) : Owns(t) \/ Stored(t, {"release", "give up"})
    /\ \A t \in T : At(t, "wait") /\ busy[st[t].of] # "out" =>
        \/ st[t].of \in dead
        \/ \E u \in Of(st[t].of) : st[u].at \in {"check", "denied", "passed", "inside"} \cup Thrown \/ buf[u] # <<>>
Gone == \A p \in P : (rep = [at |-> "free", of |-> p] \/ leaving[p] = "left") =>
    word # p /\ bias.of # p /\ busy[p] = "out"
=============================================================================
