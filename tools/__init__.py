"""What is run by hand, seldom, to make a file that is then part of the package."""

import os

# The same sums on every machine: one thread, and no instructions that only some processors have.
# It is said here because numpy reads it when it is first imported.
os.environ |= {
    "OPENBLAS_NUM_THREADS": "1",
    "OPENBLAS_CORETYPE": "Haswell",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
}
