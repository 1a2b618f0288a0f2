package import Foundation

/// Reads and writes safetensors files: an 8-byte little-endian length, a JSON header of that length, then the tensors'
/// bytes, little-endian and row-major (https://github.com/huggingface/safetensors).
package enum Safetensors {
    /// A tensor: its element type, its shape, its bytes.
    package struct Tensor: Equatable {
        var type: String
        package var shape: [Int]
        var bytes: Data

        package init(_ values: [Float], shape: [Int]) {
            type = "F32"
            self.shape = shape
            bytes = Self.littleEndianBytes(values.map { $0.bitPattern.littleEndian })
        }

        package init(_ values: [UInt32], shape: [Int]) {
            type = "U32"
            self.shape = shape
            bytes = Self.littleEndianBytes(values.map { $0.littleEndian })
        }

        /// A tensor of bits, 64 a number.
        init(_ values: [UInt64]) {
            type = "U64"
            shape = [values.count]
            bytes = Self.littleEndianBytes(values.map { $0.littleEndian })
        }

        /// A tensor with four columns.
        init(_ rows: [SIMD4<Int16>]) {
            type = "I16"
            shape = [rows.count, 4]
            bytes = Self.littleEndianBytes(rows.map(Self.swapped))
        }

        /// A tensor of 8-bit integers.
        init(integers bytes: Data, shape: [Int]) {
            type = "I8"
            self.shape = shape
            self.bytes = bytes
        }

        package init(_ values: [Double], shape: [Int]) {
            type = "F64"
            self.shape = shape
            bytes = Self.littleEndianBytes(values.map { $0.bitPattern.littleEndian })
        }

        fileprivate init(type: String, shape: [Int], bytes: Data) {
            self.type = type
            self.shape = shape
            self.bytes = bytes
        }

        /// The elements of an F32 tensor, `nil` for another type.
        package var floats: [Float]? {
            type == "F32" ? elements { Float(bitPattern: UInt32(littleEndian: $0.bitPattern)) } : nil
        }

        /// The elements of a U32 tensor, `nil` for another type.
        package var integers: [UInt32]? { type == "U32" ? elements(UInt32.init(littleEndian:)) : nil }

        /// The elements of a U64 tensor, `nil` for another type.
        var words: [UInt64]? { type == "U64" ? elements(UInt64.init(littleEndian:)) : nil }

        /// The bytes of an I8 tensor with two dimensions, `nil` for another one.
        var smallIntegers: Data? { type == "I8" && shape.count == 2 ? bytes : nil }

        /// The rows of an I16 tensor with four columns, `nil` for another one.
        var rows: [SIMD4<Int16>]? {
            type == "I16" && shape.count == 2 && shape[1] == 4 ? elements(Self.swapped) : nil
        }

        /// Between little-endian numbers and this machine's.
        private static func swapped(_ row: SIMD4<Int16>) -> SIMD4<Int16> {
            SIMD4(row.x.littleEndian, row.y.littleEndian, row.z.littleEndian, row.w.littleEndian)
        }

        /// The elements of an F64 tensor, `nil` for another type.
        package var doubles: [Double]? {
            type == "F64" ? elements { Double(bitPattern: UInt64(littleEndian: $0.bitPattern)) } : nil
        }

        /// The elements: their bytes in one piece, then each as `native` makes it of one that is little-endian.
        private func elements<Element: BitwiseCopyable>(_ native: (Element) -> Element) -> [Element] {
            let count = bytes.count / MemoryLayout<Element>.stride
            return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
                for index in 0..<count { buffer[index] = native(buffer[index]) }
                initialized = count
            }
        }

        private static func littleEndianBytes(_ elements: [some BitwiseCopyable]) -> Data {
            elements.withUnsafeBytes { Data($0) }
        }
    }

    private struct Entry: Codable {
        var dtype: String
        var shape: [Int]
        var dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case dataOffsets = "data_offsets"
        }
    }

    private struct Header: Decodable {
        var entries: [String: Entry] = [:]

        struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            for name in members.allKeys where name.stringValue != "__metadata__" {
                entries[name.stringValue] = try members.decode(Entry.self, forKey: name)
            }
        }
    }

    /// Tensors by name.
    package typealias Tensors = [String: Tensor]

    private static let elementSizes = ["I8": 1, "I16": 2, "F32": 4, "U32": 4, "F64": 8, "U64": 8]
    /// The longest header that is read, in bytes.
    static let longestHeader = 1 << 20

    /// The bytes of a file that holds `tensors`, in the order of their names.
    package static func encoded(_ tensors: [String: Tensor]) -> Data {
        var entries: [String: Entry] = [:]
        var offset = 0
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let end = offset + tensor.bytes.count
            entries[name] = Entry(dtype: tensor.type, shape: tensor.shape, dataOffsets: [offset, end])
            offset = end
        }
        var header = JSON.encoded(entries, formatting: .sortedKeys)
        // Spaces pad the header so that the tensors are aligned.
        while header.count % 8 != 0 { header.append(0x20) }
        var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
        file.append(contentsOf: header)
        for (_, tensor) in tensors.sorted(by: { $0.key < $1.key }) { file.append(tensor.bytes) }
        return file
    }

    /// The tensors of a file, which share its memory. Every length is checked before it is used.
    package static func decoded(_ file: Data) throws(StanceError) -> [String: Tensor] {
        func malformed(_ reason: String) -> StanceError { StanceError(.malformedModel(reason: reason)) }

        guard file.count >= 8 else { throw malformed("the weights are cut short") }
        let length = file.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length <= UInt64(longestHeader), Int(length) <= file.count - 8 else {
            throw malformed("the weights' header is longer than the file")
        }
        let header = file.dropFirst(8).prefix(Int(length))
        let data = file.dropFirst(8 + Int(length))
        let entries: [String: Entry]
        do {
            entries = try JSONDecoder().decode(Header.self, from: header).entries
        } catch DecodingError.dataCorrupted {
            throw malformed("the weights' header is not JSON")
        } catch {
            throw malformed("the weights' header does not describe tensors")
        }

        var tensors: [String: Tensor] = [:]
        var covered = 0
        for (name, entry) in entries.sorted(by: {
            $0.value.dataOffsets.lexicographicallyPrecedes($1.value.dataOffsets)
        }) {
            guard let elementSize = elementSizes[entry.dtype] else {
                throw malformed("the tensor '\(name)' has elements of type \(entry.dtype)")
            }
            var size = elementSize
            for dimension in entry.shape {
                let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
                guard dimension >= 0, !overflows else {
                    throw malformed("the tensor '\(name)' has an impossible shape")
                }
                size = product
            }
            guard entry.dataOffsets.count == 2, size <= data.count - covered,
                entry.dataOffsets == [covered, covered + size]
            else { throw malformed("the tensor '\(name)' does not lie within the file as its shape says") }
            let start = data.startIndex + entry.dataOffsets[0]
            tensors[name] = Tensor(type: entry.dtype, shape: entry.shape, bytes: data[start..<start + size])
            covered += size
        }
        guard covered == data.count else { throw malformed("the tensors do not fill the file") }
        return tensors
    }
}
