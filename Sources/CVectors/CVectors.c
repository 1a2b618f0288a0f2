#include "CVectors.h"

#include <stddef.h>

size_t CVCount(const void *bytes, size_t count, uint8_t byte) {
    const uint8_t *next = bytes;
    size_t found = 0;
    while (count >= 16) {
        // Sixteen counts side by side, each up to the 255 that a byte can hold.
        size_t steps = count / 16 < 255 ? count / 16 : 255;
        CVBytes counts = 0;
        for (size_t step = 0; step < steps; step++) {
            CVBytes lanes;
            memcpy(&lanes, next + 16 * step, sizeof lanes);
            counts -= (CVBytes)(lanes == byte);
        }
        for (int lane = 0; lane < 16; lane++) {
            found += counts[lane];
        }
        next += 16 * steps;
        count -= 16 * steps;
    }
    for (size_t place = 0; place < count; place++) {
        found += next[place] == byte;
    }
    return found;
}

typedef int8_t CVNumbers __attribute__((ext_vector_type(16)));
typedef int16_t CVSums __attribute__((ext_vector_type(16)));

void CVConvolve(const void *rows, size_t length, const uint32_t *tokens, size_t count, size_t width, size_t filters,
                int16_t *largest) {
    for (size_t filter = 0; filter < filters; filter += 16) {
        CVSums best;
        memcpy(&best, largest + filter, sizeof best);
        for (size_t token = 0; token < count; token++) {
            CVSums sum = 0;
            for (size_t back = 0; back < width; back++) {
                CVNumbers numbers;
                const char *row = (const char *)rows + length * (tokens + token)[-(ptrdiff_t)back];
                memcpy(&numbers, row + (width - 1 - back) * filters + filter, sizeof numbers);
                sum += __builtin_convertvector(numbers, CVSums);
            }
            best = __builtin_elementwise_max(best, sum);
        }
        memcpy(largest + filter, &best, sizeof best);
    }
}
