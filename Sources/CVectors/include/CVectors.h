// What Swift does not express, or not as fast: a comparison of many bytes at once as the bits of a number, a count of bytes,
// instructions that not all processors have, and memory asked for ahead.
// Written in Clang's vectors, so that every processor's own instructions are used.

#ifndef C_VECTORS_H
#define C_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t CVBytes __attribute__((ext_vector_type(16)));
typedef bool CVBits __attribute__((ext_vector_type(16)));

/// Sixteen bytes as two numbers; the first byte is the lowest one of `low`.
typedef struct {
    uint64_t low, high;
} CVSixteen;

/// Bit i is set if lane i is not 0.
static inline uint32_t CVBitsOf(CVBytes lanes) {
    CVBits set = __builtin_convertvector(lanes, CVBits);
    uint16_t bits;
    memcpy(&bits, &set, sizeof bits);
    return bits;
}

/// What 64 bytes of text are; bit i tells of byte i.
typedef struct {
    /// ASCII letters, digits and underscores.
    uint64_t words;
    uint64_t apostrophes;
    /// White space and control characters.
    uint64_t blanks;
    /// Bytes beyond ASCII.
    uint64_t beyond;
} CVClasses;

void CVFindClasses(const void *bytes, CVClasses *classes);

/// The first `count` bytes, and zeros in place of the others; at most 16.
static inline CVSixteen CVFirst(CVSixteen bytes, intptr_t count) {
    static const uint8_t mask[32] = {
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    };
    CVSixteen kept;
    memcpy(&kept, mask + 16 - count, sizeof kept);
    kept.low &= bytes.low;
    kept.high &= bytes.high;
    return kept;
}

/// Bit i is set if byte i, of sixteen, is a control character below the space or one of three others.
static inline uint32_t CVControlBytes(const void *bytes, uint8_t first, uint8_t second, uint8_t third) {
    CVBytes lanes;
    memcpy(&lanes, bytes, sizeof lanes);
    return CVBitsOf(
        (CVBytes)(lanes < 0x20) | (CVBytes)(lanes == first) | (CVBytes)(lanes == second) | (CVBytes)(lanes == third));
}

/// How many of `count` bytes are `byte`.
size_t CVCount(const void *bytes, size_t count, uint8_t byte);

/// The largest sum of each filter over runs of tokens, such as sums of bytes are where none leaves -128 to 127: 128 more than it, so
/// that numbers are unsigned, in place of what is in `largest` if that is less.
///
/// Group g has `filters` filters, a multiple of 16, which look at `widths[g]` tokens, 1 to 8. The runs of each width that end at one of
/// `count` tokens count. `tokens` are the numbers of rows, each of `length` bytes; at least as many stand before the first one as the
/// widest filter looks back. A row has what the token adds to the first group's filters as the first token of a run, then as the
/// second one, and so on, then the same for the second group.
void CVConvolve(const void *rows, size_t length, const uint32_t *tokens, size_t count, const size_t *widths, size_t groups,
                size_t filters, uint8_t *largest);

/// max(0, (largest - 128) * scale + bias) of each of `count` filters, a multiple of 16.
void CVFilterValues(const uint8_t *largest, const float *scales, const float *bias, size_t count, float *values);

/// The inner product of `count` numbers each, a multiple of 16: sixteen sums side by side, added in their order.
float CVDot(const float *first, const float *second, size_t count);

/// Puts in place of each of `count` known buckets its feature, which is how many known ones stand before it, and asks for its row of
/// four numbers ahead. `bits` have a bit a bucket, and `ranks` how many are set before each 64 of them.
void CVFeatures(uint32_t *buckets, intptr_t count, const uint64_t *bits, const uint32_t *ranks, const int16_t *rows);

/// Asks for the line of memory that holds an address, which need not be anyone's.
static inline void CVPrefetch(const void *address) {
    __builtin_prefetch(address);
}

#endif
