#!/usr/bin/env bash
# The parts that speed is made of, one by one: tokenizer, hashing, classification, sparse products, gemm; beside the speed at which
# this machine reads memory and multiplies.
#
# usage: Training/benchmarks/kernels.sh LINES          (a file with a text a line; swiftc, libopenblas-dev, zlib1g-dev)
#
# Compiles the library's sources with their internals open, which takes two minutes. "Share" of memory's speed counts what the
# loop reads, most of it from the processor's caches; more than all of it means that they serve.
set -euo pipefail
lines=$(realpath "$1")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags=(-O -wmo -swift-version 6 -package-name stance -enable-testing -enable-upcoming-feature InternalImportsByDefault
    -I "$work" -I Sources/COpenBLAS -I Sources/CZlib -I Sources/CVectors/include)
clang -O2 -I Sources/CVectors/include -c Sources/CVectors/CVectors.c -o "$work/CVectors.o"
for module in LinearAlgebra DenseKernels StanceKit; do
    find "Sources/$module" -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -parse-as-library -module-name "$module" \
        -emit-module -emit-module-path "$work/$module.swiftmodule" -c -o "$work/$module.o"
done
swiftc "${flags[@]}" -parse-as-library Training/benchmarks/kernels.swift "$work"/*.o -o "$work/kernels"
OPENBLAS_NUM_THREADS=1 "$work/kernels" "$lines" Models/stance-en
