//! The article, its names coloured.

use super::{
    canvas::{BOLD, DIM, Picture},
    entity_types::{colour, name},
};
use crate::{server::copydesk_v1::pb, text::Span};
use anstyle::Style;
use unicode_width::UnicodeWidthStr;

impl Picture {
    pub(super) fn article(&mut self, analysis: &pb::Analysis) {
        let colours = colours(analysis);
        let cleaned = analysis.cleaned.iter().flat_map(|cleaned| &cleaned.blocks);
        for block in cleaned {
            let base = match block.kind() {
                pb::BlockKind::Headline | pb::BlockKind::Subheading => BOLD,
                pb::BlockKind::Standfirst => Style::new().italic(),
                pb::BlockKind::Unspecified | pb::BlockKind::Body => Style::new(),
                pb::BlockKind::Dateline
                | pb::BlockKind::Byline
                | pb::BlockKind::Caption
                | pb::BlockKind::Credits => DIM,
            };
            if let Some(span) = &block.span {
                self.paragraph(&span.text, start(span), base, &colours);
                // The dateline opens its paragraph.
                if block.kind() != pb::BlockKind::Dateline {
                    self.text.push_str("\n\n");
                    self.column = 0;
                }
            }
        }
        self.legend(&colours);
    }

    /// Writes text in lines of the width of the picture; it starts at `offset` in the clean text.
    fn paragraph(&mut self, text: &str, offset: usize, base: Style, colours: &[Coloured]) {
        let mut cursor = offset;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = Span::new(cursor, cursor + piece.trim_end().len());
            cursor += piece.len();
            if self.column > 0 && self.column + 1 + piece.trim_end().width() > self.width {
                self.text.push('\n');
                self.column = 0;
            } else if self.column > 0 {
                self.text.push(' ');
                self.column += 1;
            }
            self.column += piece.trim_end().width();
            self.word(piece.trim_end(), word, base, colours);
        }
    }

    fn word(&mut self, word: &str, span: Span, base: Style, colours: &[Coloured]) {
        let mut rest = span;
        let first = colours.partition_point(|coloured| coloured.span.end <= span.start);
        for coloured in
            colours[first..].iter().take_while(|coloured| coloured.span.start < span.end)
        {
            let from = coloured.span.start.max(rest.start);
            let to = coloured.span.end.min(span.end);
            self.styled(base, part(word, span, rest.start, from));
            self.styled(
                base.fg_color(Some(colour(coloured.kind).into())).bold(),
                part(word, span, from, to),
            );
            rest.start = to;
        }
        self.styled(base, part(word, span, rest.start, span.end));
    }

    fn legend(&mut self, colours: &[Coloured]) {
        let mut kinds: Vec<pb::EntityType> = colours.iter().map(|coloured| coloured.kind).collect();
        kinds.sort();
        kinds.dedup();
        for kind in kinds {
            let style = Style::new().fg_color(Some(colour(kind).into())).bold();
            self.styled(style, "■ ");
            self.text.push_str(name(kind));
            self.text.push_str("  ");
        }
        self.line("");
    }
}

/// A mention to be coloured.
struct Coloured {
    span: Span,
    kind: pb::EntityType,
}

fn colours(analysis: &pb::Analysis) -> Vec<Coloured> {
    let entities = analysis.entities.iter().flat_map(|found| &found.entities);
    let mut colours: Vec<Coloured> = entities
        .flat_map(|entity| entity.mentions.iter().map(move |mention| (entity.r#type(), mention)))
        .filter_map(|(kind, mention)| {
            let clean = mention.span.as_ref()?.clean?;
            Some(Coloured { span: Span::new(clean.start as usize, clean.end as usize), kind })
        })
        .collect();
    colours.sort_by_key(|coloured| coloured.span);
    colours
}

fn start(span: &pb::TextSpan) -> usize {
    span.clean.map_or(0, |clean| clean.start as usize)
}

/// The part of `word`, which lies at `span`, from `from` to `to`.
fn part(word: &str, span: Span, from: usize, to: usize) -> &str {
    word.get(from.saturating_sub(span.start)..to.saturating_sub(span.start)).unwrap_or_default()
}
