import Testing

@testable import StanceKit

@Suite struct XXH64Tests {
    @Test(
        "The hash is that of the reference implementation, at every length of its steps",
        arguments: [
            (0, 0x0, 0xEF46_DB37_51D8_E999),
            (0, 0x123_4567_89AB_CDEF, 0x51E2_4C0E_9077_A48C),
            (1, 0x0, 0x8A41_2781_1B21_E730),
            (1, 0x123_4567_89AB_CDEF, 0xE1B6_C2CE_A061_F466),
            (3, 0x0, 0x31D2_363F_52E5_64C9),
            (3, 0x123_4567_89AB_CDEF, 0x076B_7719_9119_D7DD),
            (4, 0x0, 0xB4D5_16AF_63F9_C743),
            (4, 0x123_4567_89AB_CDEF, 0xF01F_E411_46DB_0B23),
            (7, 0x0, 0x2163_DF11_C0CD_F8CD),
            (7, 0x123_4567_89AB_CDEF, 0xB31E_3D4C_064C_88A6),
            (8, 0x0, 0xD547_4D6C_A50D_EF58),
            (8, 0x123_4567_89AB_CDEF, 0x5EA8_91DA_A144_FC70),
            (11, 0x0, 0xC8FA_06A2_9C82_0D02),
            (11, 0x123_4567_89AB_CDEF, 0xCE29_62A5_5DB2_1A0C),
            (31, 0x0, 0xC025_B4C3_C488_0C7A),
            (31, 0x123_4567_89AB_CDEF, 0x6D95_CA8E_AD02_84C2),
            (32, 0x0, 0x178A_E25C_EE6F_7994),
            (32, 0x123_4567_89AB_CDEF, 0x5CA7_F837_B55E_7D1F),
            (33, 0x0, 0x4072_A282_63E9_77EF),
            (33, 0x123_4567_89AB_CDEF, 0x1694_DBD4_6ABA_86D7),
            (63, 0x0, 0x4794_8108_B5FF_3162),
            (63, 0x123_4567_89AB_CDEF, 0x2925_9474_793F_2CFD),
            (64, 0x0, 0xCF35_552F_599B_A94D),
            (64, 0x123_4567_89AB_CDEF, 0x6AF7_5A21_E164_171A),
            (100, 0x0, 0x3A7F_DC0F_EBF6_F5DC),
            (100, 0x123_4567_89AB_CDEF, 0x70C9_4117_5C83_A348),
            (257, 0x0, 0x861D_753F_0500_1C1D),
            (257, 0x123_4567_89AB_CDEF, 0x6998_333A_BED8_E756),
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
