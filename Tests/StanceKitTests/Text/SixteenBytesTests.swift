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

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// Sixteen letters with other bytes at some places.
    private func sixteen(_ others: [Int: UInt8], _ generator: inout SplitMix64) -> (text: [UInt8], bytes: SixteenBytes)
    {
        var text = (0..<16).map { _ in Self.letters.randomElement(using: &generator)! }
        for (place, byte) in others { text[place] = byte }
        return (text, text.withUnsafeBufferPointer { SixteenBytes(of: $0, at: 0) })
    }

    @Test("A word ends at the first byte that is no ASCII letter, digit or underscore, for every byte at every place")
    func words() {
        var generator = SplitMix64(seed: 5)
        for length in 0..<16 {
            for end in UInt8.min...UInt8.max {
                let (text, found) = sixteen([length: end], &generator)
                guard !Self.letters.contains(end), end != UInt8(ascii: "_") else {
                    #expect(found.wordLength() == 16)
                    continue
                }
                let lower = text[..<length].map { $0 < 0x60 && $0 > 0x40 ? $0 | 0x20 : $0 }
                let word = found.word(ofLength: length)
                #expect(found.wordLength() == length)
                #expect(bytes(word.low, word.high) == lower + [UInt8](repeating: 0, count: 16 - length))
            }
        }
    }

    @Test("An apostrophe is part of a word if letters stand on both sides, and they are known to", arguments: 0..<16)
    func apostrophes(place: Int) {
        var generator = SplitMix64(seed: 6)
        let mark = UInt8(ascii: "'")
        let alone = sixteen([place: mark], &generator).bytes
        #expect(alone.wordLength(withApostrophes: true) == (place == 0 || place == 15 ? place : 16))
        #expect(alone.wordLength() == place)
        guard place < 15 else { return }
        let doubled = sixteen([place: mark, place + 1: mark], &generator).bytes
        #expect(doubled.wordLength(withApostrophes: true) == place)
        let closing = sixteen([place: mark, place + 1: UInt8(ascii: " ")], &generator).bytes
        #expect(closing.wordLength(withApostrophes: true) == place)
    }
}
