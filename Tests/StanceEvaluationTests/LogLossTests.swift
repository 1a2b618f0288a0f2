import Foundation
import LinearAlgebra
import StanceEvaluation
import Testing

@Suite struct LogLossTests {
    @Test("The loss is -ln of the true label's probability, with a floor of 1.2e-7")
    func values() {
        let probabilities = Matrix(rows: 3, columns: 2, values: [0.25, 0.75, 1, 0, 1, 0])
        let losses = LogLoss.perItem(probabilities, truths: [0, 0, 1])
        // Float holds 0.25 and 1 exactly.
        #expect(abs(losses[0] - log(4)) < 1e-12 && losses[1] == 0 && losses[1].sign == .plus)
        #expect(abs(losses[2] - 23 * log(2)) < 1e-12)
    }
}
