import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct IntegerRowsTests {
    @Test("Each number is kept to 2⁻¹⁵ of its column's largest", arguments: [1e-28, 1e-3, 1, 0.99999, 1e12] as [Float])
    func precision(size: Float) {
        var generator = SplitMix64(seed: 4)
        var numbers = (0..<200).map { _ in
            SIMD4<Float>((0..<4).map { _ in Float.random(in: -size...size, using: &generator) })
        }
        numbers[7] = SIMD4(size, -size, 0, size.nextDown)
        let rows = IntegerRows(count: numbers.count) { numbers[$0] }
        for (row, number) in zip(rows.rows, numbers) {
            let kept = rows.numbers(of: SIMD4<Int64>(truncatingIfNeeded: row))
            for column in 0..<4 { #expect(abs(kept[column] - number[column]) <= size * 0x1p-15) }
        }
    }

    @Test("Columns without numbers to speak of, and tables without rows")
    func zeros() {
        let rows = IntegerRows(count: 2) { _ in SIMD4(0, -0.0, .leastNonzeroMagnitude, 1) }
        #expect(rows.numbers(of: SIMD4<Int64>(truncatingIfNeeded: rows.rows[1])) == SIMD4(0, 0, 0, 1))
        #expect(IntegerRows(count: 0) { _ in .zero }.rows.isEmpty)
    }
}
