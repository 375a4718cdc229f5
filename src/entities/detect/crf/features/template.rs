//! The templates of features.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A feature: a template and its values, hashed together.
pub type Feature = u32;

/// The kinds of features.
///
/// Words are hashes of their lowercase letters, classes are the first turns of a path in the tree
/// of word classes, `flags` say what the lexicon knows a word as a name of. "Before" and "after"
/// are the tokens beside it in its sentence. A run is one of words with capitals; its core ends at
/// its first small word ("of").
///
/// The number of a template is a part of the hash of its features, and weights were trained with
/// it: a new template takes a number that no other has, and a number whose template is gone is not
/// used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// Always there.
    Bias = 0,
    Word = 1,
    Shape = 2,
    /// Word and case, and whether it is in a headline.
    WordCase = 3,
    // Parts of the word, in letters, and its case.
    Prefix1 = 4,
    Prefix3 = 5,
    Prefix4 = 6,
    Suffix2 = 7,
    Suffix3 = 8,
    Suffix4 = 9,
    // The class of the word, after so many turns, and its case.
    Class4 = 10,
    Class6 = 11,
    Class8 = 12,
    Class10 = 13,
    Class16 = 14,

    // A token near it: its word, its shape with that of the token, its class, and a coarser class
    // with the shape of the token.
    WordTwoBefore = 20,
    ShapeTwoBefore = 21,
    ClassTwoBefore = 22,
    CoarseClassTwoBefore = 23,
    WordBefore = 24,
    ShapeBefore = 25,
    ClassBefore = 26,
    CoarseClassBefore = 27,
    WordAfter = 28,
    ShapeAfter = 29,
    ClassAfter = 30,
    CoarseClassAfter = 31,
    WordTwoAfter = 32,
    ShapeTwoAfter = 33,
    ClassTwoAfter = 34,
    CoarseClassTwoAfter = 35,

    // Several tokens, in their order.
    WordBeforeWithWord = 40,
    WordWithWordAfter = 41,
    TwoWordsBefore = 42,
    TwoWordsAfter = 43,
    WordBeforeWithShape = 44,
    ShapeWithWordAfter = 45,
    ShapeTrigram = 46,
    ClassBeforeWithClass = 47,
    ClassWithClassAfter = 48,
    ClassShapeClass = 49,
    WordThreeBeforeWithShape = 50,
    WordThreeAfterWithShape = 51,

    // Gazetteers; with the case of the token where there is no shape.
    Flags = 52,
    FlagsBeforeWithFlags = 53,
    FlagsWithFlagsAfter = 54,
    /// The part that the token has in a place's name of several words, and the kinds of place that
    /// bear it.
    PlaceName = 55,
    FlagsShapeWordBefore = 56,
    FlagsShapeWordAfter = 57,

    // The evidence of the whole document.
    /// How the document writes it, its case, whether it begins its sentence, and whether that is a
    /// headline.
    Orthography = 60,
    /// The last word of the name before it, where it is an abbreviation that the document explains.
    ExpansionWord = 61,
    /// The class of that word.
    ExpansionClass = 62,

    // The run that the token is in.
    /// The position of the token in it, and its length.
    PositionInRun = 63,
    // Its last word, or the class of that, and whether the token is it.
    LastWordOfRun = 64,
    LastClassOfRun = 65,
    /// The last word of its core, and whether the token is in the core.
    LastWordOfCore = 66,
    /// The flags of its first and last word, the position of the token, and its length.
    FlagsOfRun = 67,
    WordBeforeRun = 68,
    WordAfterRun = 69,
    /// With the length of the run.
    ClassesAroundRun = 70,
    FirstWordOfRun = 71,
    WordsAroundRun = 72,

    // The longest run of the document that the word is in elsewhere, if that is longer.
    /// Its length, the position of the word, the flags of its first word, and the length of the run
    /// that the token is in.
    PositionInLongestRun = 73,
    LastWordOfLongestRun = 74,
    LastClassOfLongestRun = 75,
    ClassBeforeLongestRun = 76,
}

impl Template {
    /// Of parts of the word, in the order in which they are hashed.
    pub const AFFIXES: [Self; 6] =
        [Self::Prefix1, Self::Prefix3, Self::Prefix4, Self::Suffix2, Self::Suffix3, Self::Suffix4];

    /// Of classes, each with the number of turns.
    pub const CLASSES: [(Self, u32); 5] = [
        (Self::Class4, 4),
        (Self::Class6, 6),
        (Self::Class8, 8),
        (Self::Class10, 10),
        (Self::Class16, 16),
    ];

    /// Of the tokens nearby, each with its offset: word, shape, class, coarser class.
    pub const NEIGHBOURS: [(isize, [Self; 4]); 4] = [
        (
            -2,
            [
                Self::WordTwoBefore,
                Self::ShapeTwoBefore,
                Self::ClassTwoBefore,
                Self::CoarseClassTwoBefore,
            ],
        ),
        (-1, [Self::WordBefore, Self::ShapeBefore, Self::ClassBefore, Self::CoarseClassBefore]),
        (1, [Self::WordAfter, Self::ShapeAfter, Self::ClassAfter, Self::CoarseClassAfter]),
        (
            2,
            [
                Self::WordTwoAfter,
                Self::ShapeTwoAfter,
                Self::ClassTwoAfter,
                Self::CoarseClassTwoAfter,
            ],
        ),
    ];

    /// The feature that this template makes of these values.
    #[inline]
    pub fn feature(self, values: &[u64]) -> Feature {
        let mut hasher = FxHasher::default();
        (self as u64).hash(&mut hasher);
        values.iter().for_each(|value| value.hash(&mut hasher));
        (hasher.finish() >> 32) as Feature
    }
}
