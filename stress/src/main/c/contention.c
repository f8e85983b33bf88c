/*
 * Vyukov's bounded ring between several processes: each cell has a sequence number that says whose turn it is, and head and
 * tail are moved by compare-and-swap. No other end, and one that dies between its swap and its store stops all: the limit of
 * what a ring with several producers and consumers can do.
 *
 * usage: contention CPU CPU MILLISECONDS PRODUCERS CONSUMERS CELLS LOOKS        (a CPU of -1 is not pinned; CELLS a power of two)
 *   LOOKS  who has looked so often in vain yields
 * prints: contention NANOSECONDS                                                (for each message)
 */
#include "common.h"
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define BURST 512
#define WORDS 8
#define MOST 64

struct cell {
    _Alignas(64) _Atomic uint64_t sequence;
    uint64_t message[WORDS];
};

/* What a process sent or received: how many, the sum over their numbers, and from when to when. */
struct account {
    _Alignas(128) uint64_t count;
    uint64_t sum;
    uint64_t begin;
    uint64_t end;
};

struct shared {
    _Alignas(128) _Atomic uint64_t head;
    _Alignas(128) _Atomic uint64_t tail;
    _Alignas(128) _Atomic uint32_t ended;
    struct account accounts[2 * MOST];
    _Alignas(128) struct cell cells[];
};

static uint64_t mask;
static int looks;

static int offer(struct shared *ring, const uint64_t *message) {
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    for (;;) {
        struct cell *cell = &ring->cells[tail & mask];
        int64_t ahead = (int64_t) (atomic_load_explicit(&cell->sequence, memory_order_acquire) - tail);
        if (ahead < 0) {
            return 0;
        }
        if (ahead > 0) {
            tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(
                           &ring->tail, &tail, tail + 1, memory_order_relaxed, memory_order_relaxed)) {
            memcpy(cell->message, message, sizeof cell->message);
            atomic_store_explicit(&cell->sequence, tail + 1, memory_order_release);
            return 1;
        }
    }
}

static int poll(struct shared *ring, uint64_t *message) {
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    for (;;) {
        struct cell *cell = &ring->cells[head & mask];
        int64_t ahead = (int64_t) (atomic_load_explicit(&cell->sequence, memory_order_acquire) - (head + 1));
        if (ahead < 0) {
            return 0;
        }
        if (ahead > 0) {
            head = atomic_load_explicit(&ring->head, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(
                           &ring->head, &head, head + 1, memory_order_relaxed, memory_order_relaxed)) {
            memcpy(message, cell->message, sizeof cell->message);
            atomic_store_explicit(&cell->sequence, head + mask + 1, memory_order_release);
            return 1;
        }
    }
}

static void looked_in_vain(int *vain) {
    if (++*vain % looks == 0) {
        sched_yield();
    } else {
        relax();
    }
}

static void produce(struct shared *ring, uint64_t producer, struct account *account, uint64_t nanos) {
    uint64_t begin = now();
    uint64_t message[WORDS];
    int vain = 0;
    while (now() - begin < nanos) {
        for (int i = 0; i < BURST; i++) {
            uint64_t number = account->count++ * MOST + producer;
            for (int word = 0; word < WORDS; word++) {
                message[word] = number * (uint64_t) (2 * word + 1);
            }
            while (!offer(ring, message)) {
                looked_in_vain(&vain);
            }
            account->sum += number;
        }
    }
    atomic_fetch_add(&ring->ended, 1);
}

static void receive(const uint64_t *message, uint64_t *next, struct account *account) {
    uint64_t number = message[0];
    uint64_t difference = 0;
    for (int word = 1; word < WORDS; word++) {
        difference |= message[word] ^ number * (uint64_t) (2 * word + 1);
    }
    if (difference != 0 || number / MOST < next[number % MOST]) {
        fprintf(stderr, "contention: damaged message, or one out of order\n");
        exit(1);
    }
    next[number % MOST] = number / MOST + 1;
    account->count++;
    account->sum += number;
}

static void consume(struct shared *ring, uint32_t producers, struct account *account) {
    uint64_t next[MOST] = {0};
    uint64_t message[WORDS];
    int vain = 0;
    for (;;) {
        uint32_t ended = atomic_load(&ring->ended); /* before the look: what is not there then, never will be */
        if (poll(ring, message)) {
            receive(message, next, account);
            vain = 0;
            if (account->begin == 0) {
                account->begin = now();
            }
            continue;
        }
        if (vain == 0) {
            account->end = now();
        }
        if (ended == producers) {
            return;
        }
        looked_in_vain(&vain);
    }
}

int main(int argc, char **argv) {
    if (argc != 8) {
        fprintf(stderr, "usage: contention CPU CPU MILLISECONDS PRODUCERS CONSUMERS CELLS LOOKS\n");
        return 2;
    }
    int producers = atoi(argv[4]);
    int consumers = atoi(argv[5]);
    uint64_t cells = strtoul(argv[6], NULL, 10);
    if (producers > MOST || consumers > MOST) {
        fprintf(stderr, "contention: too many processes\n");
        return 2;
    }
    mask = cells - 1;
    looks = atoi(argv[7]);
    struct shared *ring = mmap(NULL, sizeof *ring + cells * sizeof *ring->cells, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ring == MAP_FAILED) {
        perror("contention");
        return 1;
    }
    for (uint64_t i = 0; i < cells; i++) {
        atomic_store(&ring->cells[i].sequence, i);
    }
    for (int seat = producers + consumers - 1; seat >= 0; seat--) {
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            return 1;
        }
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL); /* one that fails would leave the others looking for ever */
            pin(atoi(argv[1 + seat % 2]));
            if (seat < producers) {
                produce(ring, (uint64_t) seat, &ring->accounts[seat], (uint64_t) atol(argv[3]) * 1000000u);
            } else {
                consume(ring, (uint32_t) producers, &ring->accounts[seat]);
            }
            _exit(0);
        }
    }
    int status;
    while (wait(&status) > 0) {
        if (status != 0) {
            return 1;
        }
    }
    struct account sent = {0};
    struct account received = {.begin = UINT64_MAX};
    for (int seat = 0; seat < producers + consumers; seat++) {
        struct account *account = &ring->accounts[seat];
        struct account *total = seat < producers ? &sent : &received;
        total->count += account->count;
        total->sum += account->sum;
        if (seat >= producers && account->count > 0) {
            received.begin = account->begin < received.begin ? account->begin : received.begin;
            received.end = account->end > received.end ? account->end : received.end;
        }
    }
    if (sent.count != received.count || sent.sum != received.sum) {
        fprintf(stderr, "contention: what was received is not what was sent\n");
        return 1;
    }
    printf("contention %.3f\n", (double) (received.end - received.begin) / (double) received.count);
    return 0;
}
