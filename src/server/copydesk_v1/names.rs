//! The contract's names of what an analysis tells apart.

use super::pb;
use crate::{
    document::{BlockKind, EntityType, Polarity, QuoteKind, Reason, StageName, Voice, Warning},
    text::Encoding,
};

/// A warning in words, its name first.
pub(crate) const fn words(warning: Warning) -> &'static str {
    match warning {
        Warning::LanguageNotLearned => {
            "LANGUAGE_NOT_LEARNED: what tells an article from furniture was learned from English; the densest run of text was kept too"
        }
        Warning::LanguageNotSupported => {
            "LANGUAGE_NOT_SUPPORTED: this stage does not speak the document's language and looked for nothing"
        }
        Warning::LanguageUncertain => {
            "LANGUAGE_UNCERTAIN: the language could not be told; the text was read as English"
        }
        Warning::NoArticleFound => {
            "NO_ARTICLE_FOUND: nothing looks like an article; all that is not certainly furniture was kept"
        }
        Warning::ArticleShort => {
            "ARTICLE_SHORT: what was kept is hardly long enough for an article"
        }
        Warning::ArticleUncertain => "ARTICLE_UNCERTAIN: what belongs to the article is doubtful",
        Warning::SeveralArticles => {
            "SEVERAL_ARTICLES: the page seems to hold more than one article; all were kept"
        }
        Warning::LiveBlog => {
            "LIVE_BLOG: the page seems to be a live blog; its entries stand in the order of the page"
        }
        Warning::YearAssumed => {
            "YEAR_ASSUMED: the dateline names no year; times were resolved as if it were that of publish_time"
        }
        Warning::YearFromDate => {
            "YEAR_INFERRED: the dateline names no year; it was taken from a date in a caption, a byline or beside the article (confidence 0.95)"
        }
        Warning::YearFromWeekday => {
            "YEAR_INFERRED: the dateline names no year; it is the one near the latest in the text in which the day of the week fits (confidence 0.8)"
        }
        Warning::YearFromText => {
            "YEAR_INFERRED: the dateline names no year; it was taken for the latest one in the text (confidence 0.5)"
        }
        Warning::EvidenceLimited => {
            "EVIDENCE_LIMITED: there are too many mentions; those after the first ten thousand have no evidence"
        }
        Warning::TargetMentionsLimited => {
            "TARGET_MENTIONS_LIMITED: the targets are mentioned too often; those from the first one that is missing on were not scored"
        }
    }
}

pub(crate) const fn block_kind(kind: BlockKind) -> pb::BlockKind {
    match kind {
        BlockKind::Unclassified => pb::BlockKind::Unspecified,
        BlockKind::Headline => pb::BlockKind::Headline,
        BlockKind::Standfirst => pb::BlockKind::Standfirst,
        BlockKind::Byline => pb::BlockKind::Byline,
        BlockKind::Dateline => pb::BlockKind::Dateline,
        BlockKind::Body => pb::BlockKind::Body,
        BlockKind::Subheading => pb::BlockKind::Subheading,
        BlockKind::Caption => pb::BlockKind::Caption,
        BlockKind::Credits => pb::BlockKind::Credits,
    }
}

pub(crate) const fn reason(reason: Reason) -> pb::RemovalReason {
    match reason {
        Reason::Duplicate => pb::RemovalReason::Duplicate,
        Reason::Caption => pb::RemovalReason::Caption,
        Reason::Credits => pb::RemovalReason::Credits,
        Reason::Navigation => pb::RemovalReason::Navigation,
        Reason::RelatedLinks => pb::RemovalReason::RelatedLinks,
        Reason::Comments => pb::RemovalReason::Comments,
        Reason::SubscriptionAppeal => pb::RemovalReason::SubscriptionAppeal,
        Reason::Advertisement => pb::RemovalReason::Advertisement,
        Reason::ShareButtons => pb::RemovalReason::ShareButtons,
        Reason::CookieNotice => pb::RemovalReason::CookieNotice,
        Reason::Copyright => pb::RemovalReason::Copyright,
        Reason::Markup => pb::RemovalReason::Markup,
        Reason::Other => pb::RemovalReason::Other,
    }
}

pub(crate) const fn stage(stage: StageName) -> pb::Stage {
    match stage {
        StageName::Cleaning => pb::Stage::Cleaning,
        StageName::Entities => pb::Stage::Entities,
        StageName::Sentiment => pb::Stage::Sentiment,
    }
}

pub(crate) const fn offset_encoding(encoding: Encoding) -> pb::OffsetEncoding {
    match encoding {
        Encoding::Utf8 => pb::OffsetEncoding::Utf8,
        Encoding::Utf16 => pb::OffsetEncoding::Utf16,
        Encoding::Utf32 => pb::OffsetEncoding::Utf32,
    }
}

/// The contract's name of a type.
pub(crate) const fn entity_type(kind: EntityType) -> pb::EntityType {
    match kind {
        EntityType::Person => pb::EntityType::Person,
        EntityType::Organization => pb::EntityType::Organization,
        EntityType::Geopolitical => pb::EntityType::Geopolitical,
        EntityType::Location => pb::EntityType::Location,
        EntityType::Facility => pb::EntityType::Facility,
        EntityType::Group => pb::EntityType::Group,
        EntityType::Event => pb::EntityType::Event,
        EntityType::Product => pb::EntityType::Product,
        EntityType::Work => pb::EntityType::Work,
        EntityType::Law => pb::EntityType::Law,
        EntityType::Other => pb::EntityType::Other,
    }
}

pub(crate) const fn quote_kind(kind: QuoteKind) -> pb::QuoteKind {
    match kind {
        QuoteKind::Direct => pb::QuoteKind::Direct,
        QuoteKind::Indirect => pb::QuoteKind::Indirect,
        QuoteKind::Fragment => pb::QuoteKind::Fragment,
    }
}

pub(crate) const fn polarity(polarity: Polarity) -> pb::Polarity {
    match polarity {
        Polarity::Negative => pb::Polarity::Negative,
        Polarity::Neutral => pb::Polarity::Neutral,
        Polarity::Positive => pb::Polarity::Positive,
        Polarity::Mixed => pb::Polarity::Mixed,
    }
}

/// The contract's name of a voice; unspecified where quotations were not asked for.
pub(crate) const fn voice(voice: Option<Voice>) -> pb::Voice {
    match voice {
        None => pb::Voice::Unspecified,
        Some(Voice::Author) => pb::Voice::Author,
        Some(Voice::Quoted) => pb::Voice::Quoted,
        Some(Voice::Reported) => pb::Voice::Reported,
    }
}
