//! The words that tell an article from the furniture of its page.

use super::{pattern::Pattern, values::Words};
use crate::document::Reason;

/// The words that tell an article from the furniture of its page.
#[derive(Clone, Copy)]
pub struct CleaningWords {
    /// Rules that tell furniture, in the order in which they are tried.
    pub rules: &'static [FurnitureRule],
    /// Requests for money or membership that are fluent prose.
    pub appeals: AppealPatterns,
    /// Credits of agencies, which give captions of pictures away.
    pub captions: CuedPattern,
    /// Words that tell a sentence of an article from one that speaks to the reader.
    pub narration: NarrationPatterns,
    /// The time of an entry of a live blog, at the beginning of its line.
    pub entry_times: Pattern,
    /// Words by what they are about, in small letters, parted by white space. A word may be in
    /// several groups.
    pub lexicon: &'static [(WordGroup, &'static str)],
    /// The ending of most verbs in the past.
    pub past_ending: &'static str,
    /// The words of bylines, datelines and credits.
    pub bylines: BylineWords,
}

/// A rule: a short text that matches is furniture. Trees see of a rule its reason and confidence, and
/// not which it is, so that rules can be added, moved and named anew without training them.
#[derive(Clone, Copy)]
pub struct FurnitureRule {
    /// Its name in answers, unique.
    pub name: &'static str,
    /// The kind of furniture that it finds.
    pub reason: Reason,
    /// The share of its finds that are right, 0 to 1: above 0.75 the rule overrules the trees, below
    /// it only says why a text that they remove is there.
    pub confidence: f32,
    /// Longer texts are left alone; at most 250.
    pub max_words: usize,
    /// Cues: whatever matches holds one of them, in whatever case. None where the pattern looks only
    /// at the beginning, which takes no longer than looking for a cue.
    pub cues: &'static [&'static str],
    /// A pattern that the text must match somewhere, without regard to case.
    pub pattern: Pattern,
}

/// A pattern that is tried only where a cue was found.
#[derive(Clone, Copy)]
pub struct CuedPattern {
    /// Cues: whatever matches holds one of them, in whatever case.
    pub cues: &'static [&'static str],
    /// A pattern that the text must match somewhere; case counts.
    pub pattern: Pattern,
}

/// The parts of a request for money or membership: the taker, and either the giving and the giver or
/// what makes it a request without the giver. Case does not count.
#[derive(Clone, Copy)]
pub struct AppealPatterns {
    /// Cues: whatever matches `asks` or `support` holds one of them, in whatever case.
    pub cues: &'static [&'static str],
    /// The giving.
    pub asks: Pattern,
    /// The giver: the reader.
    pub reader: Pattern,
    /// Words that make a request without naming the reader.
    pub support: Pattern,
    /// The taker: the publication.
    pub us: Pattern,
}

/// Words that tell a sentence of an article from one that speaks to the reader. Case does not count.
#[derive(Clone, Copy)]
pub struct NarrationPatterns {
    /// Somebody says something, or something happened.
    pub reports: Pattern,
    /// Somebody says what stands before, to whomever.
    pub attributes: Pattern,
    /// The reader is spoken to, or the publication speaks of itself.
    pub addresses: Pattern,
}

/// Subjects of words. Trees see the share of each group by its number: new groups go to the end,
/// and the trees have to be trained again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordGroup {
    /// Words of little meaning of their own, which running text has many of: in English a third to
    /// a half are.
    Function,
    /// Verbs of saying.
    Attribution,
    /// Pronouns of the second person.
    SecondPerson,
    /// Pronouns of the first person, in the plural.
    FirstPersonPlural,
    /// Pronouns of the first person, in the singular.
    FirstPersonSingular,
    /// Buttons for sharing.
    Sharing,
    /// Social networks.
    SocialNetworks,
    /// Subscriptions.
    Subscription,
    /// Donations.
    Donation,
    /// Readers' comments.
    Comments,
    /// Pointers to other articles.
    RelatedLinks,
    /// Pictures, sound and films to click on.
    Media,
    /// Notices about cookies.
    Cookies,
    /// Copyright lines.
    Copyright,
    /// Captions and credits of pictures.
    Pictures,
    /// The author of the article.
    Bylines,
    /// Advertisements.
    Advertising,
    /// The time of publication.
    Timestamps,
    /// Sections of a publication.
    Sections,
    /// Menus.
    Navigation,
    /// Newsletters.
    Newsletters,
    /// Terms and other pages about the publication.
    Policies,
    /// Months and days of the week.
    Calendar,
    /// Apps.
    Apps,
    /// An agency's closing credits.
    Credits,
    /// Notes about the author.
    AuthorNotes,
    /// Corrections of the article.
    Corrections,
}

impl WordGroup {
    /// The number of them.
    pub const COUNT: usize = Self::Corrections as usize + 1;

    /// Its bit in a set of groups.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The words of bylines, datelines and credits. Those that are called patterns are regular
/// expressions.
#[derive(Clone, Copy)]
pub struct BylineWords {
    /// Introduces those who wrote or took it: "by".
    pub by: &'static str,
    /// Joins two names: "and".
    pub and: &'static str,
    /// A pattern: the name of a month, or its short form.
    pub month: &'static str,
    /// A pattern: the name of a day of the week, or its short form.
    pub weekday: &'static str,
    /// Endings of ordinal numbers: "th".
    pub ordinals: &'static [&'static str],
    /// Patterns: endings of a time of day.
    pub clock_endings: &'static [&'static str],
    /// Patterns: the time that an article takes to read, at the end of a line, or its age.
    pub durations: &'static [&'static str],
    /// Words before the time of publication.
    pub published: &'static [&'static str],
    /// The work of reporters and writers, before "by" in credits.
    pub writing: &'static [&'static str],
    /// The work of editors, before "by" in credits.
    pub editing: &'static [&'static str],
    /// Patterns: an agency, before a slash and its photographer; case counts.
    pub picture_agencies: &'static [&'static str],
    /// Patterns: words before the name of a photographer.
    pub picture_credits: &'static [&'static str],
    /// Patterns: words between who works and where, in credits: "in", "for the".
    pub places_of_work: &'static [&'static str],
    /// News agencies and others who begin their reports with their name; none is an author.
    pub agencies: &'static [&'static str],
    /// Words in capitals before a dash or a colon that are no places.
    pub not_places: &'static [&'static str],
    /// Words with which no name goes on.
    pub name_ends: &'static [&'static str],
    /// Words of what somebody does, with which no name goes on and none begins.
    pub roles: &'static [&'static str],
    /// Words of the names of newsrooms and accounts, which no person has.
    pub newsrooms: &'static [&'static str],
    /// Patterns: what stands before ":" or "by" and those who wrote an article.
    pub author_labels: &'static [&'static str],
    /// The same of its editors.
    pub editor_labels: &'static [&'static str],
    /// The same of its photographers.
    pub photographer_labels: &'static [&'static str],
    /// The same of all others.
    pub other_labels: &'static [&'static str],
    /// The months and their names, in lower case.
    pub months: &'static [(i8, Words)],
    /// Words before the time of a change.
    pub updated: &'static [&'static str],
    /// Words between a label, a date and a time of day: "on", "at".
    pub date_joints: &'static [&'static str],
    /// Patterns: the endings of times before and after noon.
    pub halves: [&'static str; 2],
    /// Time zones: the name, and the offset from UTC or the zone's name in the IANA database.
    pub zones: &'static [(&'static str, &'static str)],
}
