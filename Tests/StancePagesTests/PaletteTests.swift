import Foundation
import StancePages
import Testing

struct PaletteTests {
    static let stances = ["neutral", "reassurance", "warning"]

    @Test func stancesLookTheSameInEveryOrder() {
        let palette = Palette(labels: Self.stances)
        let reversed = Palette(labels: Self.stances.reversed())
        for index in 0..<3 { #expect(palette[index] == reversed[2 - index]) }
    }

    @Test func signsTellLabelsApartWithoutColour() {
        for labels in [Self.stances, (0..<6).map { "label \($0)" }] {
            let palette = Palette(labels: labels)
            #expect(Set(labels.indices.map { palette[$0].sign }).count == labels.count)
        }
    }

    /// WCAG 2.2, criterion 1.4.3; the backgrounds are the frame's.
    @Test func everyColourCanBeReadAsText() throws {
        let palette = Palette(labels: Self.stances + (0..<7).map { "label \($0)" })
        for index in 0..<10 {
            #expect(try contrast(palette[index].light, "#ffffff") >= 4.5)
            #expect(try contrast(palette[index].light, "#f3f3f1") >= 4.5)
            #expect(try contrast(palette[index].dark, "#16181a") >= 4.5)
            #expect(try contrast(palette[index].dark, "#212427") >= 4.5)
        }
    }

    private func contrast(_ first: String, _ second: String) throws -> Double {
        let values = [try luminance(first), try luminance(second)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    private func luminance(_ color: String) throws -> Double {
        let value = try #require(Int(color.dropFirst(), radix: 16))
        func linear(_ shift: Int) -> Double {
            let part = Double(value >> shift & 255) / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
    }
}
