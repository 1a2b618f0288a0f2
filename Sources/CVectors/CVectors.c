#include "CVectors.h"

// Where the C library can choose among variants of a function when the process starts, there are some with instructions that most
// processors have and compilers must not take for granted.
#if defined(__x86_64__) && defined(__GLIBC__)
#define CV_VARIANTS(...) __attribute__((target_clones(__VA_ARGS__, "default")))
#else
#define CV_VARIANTS(...)
#endif

typedef uint8_t CVWindow __attribute__((ext_vector_type(64)));
typedef bool CVWindowBits __attribute__((ext_vector_type(64)));

CV_VARIANTS("avx512bw", "avx2")
void CVFindClasses(const void *bytes, CVClasses *classes) {
    CVWindow lanes;
    memcpy(&lanes, bytes, sizeof lanes);
    CVWindow letter = (lanes | 0x20) - 'a';
    CVWindow digit = lanes - '0';
    CVWindowBits words = __builtin_convertvector((letter < 26) | (digit < 10) | (lanes == '_'), CVWindowBits);
    CVWindowBits apostrophes = __builtin_convertvector(lanes == '\'', CVWindowBits);
    CVWindowBits blanks = __builtin_convertvector((lanes <= 0x20) | (lanes == 0x7F), CVWindowBits);
    CVWindowBits beyond = __builtin_convertvector(lanes > 0x7F, CVWindowBits);
    memcpy(&classes->words, &words, sizeof words);
    memcpy(&classes->apostrophes, &apostrophes, sizeof apostrophes);
    memcpy(&classes->blanks, &blanks, sizeof blanks);
    memcpy(&classes->beyond, &beyond, sizeof beyond);
}

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

static inline CVBytes CVLoad(const void *bytes) {
    CVBytes lanes;
    memcpy(&lanes, bytes, sizeof lanes);
    return lanes;
}

/// One group's part of a row, for the run that ends with row `ending[0]`; the rows before it stand behind it there.
static inline __attribute__((always_inline)) void CVGroup(size_t width, const uint8_t *const *ending, size_t first, size_t filters,
                                                          uint8_t *largest) {
    for (size_t filter = 0; filter < filters; filter += 16) {
        CVBytes sum = 0x80;
        for (size_t back = 0; back < width; back++) {
            sum += CVLoad(ending[back] + first + (width - 1 - back) * filters + filter);
        }
        CVBytes before = CVLoad(largest + filter);
        sum = __builtin_elementwise_max(sum, before);
        memcpy(largest + filter, &sum, sizeof sum);
    }
}

void CVConvolve(const void *rows, size_t length, const uint32_t *tokens, size_t count, const size_t *widths, size_t groups,
                size_t filters, uint8_t *largest) {
    size_t reach = widths[groups - 1];
    for (size_t token = 0; token < count; token++) {
        const uint8_t *ending[8];
        for (size_t back = 0; back < reach; back++) {
            ending[back] = (const uint8_t *)rows + length * (tokens + token)[-(ptrdiff_t)back];
        }
        size_t first = 0;
        for (size_t group = 0; group < groups; group++) {
            uint8_t *sums = largest + group * filters;
            // The loop over a run's tokens is written out for each width.
            switch (widths[group]) {
                case 1: CVGroup(1, ending, first, filters, sums); break;
                case 2: CVGroup(2, ending, first, filters, sums); break;
                case 3: CVGroup(3, ending, first, filters, sums); break;
                case 4: CVGroup(4, ending, first, filters, sums); break;
                case 5: CVGroup(5, ending, first, filters, sums); break;
                default: CVGroup(widths[group], ending, first, filters, sums); break;
            }
            first += widths[group] * filters;
        }
    }
}

typedef float CVFloats __attribute__((ext_vector_type(16)));

void CVFilterValues(const uint8_t *largest, const float *scales, const float *bias, size_t count, float *values) {
    for (size_t filter = 0; filter < count; filter += 16) {
        CVFloats scale, shift;
        memcpy(&scale, scales + filter, sizeof scale);
        memcpy(&shift, bias + filter, sizeof shift);
        CVFloats value = (__builtin_convertvector(CVLoad(largest + filter), CVFloats) - 128) * scale + shift;
        value = __builtin_elementwise_max(value, (CVFloats)0);
        memcpy(values + filter, &value, sizeof value);
    }
}

float CVDot(const float *first, const float *second, size_t count) {
    CVFloats sums = 0;
    for (size_t place = 0; place < count; place += 16) {
        CVFloats a, b;
        memcpy(&a, first + place, sizeof a);
        memcpy(&b, second + place, sizeof b);
        sums += a * b;
    }
    float sum = 0;
    for (int lane = 0; lane < 16; lane++) {
        sum += sums[lane];
    }
    return sum;
}

CV_VARIANTS("popcnt")
void CVFeatures(uint32_t *buckets, intptr_t count, const uint64_t *bits, const uint32_t *ranks, const int16_t *rows) {
    for (intptr_t place = 0; place < count; place++) {
        uint32_t bucket = buckets[place];
        uint64_t below = bits[bucket / 64] & (((uint64_t)1 << bucket % 64) - 1);
        uint32_t feature = ranks[bucket / 64] + (uint32_t)__builtin_popcountll(below);
        CVPrefetch(rows + (size_t)4 * feature);
        buckets[place] = feature;
    }
}
