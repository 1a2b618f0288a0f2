#pragma once
#include <cblas.h>

#if defined(__linux__) && defined(__x86_64__)
#include <stdlib.h>
#include <string.h>

extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/// Has OpenBLAS choose its kernels again where it took a processor for one of 2004.
///
/// Before 0.3.25 it takes each Intel processor that it does not know for a Prescott (OpenBLAS issue 4267), whose kernels multiply
/// matrices at a fifth of the speed. What it reads from OPENBLAS_CORETYPE, as documented, is said here by what the
/// processor can do. Nothing is done where the user has set that variable, or for a library that has kernels for one processor.
/// Nobody else may be in OpenBLAS, or read the environment, meanwhile: it is called once, before the first product.
static inline void openblas_choose_kernels_again(void) {
    if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || getenv("OPENBLAS_CORETYPE")) return;
    if (strcmp(openblas_get_corename(), "Prescott") != 0) return;
    __builtin_cpu_init();
    const char *kernels = __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") ? "SkylakeX"
        : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")                          ? "Haswell"
                                                                                                   : NULL;
    if (!kernels) return;
    setenv("OPENBLAS_CORETYPE", kernels, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv("OPENBLAS_CORETYPE");
}
#else
static inline void openblas_choose_kernels_again(void) {}
#endif
