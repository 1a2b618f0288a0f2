import Synchronization
import Testing

@testable import LinearAlgebra

@Suite struct ParallelismTests {
    static let counts = [0, 1, 7, 13, 97, 257]
    static let chunks = [1, 2, 7, 13, 256, 1000]

    private static func ranges(count: Int, chunk: Int, threads: Int) -> [Range<Int>] {
        let ranges = Mutex<[Range<Int>]>([])
        Parallelism(threads: threads).forEachChunk(of: count, size: chunk) { range in
            ranges.withLock { $0.append(range) }
        }
        return ranges.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
    }

    @Test("chunks make up the whole once, each full but the last", arguments: counts, chunks)
    func chunksCoverTheWhole(count: Int, chunk: Int) {
        for threads in 1...3 {
            let ranges = Self.ranges(count: count, chunk: chunk, threads: threads)
            #expect(ranges.flatMap(Array.init) == Array(0..<count))
            #expect(ranges.dropLast().allSatisfy { $0.count == chunk })
            #expect(ranges.allSatisfy { !$0.isEmpty && $0.count <= chunk })
        }
    }

    @Test("one thread takes the chunks in their order")
    func serialOrder() {
        var starts: [Int] = []
        Parallelism.serial.forEachChunk(of: 10, size: 3) { starts.append($0.lowerBound) }
        #expect(starts == [0, 3, 6, 9])
    }

    @Test("more threads than chunks do no chunk twice")
    func moreThreadsThanChunks() {
        #expect(Self.ranges(count: 5, chunk: 3, threads: 64) == [0..<3, 3..<5])
    }

    @Test("a sum adds the chunks in their order, however many threads there are", arguments: 1...4)
    func sumOrder(threads: Int) {
        // In double precision 2^53 + 1 is 2^53: only from the left do the ones after it vanish one by one.
        let parts = [0x1p53, 1, 1, 1, -0x1p53, 0.25, 3]
        let sum = Parallelism(threads: threads).sum(over: 7, size: 1) { parts[$0.lowerBound] }
        #expect(sum == 3.25)
    }

    @Test("a sum gives its body each chunk's range", arguments: counts, chunks)
    func sumRanges(count: Int, chunk: Int) {
        let sum = Parallelism(threads: 2).sum(over: count, size: chunk) { range in
            range.reduce(0.0) { $0 + Double($1 * $1) }
        }
        #expect(sum == (0..<count).reduce(0.0) { $0 + Double($1 * $1) })
    }

    @Test("a map's results stand in the order of their numbers", arguments: counts, 1...3)
    func mapOrder(count: Int, threads: Int) {
        let result = Parallelism(threads: threads).map(count: count) { "a value that is no trivial one: \($0)" }
        #expect(result == (0..<count).map { "a value that is no trivial one: \($0)" })
    }

    @Test("all cores means at least one thread")
    func allCores() {
        #expect(Parallelism.allCores.threads >= 1)
        #expect(Parallelism.serial.threads == 1)
    }
}
