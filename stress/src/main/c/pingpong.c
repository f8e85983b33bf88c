/*
 * The bare cache line: two processes pass one line to and fro. What it takes is the floor of everything else on the
 * machine, and changes with where the host puts the two processors just then.
 *
 * usage: pingpong CPU CPU MILLISECONDS        (a CPU of -1 is not pinned)
 * prints: pingpong PLAIN PAUSED               (nanoseconds for there and back; waiting by loads, and with a pause)
 */
#include "common.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define END UINT64_MAX

static inline void relax_if(int pausing) {
    if (pausing) {
        relax();
    }
}

/* Answers each odd number by the next even one. */
static inline void answer(_Atomic uint64_t *line, int pausing) {
    for (uint64_t expected = 1;; expected += 2) {
        uint64_t seen;
        while ((seen = atomic_load_explicit(line, memory_order_acquire)) != expected) {
            if (seen == END) {
                _exit(0);
            }
            relax_if(pausing);
        }
        atomic_store_explicit(line, expected + 1, memory_order_release);
    }
}

static inline double ask(_Atomic uint64_t *line, int pausing, uint64_t nanos) {
    uint64_t number = 1;
    for (int i = 0; i < 2000; i++, number += 2) { /* until the other one is there and warm */
        atomic_store_explicit(line, number, memory_order_release);
        while (atomic_load_explicit(line, memory_order_acquire) != number + 1) {
            relax_if(pausing);
        }
    }
    uint64_t trips = 0;
    uint64_t begin = now();
    uint64_t end;
    do {
        for (int i = 0; i < 1000; i++, number += 2) {
            atomic_store_explicit(line, number, memory_order_release);
            while (atomic_load_explicit(line, memory_order_acquire) != number + 1) {
                relax_if(pausing);
            }
        }
        trips += 1000;
        end = now();
    } while (end - begin < nanos);
    atomic_store_explicit(line, END, memory_order_release);
    return (double) (end - begin) / (double) trips;
}

static double measure(int first, int second, int pausing, uint64_t nanos) {
    _Atomic uint64_t *line = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (line == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    pid_t child = fork();
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        pin(second);
        if (pausing) {
            answer(line, 1);
        } else {
            answer(line, 0);
        }
    }
    pin(first);
    double result = pausing ? ask(line, 1, nanos) : ask(line, 0, nanos);
    waitpid(child, NULL, 0);
    munmap((void *) line, 4096);
    return result;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: pingpong CPU CPU MILLISECONDS\n");
        return 2;
    }
    int first = atoi(arguments[1]);
    int second = atoi(arguments[2]);
    uint64_t nanos = strtoull(arguments[3], NULL, 10) * 500000u; /* half of it for each */
    double plain = measure(first, second, 0, nanos);
    double paused = measure(first, second, 1, nanos);
    printf("pingpong %.1f %.1f\n", plain, paused);
    return 0;
}
