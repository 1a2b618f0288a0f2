import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct SixteenBytesTests {
    private func bytes(_ low: UInt64, _ high: UInt64) -> [UInt8] {
        [low, high].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    }

    @Test("The bytes from any place of texts of any length, 0 behind their end")
    func places() {
        for length in 1...40 {
            let text = (0..<length).map { UInt8($0 + 1) }
            text.withUnsafeBufferPointer { buffer in
                for place in 0..<length {
                    let expected = (Array(text[place...]) + [UInt8](repeating: 0, count: 16)).prefix(16)
                    let found = SixteenBytes(of: buffer, at: place)
                    #expect(bytes(found.low, found.high) == Array(expected))
                }
            }
        }
    }

    @Test("A word ends at the first byte that is no ASCII letter, digit or underscore, for every byte at every place")
    func words() {
        var generator = SplitMix64(seed: 5)
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        for length in 0..<16 {
            for end in UInt8.min...UInt8.max {
                var text = (0..<16).map { _ in letters.randomElement(using: &generator)! }
                text[length] = end
                let word = text.withUnsafeBufferPointer { SixteenBytes(of: $0, at: 0).word }
                let isWordByte = letters.contains(end) || end == UInt8(ascii: "_")
                guard let word, !isWordByte else {
                    #expect(word == nil && isWordByte)
                    continue
                }
                let lower = text[..<length].map { $0 < 0x60 && $0 > 0x40 ? $0 | 0x20 : $0 }
                #expect(word.length == length)
                #expect(bytes(word.low, word.high) == lower + [UInt8](repeating: 0, count: 16 - length))
            }
        }
    }
}
