import CZlib
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import StanceKit

@Suite struct GzipTests {
    /// One member.
    private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        let size = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                deflate(&stream, Z_FINISH)
                return output.count - Int(stream.avail_out)
            }
        }
        return Array(output.prefix(size))
    }

    /// The texts of a file of lines, and the error that ends it.
    private func lines(of bytes: [UInt8], name: String = "a.txt.gz") throws -> (texts: [String], error: StanceError?) {
        try withTemporaryFolder { folder in
            let path = "\(folder)/\(name)"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            var texts: [String] = []
            do throws(StanceError) {
                let reader = try RecordReader(path: path, format: .lines)
                while let block = try reader.nextBlock() {
                    texts += reader.parser.records(of: block).records.map { String(decoding: $0.text, as: UTF8.self) }
                }
                return (texts, nil)
            } catch {
                return (texts, error)
            }
        }
    }

    @Test("Compressed lines are read like others, whatever the file is called, whole or in members")
    func members() throws {
        let (first, second) = (Self.gzipped(Array("one\ntwo".utf8)), Self.gzipped(Array(" more\nthree é\n".utf8)))
        for name in ["a.txt.gz", "a.txt"] {
            #expect(
                try lines(of: first + Self.gzipped([]) + second, name: name).texts == ["one", "two more", "three é"])
        }
        #expect(try lines(of: Array("plain\n".utf8)).texts == ["plain"])
        #expect(try lines(of: [0x1F]).texts.count == 1)
        #expect(try lines(of: Self.gzipped([0xEF, 0xBB, 0xBF] + Array("marked\n".utf8))).texts == ["marked"])
        #expect(try lines(of: Self.gzipped([0xFF, 0xFE, 0x61, 0, 0x0A, 0])).texts == ["a"])
    }

    @Test("Zeros between members and behind the last, which fill up a tape or a disk's blocks, are passed over")
    func padding() throws {
        let (first, second) = (Self.gzipped(Array("one\n".utf8)), Self.gzipped(Array("two\n".utf8)))
        for count in [1, 511, 700_000] {
            let zeros = [UInt8](repeating: 0, count: count)
            let found = try lines(of: first + zeros + second + zeros)
            #expect(found.texts == ["one", "two"] && found.error == nil)
            #expect(try lines(of: first + zeros + [7]).error?.cause == .damagedGzip)
        }
    }

    @Test("Records of a member that is over do not wait for the rest of the next", .timeLimit(.minutes(10)))
    func slowPipe() throws {
        let pipe = Pipe()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        let reader = try RecordReader(path: path, format: .lines)
        let (first, second) = (Self.gzipped(Array("one\n".utf8)), Self.gzipped(Array("two\n".utf8)))
        try pipe.fileHandleForWriting.write(contentsOf: first + second.prefix(5))
        #expect(try reader.nextBlock()?.bytes == Array("one\n".utf8))
        try pipe.fileHandleForWriting.write(contentsOf: second.dropFirst(5))
        #expect(try reader.nextBlock()?.bytes == Array("two\n".utf8))
        try pipe.fileHandleForWriting.close()
        #expect(try reader.nextBlock() == nil)
    }

    @Test("A few bytes that stand for many come in pieces")
    func bomb() throws {
        let line = String(repeating: "a", count: 999)
        let found = try lines(of: Self.gzipped(Array(repeatElement(line + "\n", count: 5000).joined().utf8)))
        #expect(found.error == nil && found.texts.count == 5000 && Set(found.texts) == [line])
    }

    @Test("What stands before a damaged place is read, and the error names the file")
    func damaged() throws {
        var generator = SplitMix64(seed: 8)
        let texts = (0..<20_000).map { _ in "\(generator.next())" }
        let whole = Self.gzipped(Array(texts.joined(separator: "\n").utf8))
        for length in [3, 20, whole.count / 2, whole.count - 1] {
            let found = try lines(of: Array(whole.prefix(length)))
            #expect(found.error?.cause == .damagedGzip && found.error?.place.path?.hasSuffix("a.txt.gz") == true)
            #expect(found.texts == Array(texts.prefix(found.texts.count)))
            if length > 1000 { #expect(found.texts.count > texts.count / 3) }
        }
        var changed = Self.gzipped(Array("one\ntwo\n".utf8))
        changed[changed.count - 8] ^= 1
        let few = try lines(of: changed)
        #expect(few.texts == ["one", "two"] && few.error?.cause == .damagedGzip)
        #expect(try lines(of: whole + [1, 2, 3]).error?.cause == .damagedGzip)
    }

    @Test("Random changes are errors or texts, never a crash")
    func mutations() throws {
        var generator = SplitMix64(seed: 9)
        let whole = Self.gzipped((0..<3000).map { _ in UInt8.random(in: 97...104, using: &generator) })
        var refused = 0
        for _ in 0..<200 {
            var changed = whole
            for _ in 0..<2 {
                changed[Int.random(in: 2..<whole.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if try lines(of: changed).error != nil { refused += 1 }
        }
        #expect(refused > 150)
    }

    @Test("The format stands before .gz")
    func formats() {
        #expect(RecordFormat(path: "a.CSV.GZ") == .csv && RecordFormat(path: "b.jsonl.gz") == .jsonl)
        #expect(RecordFormat(path: "c.gz") == nil)
    }
}
