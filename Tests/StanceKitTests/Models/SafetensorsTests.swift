import Foundation
import LinearAlgebra
import Testing

@testable import StanceKit

@Suite struct SafetensorsTests {
    private func file(header: String, data: [UInt8] = []) -> Data {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(data)
    }

    @Test("Tensors read back as they were written")
    func roundTrip() throws {
        let tensors: [String: Safetensors.Tensor] = [
            "w": .init([1.5, -0, .pi, .leastNonzeroMagnitude, 0, 7] as [Float], shape: [2, 3]),
            "b": .init([UInt32.max, 0], shape: [2]),
            "none": .init([Float](), shape: [0, 3]),
            "bits": .init([UInt64.max, 5]),
            "rows": .init([SIMD4<Int16>(1, -2, .max, .min)]),
        ]
        let read = try Safetensors.decoded(Safetensors.encoded(tensors))
        #expect(read == tensors)
        #expect(read["w"]?.floats == [1.5, -0, .pi, .leastNonzeroMagnitude, 0, 7])
        #expect(read["b"]?.integers == [.max, 0])
        #expect(read["w"]?.integers == nil)
        #expect(read["bits"]?.words == [.max, 5])
        #expect(read["rows"]?.rows == [SIMD4(1, -2, .max, .min)])
        #expect(read["w"]?.rows == nil && read["w"]?.words == nil)
    }

    @Test("Metadata that other writers add is passed over")
    func metadata() throws {
        let written = file(
            header: #"{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            data: [0, 0, 128, 63])
        #expect(try Safetensors.decoded(written)["a"]?.floats == [1])
    }

    @Test(
        "A file that lies about itself is refused",
        arguments: [
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
            #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
            #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}}"#,
            #"{"a":[]}"#, "[]", "{", "",
        ])
    func refused(header: String) {
        #expect(throws: StanceError.self) { try Safetensors.decoded(file(header: header, data: [0, 0, 0, 0])) }
    }

    @Test("A header longer than the file is refused before memory is taken")
    func headerLength() {
        for length in [UInt64.max, 1 << 62, 1 << 40, 100] {
            let bytes = withUnsafeBytes(of: length.littleEndian) { Data($0) } + Data("{}".utf8)
            #expect(throws: StanceError.self) { try Safetensors.decoded(bytes) }
        }
        #expect(throws: StanceError.self) { try Safetensors.decoded(Data([1, 2, 3])) }
    }

    @Test("Random changes are errors or tensors, never a crash")
    func mutations() {
        let bytes = Safetensors.encoded(["w": .init([Float(1), 2, 3, 4], shape: [2, 2])])
        var generator = SplitMix64(seed: 9)
        var refused = 0
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            changed.removeLast(Int.random(in: 0...2, using: &generator))
            if (try? Safetensors.decoded(changed)) == nil { refused += 1 }
        }
        #expect(refused > 1000)
    }
}
