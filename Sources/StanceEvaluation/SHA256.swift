internal import COpenSSL

/// SHA-256 of bytes that come in pieces (FIPS 180-4), by OpenSSL: what `sha256sum` prints of the same bytes.
///
/// Linear in the bytes; the state does not grow.
package final class SHA256 {
    /// The bytes of a digest.
    package static let byteCount = 32

    private let context = EVP_MD_CTX_new()!

    package init() {
        Self.expect(EVP_DigestInit_ex(context, EVP_sha256(), nil))
    }

    private static func expect(_ success: CInt) { precondition(success == 1, "OpenSSL computes SHA-256") }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the bytes that come next.
    package func update(_ bytes: some Collection<UInt8>) {
        func take(_ piece: UnsafeBufferPointer<UInt8>) {
            Self.expect(EVP_DigestUpdate(context, piece.baseAddress, piece.count))
        }
        if bytes.withContiguousStorageIfAvailable(take) == nil { Array(bytes).withUnsafeBufferPointer(take) }
    }

    /// The digest of all bytes; nothing may follow it.
    package func finalize() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
            Self.expect(EVP_DigestFinal_ex(context, digest.baseAddress, nil))
            count = Self.byteCount
        }
    }

    /// The digest of all bytes in 64 hexadecimal digits; nothing may follow it.
    package func hexadecimal() -> String {
        finalize().reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }

    /// The digest of some bytes.
    package static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let digest = SHA256()
        digest.update(bytes)
        return digest.finalize()
    }

    /// The digest of a text's UTF-8 in 64 hexadecimal digits.
    package static func hexadecimal(of text: String) -> String {
        let digest = SHA256()
        digest.update(text.utf8)
        return digest.hexadecimal()
    }
}
