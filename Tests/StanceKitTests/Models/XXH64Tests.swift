import Testing

@testable import StanceKit

@Suite struct XXH64Tests {
    @Test(
        "The hash is that of the reference implementation, at every length of its steps",
        arguments: [
            (0, 0x0, 0xEF46DB3751D8E999),
            (0, 0x123456789ABCDEF, 0x51E24C0E9077A48C),
            (1, 0x0, 0x8A4127811B21E730),
            (1, 0x123456789ABCDEF, 0xE1B6C2CEA061F466),
            (3, 0x0, 0x31D2363F52E564C9),
            (3, 0x123456789ABCDEF, 0x076B77199119D7DD),
            (4, 0x0, 0xB4D516AF63F9C743),
            (4, 0x123456789ABCDEF, 0xF01FE41146DB0B23),
            (7, 0x0, 0x2163DF11C0CDF8CD),
            (7, 0x123456789ABCDEF, 0xB31E3D4C064C88A6),
            (8, 0x0, 0xD5474D6CA50DEF58),
            (8, 0x123456789ABCDEF, 0x5EA891DAA144FC70),
            (11, 0x0, 0xC8FA06A29C820D02),
            (11, 0x123456789ABCDEF, 0xCE2962A55DB21A0C),
            (31, 0x0, 0xC025B4C3C4880C7A),
            (31, 0x123456789ABCDEF, 0x6D95CA8EAD0284C2),
            (32, 0x0, 0x178AE25CEE6F7994),
            (32, 0x123456789ABCDEF, 0x5CA7F837B55E7D1F),
            (33, 0x0, 0x4072A28263E977EF),
            (33, 0x123456789ABCDEF, 0x1694DBD46ABA86D7),
            (63, 0x0, 0x47948108B5FF3162),
            (63, 0x123456789ABCDEF, 0x29259474793F2CFD),
            (64, 0x0, 0xCF35552F599BA94D),
            (64, 0x123456789ABCDEF, 0x6AF75A21E164171A),
            (100, 0x0, 0x3A7FDC0FEBF6F5DC),
            (100, 0x123456789ABCDEF, 0x70C941175C83A348),
            (257, 0x0, 0x861D753F05001C1D),
            (257, 0x123456789ABCDEF, 0x6998333ABED8E756),
        ] as [(Int, UInt64, UInt64)])
    func vectors(length: Int, seed: UInt64, expected: UInt64) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length) }
        #expect(bytes.withUnsafeBytes { XXH64.hash($0, seed: seed) } == expected)
    }

    @Test("Text has the published hash")
    func text() {
        #expect(Array("abc".utf8).withUnsafeBytes { XXH64.hash($0) } == 0x44BC_2CF5_AD77_0999)
    }
}
