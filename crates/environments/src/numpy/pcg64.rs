//! PCG64, the XSL-RR variant with 128 bits of state: O'Neill, "PCG: A Family of Simple Fast Space-Efficient
//! Statistically Good Algorithms for Random Number Generation" (2014).

const FACTOR: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

/// The generator of words.
#[derive(Clone, Debug)]
pub(super) struct Pcg64 {
    state: u128,
    increment: u128,
}

impl Pcg64 {
    /// A generator that starts from this state on this stream.
    pub(super) fn new(state: u128, stream: u128) -> Self {
        let increment = stream << 1 | 1;
        let mut generator = Self { state: increment.wrapping_add(state), increment };
        generator.advance();
        generator
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.advance();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    fn advance(&mut self) {
        self.state = self.state.wrapping_mul(FACTOR).wrapping_add(self.increment);
    }
}
