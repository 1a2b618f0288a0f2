import Testing

@testable import StanceEvaluation

@Suite struct SHA256Tests {
    /// Nothing, and the examples that come with FIPS 180-4.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func digestsAreTheStandards(text: String, digest: String) {
        #expect(SHA256.hexadecimal(of: text) == digest)
    }

    @Test func piecesOfAnyKindGiveTheDigestOfTheWhole() {
        let whole = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let digest = SHA256()
        digest.update(whole[..<300])
        digest.update(whole[300..<300])
        digest.update(whole[300...].lazy.map { $0 })
        #expect(digest.finalize() == SHA256.hash(whole))
    }
}
