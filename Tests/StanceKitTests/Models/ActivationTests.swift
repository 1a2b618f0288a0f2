import Testing

@testable import StanceKit

@Suite struct ActivationTests {
    @Test(
        "The values are those of the definition",
        arguments: [
            // x · Φ(x), with Φ from tables of the normal distribution.
            (.gelu, 0, 0), (.gelu, 1, 0.841_344_75), (.gelu, -1, -0.158_655_25), (.gelu, 2, 1.954_499_74),
            (.gelu, -3, -0.004_049_69), (.gelu, 20, 20), (.gelu, -20, 0),
            (.relu, 0, 0), (.relu, 2.5, 2.5), (.relu, -2.5, 0),
        ] as [(Activation, Float, Float)])
    func values(activation: Activation, x: Float, expected: Float) {
        #expect(abs(activation.value(x) - expected) <= 1e-6 * max(1, abs(expected)))
    }

    @Test("The derivatives are those of the values, by central differences", arguments: Activation.allCases)
    func derivatives(activation: Activation) {
        // Step 2⁻⁶ in single precision: rounding is at most ε · 4 / step = 3e-5, truncation below step² / 6 = 4e-5.
        let step: Float = 0x1p-6
        for x in stride(from: Float(-4.05), to: 4, by: 0.1) {
            let difference = (activation.value(x + step) - activation.value(x - step)) / (2 * step)
            #expect(abs(activation.derivative(x) - difference) <= 1e-4, "at \(x)")
        }
    }

    @Test("Nothing of any size becomes NaN", arguments: Activation.allCases)
    func extremes(activation: Activation) {
        for x in [-Float.greatestFiniteMagnitude, -1e12, -40, 40, 1e12] as [Float] {
            #expect(!activation.value(x).isNaN && !activation.derivative(x).isNaN)
        }
    }
}
