import Testing

@testable import StanceKit

@Suite struct ScalarDecoderTests {
    @Test("Every scalar is read back from its bytes")
    func everyScalar() {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 13) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(UTF8.encode(scalar)!)
            let decoded = bytes.withUnsafeBufferPointer { ScalarDecoder.scalar(in: $0, at: 0) }
            #expect(decoded.scalar == scalar && decoded.length == bytes.count)
        }
    }

    @Test(
        "What is no scalar is U+FFFD of one byte",
        arguments: [
            [0x80], [0xC1, 0xBF], [0xC3], [0xE2, 0x82], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func invalid(bytes: [UInt8]) {
        let decoded = bytes.withUnsafeBufferPointer { ScalarDecoder.scalar(in: $0, at: 0) }
        #expect(decoded.scalar == "\u{FFFD}" && decoded.length == 1)
    }
}
