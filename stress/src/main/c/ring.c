/*
 * Lamport's ring between two processes: each end has its own index and a copy of the other one's, which it looks up anew
 * only when the ring seems full or empty. No waiting but by looking, no death, no other end: the limit of what a ring can do.
 * A message is copied out before it is read, as by Sluice, or read where it is, while nobody can use its room: the difference is
 * what a copy takes.
 *
 * usage: ring CPU CPU MILLISECONDS BYTES RING-BYTES copied|in-place   (a CPU of -1 is not pinned; powers of two)
 * prints: ring NANOSECONDS                                            (for each message)
 */
#include "common.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define END UINT64_MAX
#define BURST 512

struct shared {
    _Alignas(128) _Atomic uint64_t head;
    _Alignas(128) _Atomic uint64_t tail;
    _Alignas(128) uint64_t received;
    uint64_t nanos;
    _Alignas(128) unsigned char data[];
};

static void produce(struct shared *ring, size_t bytes, uint64_t slots, uint64_t nanos) {
    unsigned char *message = calloc(1, bytes);
    uint64_t tail = 0;
    uint64_t head = 0;
    uint64_t number = 0;
    uint64_t begin = now();
    int last = 0;
    while (!last) {
        last = now() - begin >= nanos;
        for (int i = 0; i < (last ? 1 : BURST); i++) {
            uint64_t word = last ? END : number++;
            memcpy(message, &word, sizeof word);
            memcpy(message + bytes - sizeof word, &word, sizeof word);
            while (tail - head == slots) {
                head = atomic_load_explicit(&ring->head, memory_order_acquire);
                if (tail - head == slots) {
                    relax();
                }
            }
            memcpy(ring->data + (tail & (slots - 1)) * bytes, message, bytes);
            atomic_store_explicit(&ring->tail, ++tail, memory_order_release);
        }
    }
    free(message);
}

/* Of all words; of many, four at a time, as one sum alone would be waited for. */
static uint64_t sum(const uint64_t *words, size_t count) {
    uint64_t totals[4] = {0};
    size_t i = 0;
    for (; count > 8 && i + 4 <= count; i += 4) {
        for (int lane = 0; lane < 4; lane++) {
            totals[lane] += words[i + lane];
        }
    }
    uint64_t total = totals[0] + totals[1] + totals[2] + totals[3];
    for (; i < count; i++) {
        total += words[i];
    }
    return total;
}

static void consume(struct shared *ring, size_t bytes, uint64_t slots, int copied) {
    uint64_t *copy = malloc(bytes);
    size_t words = bytes / sizeof *copy;
    uint64_t head = 0;
    uint64_t tail = 0;
    uint64_t begin = 0;
    for (;;) {
        while (tail == head) {
            tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
            if (tail == head) {
                relax();
            }
        }
        const uint64_t *message = (const uint64_t *) (ring->data + (head & (slots - 1)) * bytes);
        head++;
        if (copied) {
            memcpy(copy, message, bytes);
            atomic_store_explicit(&ring->head, head, memory_order_release);
            message = copy;
        }
        uint64_t word = message[0];
        if (word == END) {
            break;
        }
        uint64_t all = words == 1 ? word : 2 * word; /* the first and the last one, the others are 0 */
        if (word != head - 1 || message[words - 1] != word || sum(message, words) != all) {
            fprintf(stderr, "ring: damaged message\n");
            exit(1);
        }
        if (!copied) {
            atomic_store_explicit(&ring->head, head, memory_order_release);
        }
        if (begin == 0) {
            begin = now();
        }
    }
    ring->received = head - 1;
    ring->nanos = now() - begin;
    free(copy);
}

int main(int argc, char **argv) {
    int copied = argc == 7 && strcmp(argv[6], "copied") == 0;
    if (!copied && (argc != 7 || strcmp(argv[6], "in-place") != 0)) {
        fprintf(stderr, "usage: ring CPU CPU MILLISECONDS BYTES RING-BYTES copied|in-place\n");
        return 2;
    }
    size_t bytes = strtoul(argv[4], NULL, 10);
    uint64_t slots = strtoul(argv[5], NULL, 10) / bytes;
    struct shared *ring = mmap(
            NULL, sizeof *ring + slots * bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ring == MAP_FAILED) {
        perror("ring");
        return 1;
    }
    memset(ring->data, 0, slots * bytes);
    pid_t producer = fork();
    if (producer == 0) {
        pin(atoi(argv[1]));
        produce(ring, bytes, slots, (uint64_t) atol(argv[3]) * 1000000u);
        return 0;
    }
    pin(atoi(argv[2]));
    consume(ring, bytes, slots, copied);
    waitpid(producer, NULL, 0);
    printf("ring %.3f\n", (double) ring->nanos / (double) ring->received);
    return 0;
}
