/*
 * The blocking round trip in C: two processes pass a 64-byte message to and fro and sleep on a futex between.
 *
 * usage: blocking CPU CPU ROUNDS SPINS WORK  (a CPU of -1 is not pinned)
 *   SPINS  how often to look before sleeping. 0: bare futexes, every message pays FUTEX_WAKE. Else a waiter says that
 *          it sleeps, and only then it is woken.
 *   WORK  microseconds that each side works after it has received, before it sends: with more than the spinning
 *          takes, the other side is asleep each time. Not part of the times.
 * prints: blocking P50 P99                    (nanoseconds for there and back, without the work)
 */
#include "common.h"
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct box {
    _Alignas(128) _Atomic uint32_t sequence;
    _Atomic uint32_t asleep;
    _Alignas(128) uint64_t message[8];
};

static void work(uint64_t nanos) {
    if (nanos > 0) {
        uint64_t begin = now();
        while (now() - begin < nanos) {
        }
    }
}

static void send_message(struct box *box, uint64_t number, int spins) {
    uint64_t message[8];
    for (int i = 0; i < 8; i++) {
        message[i] = number * (uint64_t) (2 * i + 1);
    }
    memcpy(box->message, message, sizeof message);
    atomic_store(&box->sequence, (uint32_t) number);
    if (spins == 0 || atomic_exchange(&box->asleep, 0) != 0) {
        syscall(SYS_futex, &box->sequence, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

static void receive_message(struct box *box, uint64_t number, int spins) {
    uint32_t expected = (uint32_t) number;
    for (int i = spins; i > 0 && atomic_load_explicit(&box->sequence, memory_order_acquire) != expected; i--) {
        relax();
    }
    while (atomic_load(&box->sequence) != expected) {
        if (spins > 0) {
            atomic_store(&box->asleep, 1);
        }
        syscall(SYS_futex, &box->sequence, FUTEX_WAIT, expected - 1, NULL, NULL, 0);
    }
    uint64_t message[8];
    memcpy(message, box->message, sizeof message);
    for (int i = 0; i < 8; i++) {
        if (message[i] != number * (uint64_t) (2 * i + 1)) {
            fprintf(stderr, "message %llu arrived damaged\n", (unsigned long long) number);
            exit(1);
        }
    }
}

static int ascending(const void *left, const void *right) {
    uint64_t l = *(const uint64_t *) left;
    uint64_t r = *(const uint64_t *) right;
    return (l > r) - (l < r);
}

int main(int count, char **arguments) {
    if (count != 6) {
        fprintf(stderr, "usage: blocking CPU CPU ROUNDS SPINS WORK\n");
        return 2;
    }
    uint64_t rounds = strtoull(arguments[3], NULL, 10);
    int spins = atoi(arguments[4]);
    uint64_t work_nanos = strtoull(arguments[5], NULL, 10) * 1000u;
    uint64_t warm_up = rounds / 10;
    struct box *boxes = mmap(NULL, 2 * sizeof *boxes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    uint64_t *times = malloc(rounds * sizeof *times);
    if (boxes == MAP_FAILED || times == NULL) {
        perror("memory");
        return 1;
    }
    pid_t child = fork();
    if (child < 0) {
        perror("fork");
        return 1;
    }
    if (child == 0) {
        pin(atoi(arguments[2]));
        for (uint64_t number = 1; number <= warm_up + rounds; number++) {
            receive_message(&boxes[0], number, spins);
            work(work_nanos);
            send_message(&boxes[1], number, spins);
        }
        _exit(0);
    }
    pin(atoi(arguments[1]));
    for (uint64_t number = 1; number <= warm_up + rounds; number++) {
        work(work_nanos);
        uint64_t begin = now();
        send_message(&boxes[0], number, spins);
        receive_message(&boxes[1], number, spins);
        uint64_t time = now() - begin;
        if (number > warm_up) {
            times[number - warm_up - 1] = time > work_nanos ? time - work_nanos : 0;
        }
    }
    int status;
    waitpid(child, &status, 0);
    if (status != 0) {
        fprintf(stderr, "the other process failed\n");
        return 1;
    }
    qsort(times, rounds, sizeof *times, ascending);
    printf("blocking %llu %llu\n", (unsigned long long) times[rounds / 2],
           (unsigned long long) times[rounds * 99 / 100]);
    return 0;
}
