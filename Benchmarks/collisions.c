// A log of URLs aimed at a hash table whose seed is known: 20,000 distinct paths of equal length whose hashes under the
// seed 0 (RawSpan.hash) agree in their upper 14 bits, each 50 times. With an argument: the same log of ordinary paths.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t hash(const char *path) {
    uint64_t first, last;
    memcpy(&first, path, 8);
    memcpy(&last, path + 4, 8);
    unsigned __int128 product = (unsigned __int128)(first ^ 12) * last;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static char paths[20000][13];

int main(int count, char **arguments) {
    (void)arguments;
    int found = 0;
    for (uint64_t number = 0; found < 20000; number++) {
        snprintf(paths[found], 13, "/p%010llu", (unsigned long long)(number * 0x9E3779B97F4A7C15u % 10000000000u));
        if (count > 1 || hash(paths[found]) >> 50 == 0) found++;
    }
    for (int round = 0; round < 50; round++)
        for (int index = 0; index < 20000; index++) printf("%s?utm_source=s\n", paths[index]);
}
