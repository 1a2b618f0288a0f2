#include "CVectors.h"

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
