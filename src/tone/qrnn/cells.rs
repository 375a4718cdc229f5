//! The cells of the network, and their change at each token.

/// Cells in each direction.
pub const CELLS: usize = 32;

/// The states of the cells.
pub type Cells = [f32; CELLS];

/// The cells where nothing was read yet.
pub static EMPTY: Cells = [0.0; CELLS];

/// The change that a token makes to the cells.
#[derive(Clone)]
pub struct Step {
    /// The part that each cell keeps of what it held.
    pub kept: Cells,
    /// The value that each cell takes in.
    pub added: Cells,
    /// The value that each cell holds then.
    pub state: Cells,
}

impl Step {
    /// A token that changes nothing.
    pub const fn empty() -> Self {
        Self { kept: EMPTY, added: EMPTY, state: EMPTY }
    }

    /// Takes the proposals and gates of a token.
    #[inline(always)]
    pub fn propose(&mut self, proposal: &Cells, gate: &Cells) {
        for cell in 0..CELLS {
            let kept = 0.5 + 0.5 * bounded(gate[cell]);
            self.kept[cell] = kept;
            self.added[cell] = (1.0 - kept) * bounded(proposal[cell]);
        }
    }

    /// Passes the cells on from the token before to the token behind.
    #[inline(always)]
    pub fn pass(&mut self, state: &mut Cells) {
        for ((state, kept), added) in state.iter_mut().zip(&self.kept).zip(&self.added) {
            *state = kept * *state + added;
        }
        self.state = *state;
    }
}

/// A sigmoid between -1 and 1, of products only: quick, and the same on every processor.
#[inline(always)]
fn bounded(x: f32) -> f32 {
    let x = x.clamp(-1.5, 1.5);
    x - x * x * x * (4.0 / 27.0)
}
