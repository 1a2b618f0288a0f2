/// 64-bit FNV-1a (Fowler, Noll & Vo): for each byte, exclusive or, then times the prime.
///
/// Each step is a bijection of the state, so that a change of one byte always changes the result.
struct FNV1a {
    /// The hash of the bytes so far.
    private(set) var value: UInt64

    /// Begins with the standard offset basis, combined with a seed by exclusive or.
    @inline(__always)
    init(seed: UInt64 = 0) {
        value = 0xCBF2_9CE4_8422_2325 ^ seed
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
