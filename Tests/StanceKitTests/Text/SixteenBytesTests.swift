import CVectors
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct SixteenBytesTests {
    private func bytes(_ sixteen: SixteenBytes) -> [UInt8] {
        [sixteen.low, sixteen.high].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
    }

    @Test(
        "The first bytes of a token, 0 behind them; words in lower case, marks with a `high` of their own",
        arguments: 1...15)
    func tokens(length: Int) {
        let text = Array("Snake_CASE's4everAndMore".utf8)
        let sixteen = text.withUnsafeBytes { SixteenBytes(at: $0.baseAddress!) }
        #expect(bytes(sixteen) == Array(text[..<16]))
        let zeros = [UInt8](repeating: 0, count: 16 - length)
        let lower = Array("snake\u{7F}case's4ever".utf8)
        #expect(bytes(sixteen.token(ofLength: length, isWord: 1)) == lower[..<length] + zeros)
        #expect(sixteen.token(ofLength: 1, isWord: 0).low == UInt64(UInt8(ascii: "S")))
        #expect(sixteen.token(ofLength: 1, isWord: 0).high == .max)
        text.withUnsafeBufferPointer { text in
            let few = SixteenBytes(UnsafeBufferPointer(rebasing: text[..<length]))
            #expect(bytes(few) == text[..<length] + zeros)
        }
    }

    /// Sixty-four bytes, most of them letters, with all others among them.
    private static func window(_ generator: inout SplitMix64) -> [UInt8] {
        let few = Array("aZ09_'' .\u{7F}\0é".utf8)
        return (0..<64).map { _ in
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: UInt8.random(in: 0...255, using: &generator)
            case 1: few.randomElement(using: &generator)!
            default: UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &generator)
            }
        }
    }

    @Test("Where tokens lie in 64 bytes is what a loop over the bytes finds")
    func windows() {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8)
        let apostrophe = UInt8(ascii: "'")
        var generator = SplitMix64(seed: 5)
        var longWords = 0
        for _ in 0..<3000 {
            let text = Self.window(&generator)
            func isLetter(_ place: Int) -> Bool { text.indices.contains(place) && letters.contains(text[place]) }
            func isWord(_ place: Int) -> Bool {
                isLetter(place)
                    || text.indices.contains(place) && text[place] == apostrophe && isLetter(place - 1)
                        && isLetter(place + 1)
            }
            func isOther(_ place: Int) -> Bool {
                if text[place] == apostrophe, place < 63, text[place + 1] > 0x7F { return true }
                return text[place] > 0x7F || place <= 48 && (place..<place + 16).allSatisfy(isWord)
            }
            func begins(_ place: Int) -> Bool {
                text[place] > 0x20 && text[place] != 0x7F && !(isWord(place) && isWord(place - 1))
            }
            func bits(_ holds: (Int) -> Bool) -> UInt64 {
                (0..<64).reduce(0) { $0 | (holds($1) ? 1 << UInt64($1) : 0) }
            }
            let found = text.withUnsafeBytes { TokenBits(at: $0.baseAddress!) }
            #expect(found.words == bits(isWord))
            #expect(found.starts == bits(begins))
            #expect(found.others == bits(isOther))
            longWords += (0..<64).count { isOther($0) && isWord($0) }
        }
        #expect(longWords > 100)
    }
}
