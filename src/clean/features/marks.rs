//! Lines after which, or before which, others of their kind follow.

use crate::{clean::line::Line, document::Reason};

/// A kind of line that tells something about the lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Readers' comments.
    Comments,
    /// Pointers to other articles.
    RelatedLinks,
    /// A request to subscribe or donate.
    SubscriptionAppeal,
    /// Buttons for sharing.
    ShareButtons,
    /// The author of the article, or its time.
    Byline,
    /// An agency's closing credits, or a copyright line.
    Closing,
}

impl Mark {
    /// The number of them.
    pub const COUNT: usize = Self::Closing as usize + 1;
    const ALL: [Self; Self::COUNT] = [
        Self::Comments,
        Self::RelatedLinks,
        Self::SubscriptionAppeal,
        Self::ShareButtons,
        Self::Byline,
        Self::Closing,
    ];

    /// True if a line is one of this kind.
    fn is(self, line: &Line) -> bool {
        match self {
            Self::Comments => line.is_furniture(Reason::Comments),
            Self::RelatedLinks => line.is_furniture(Reason::RelatedLinks),
            Self::SubscriptionAppeal => line.is_furniture(Reason::SubscriptionAppeal),
            Self::ShareButtons => line.is_furniture(Reason::ShareButtons),
            Self::Byline => line.byline,
            Self::Closing => line.credits || line.is_furniture(Reason::Copyright),
        }
    }
}

/// Marks farther away than this are not told apart.
const FAR: f32 = 200.0;

/// The logarithms of the distances of a line from the last and from the next of each `Mark`.
pub(super) type MarkDistances = [[f32; Mark::COUNT]; 2];

/// The distances of the marks from each line.
pub(super) fn mark_distances(lines: &[Line]) -> Vec<MarkDistances> {
    let mut distances = vec![[[0.0; Mark::COUNT]; 2]; lines.len()];
    for mark in Mark::ALL {
        let next = |far: f32, line: &Line| if mark.is(line) { 1.0 } else { (far + 1.0).min(FAR) };
        let mut far = FAR;
        for (line, [last, _]) in lines.iter().zip(&mut distances) {
            last[mark as usize] = far.ln();
            far = next(far, line);
        }
        far = FAR;
        for (line, [_, following]) in lines.iter().zip(&mut distances).rev() {
            following[mark as usize] = far.ln();
            far = next(far, line);
        }
    }
    distances
}
