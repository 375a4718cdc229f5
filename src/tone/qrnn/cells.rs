//! A layer of cells that read a sentence in both directions, and the way back through it.

/// A sigmoid between -1 and 1, of products only: quick, and the same on every processor.
#[inline(always)]
pub fn bounded(x: f32) -> f32 {
    let x = x.clamp(-1.5, 1.5);
    x - x * x * x * (4.0 / 27.0)
}

/// The slope of [`bounded`].
#[inline(always)]
pub fn slope(x: f32) -> f32 {
    let x = x.clamp(-1.5, 1.5);
    1.0 - x * x * (4.0 / 9.0)
}

#[inline(always)]
fn add<const CELLS: usize>(sums: &mut [f32; CELLS], more: &[f32; CELLS]) {
    for cell in 0..CELLS {
        sums[cell] += more[cell];
    }
}

/// The part that a gate lets a cell keep.
#[inline(always)]
fn kept(gate: f32) -> f32 {
    0.5 + 0.5 * bounded(gate)
}

/// A layer of `CELLS` cells in each direction: a token proposes a value and a gate for each of them; a
/// cell keeps by its gate what it held, and takes the rest from the proposal.
pub struct Layer<const CELLS: usize> {
    forwards: Vec<Step<CELLS>>,
    backwards: Vec<Step<CELLS>>,
    /// The number of tokens of the sentence; the steps of longer ones are left behind them.
    count: usize,
}

/// What a token does to the cells of one direction.
#[derive(Clone)]
struct Step<const CELLS: usize> {
    proposal: [f32; CELLS],
    gate: [f32; CELLS],
    /// The value that each cell holds then.
    state: [f32; CELLS],
}

impl<const CELLS: usize> Step<CELLS> {
    const EMPTY: Self = Self { proposal: [0.0; CELLS], gate: [0.0; CELLS], state: [0.0; CELLS] };

    /// Passes the cells on from the token before, in the direction of reading.
    #[inline(always)]
    fn pass(&mut self, before: &mut [f32; CELLS]) {
        for ((cell, &gate), &proposal) in before.iter_mut().zip(&self.gate).zip(&self.proposal) {
            let kept = kept(gate);
            *cell = kept * *cell + (1.0 - kept) * bounded(proposal);
        }
        self.state = *before;
    }

    /// Takes the gradient of what is read from the cells behind this token back to its proposals and
    /// gates, and to the cells before it.
    #[inline(always)]
    fn trace(&self, before: &[f32; CELLS], gradient: &mut [f32; CELLS]) -> [[f32; CELLS]; 2] {
        let mut sums = [[0.0; CELLS]; 2];
        for cell in 0..CELLS {
            let (proposal, gate) = (self.proposal[cell], self.gate[cell]);
            let (kept, value) = (kept(gate), bounded(proposal));
            sums[0][cell] = gradient[cell] * (1.0 - kept) * slope(proposal);
            sums[1][cell] = gradient[cell] * (before[cell] - value) * 0.5 * slope(gate);
            gradient[cell] *= kept;
        }
        sums
    }
}

impl<const CELLS: usize> Layer<CELLS> {
    /// Nothing read yet.
    pub const fn new() -> Self {
        Self { forwards: Vec::new(), backwards: Vec::new(), count: 0 }
    }

    /// Makes room for a sentence of so many tokens.
    #[inline(always)]
    pub fn start(&mut self, count: usize) {
        self.count = count;
        if self.forwards.len() < count {
            self.forwards.resize(count, Step::EMPTY);
            self.backwards.resize(count, Step::EMPTY);
        }
    }

    /// Takes the sums of a token: proposals and gates forwards, then backwards.
    #[inline(always)]
    pub fn propose(&mut self, token: usize, sums: &[f32]) {
        let (groups, _) = sums.as_chunks();
        let (forwards, backwards) = (&mut self.forwards[token], &mut self.backwards[token]);
        (forwards.proposal, forwards.gate) = (groups[0], groups[1]);
        (backwards.proposal, backwards.gate) = (groups[2], groups[3]);
    }

    /// Reads the sentence whose tokens have proposed.
    #[inline(always)]
    pub fn read(&mut self) {
        let mut state = [0.0; CELLS];
        self.forwards[..self.count].iter_mut().for_each(|step| step.pass(&mut state));
        let mut state = [0.0; CELLS];
        self.backwards[..self.count].iter_mut().rev().for_each(|step| step.pass(&mut state));
    }

    /// The cells of both directions at a token.
    #[inline(always)]
    pub fn at(&self, token: usize) -> [&[f32; CELLS]; 2] {
        [&self.forwards[token].state, &self.backwards[token].state]
    }

    /// Takes the gradients of the cells at each token, forwards and backwards, back to the sums that each
    /// token proposed.
    #[inline(always)]
    pub fn trace(&self, gradients: &[[[f32; CELLS]; 2]]) -> Vec<[[f32; CELLS]; 4]> {
        const fn state<const CELLS: usize>(step: Option<&Step<CELLS>>) -> &[f32; CELLS] {
            match step {
                Some(step) => &step.state,
                None => &Step::EMPTY.state,
            }
        }
        let mut found = vec![[[0.0; CELLS]; 4]; self.count];
        let mut arriving = [0.0; CELLS];
        for token in (0..self.count).rev() {
            add(&mut arriving, &gradients[token][0]);
            let before = token.checked_sub(1).map(|before| &self.forwards[before]);
            let sums = self.forwards[token].trace(state(before), &mut arriving);
            [found[token][0], found[token][1]] = sums;
        }
        let mut arriving = [0.0; CELLS];
        for token in 0..self.count {
            add(&mut arriving, &gradients[token][1]);
            let before = self.backwards[..self.count].get(token + 1);
            let sums = self.backwards[token].trace(state(before), &mut arriving);
            [found[token][2], found[token][3]] = sums;
        }
        found
    }
}
