//! A picture of an analysis for the terminal.
//!
//! Colours are written always; the stream that prints them leaves them out where the output is no
//! terminal or `NO_COLOR` is set.

mod tone;

use crate::{server::copydesk_v1::pb, text::Span};
use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Wider lines are hard to read.
const MAX_WIDTH: usize = 100;

/// Draws the analysis of `content`; its offsets must be in bytes.
pub(super) fn draw(file: &str, content: &str, response: &pb::AnalyzeResponse) -> String {
    let Some(analysis) = &response.analysis else {
        return String::new();
    };
    let terminal = terminal_size::terminal_size().map_or(80, |(width, _)| width.0.into());
    let mut picture =
        Picture { text: String::new(), width: terminal.clamp(40, MAX_WIDTH), column: 0 };
    picture.heading(file);
    picture.article(analysis);
    picture.entities(analysis);
    picture.values(analysis);
    picture.quotes(analysis);
    picture.sentiment(analysis);
    picture.removed(content, analysis);
    picture.notes(analysis);
    picture.text
}

struct Picture {
    text: String,
    width: usize,
    /// Where the line that is being written ends.
    column: usize,
}

impl Picture {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        let rule = "─".repeat(self.width.saturating_sub(title.width() + 4));
        self.line(&format!("\n{DIM}──{DIM:#} {BOLD}{title}{BOLD:#} {DIM}{rule}{DIM:#}\n"));
    }

    fn article(&mut self, analysis: &pb::Analysis) {
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

    fn styled(&mut self, style: Style, text: &str) {
        if !text.is_empty() {
            // Writing to a string does not fail.
            let _ = write!(self.text, "{style}{text}{style:#}");
        }
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

    fn entities(&mut self, analysis: &pb::Analysis) {
        let entities = analysis.entities.as_ref().map_or(&[][..], |found| &found.entities);
        if entities.is_empty() {
            return;
        }
        self.heading("Entities");
        let targets = analysis.sentiment.as_ref().map_or(&[][..], |found| &found.targets);
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(["name", "type", "mentions", "salience", "sentiment"]);
        let longest = entities.iter().map(|entity| entity.name.width()).max().unwrap_or_default();
        // The other columns are as wide as their headings.
        let room = self.width.saturating_sub(longest.min(LONGEST_NAME) + 50);
        let room = if room < SHORTEST_ROLE { 0 } else { room };
        for entity in entities {
            let target = targets.iter().find(|target| target.entity_id == entity.id);
            let tone = target.and_then(|target| target.overall.as_ref());
            let role = if room > 0 { shortened(&entity.role, room) } else { String::new() };
            table.add_row([
                shortened(&entity.name, LONGEST_NAME),
                name(entity.r#type()).to_owned(),
                entity.mentions.len().to_string(),
                format!("{:.0} %", 100.0 * entity.salience),
                tone.map_or_else(String::new, |tone| format!("{:+.2}", tone.score)),
                role,
            ]);
        }
        for column in 2..5 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for (at, line) in table.to_string().lines().enumerate() {
            let style = if at == 0 { DIM } else { Style::new() };
            self.line(&format!("{style}{}{style:#}", line.trim_end()));
        }
    }

    fn values(&mut self, analysis: &pb::Analysis) {
        let values = analysis.entities.as_ref().map_or(&[][..], |found| &found.values);
        if values.is_empty() {
            return;
        }
        self.heading("Values");
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        for value in values {
            let text = value.span.as_ref().map_or("", |span| &span.text);
            table.add_row([shortened(text, LONGEST_NAME), format!("→ {}", value_text(value))]);
        }
        for line in table.to_string().lines() {
            self.line(line);
        }
    }

    fn quotes(&mut self, analysis: &pb::Analysis) {
        let Some(found) = analysis.entities.as_ref().filter(|found| !found.quotes.is_empty())
        else {
            return;
        };
        self.heading("Quotes");
        for quote in &found.quotes {
            let entity = found.entities.iter().find(|entity| entity.id == quote.speaker_entity_id);
            let speaker = entity.map_or("—", |entity| &entity.name);
            let pieces: Vec<_> = quote.content.iter().map(|span| span.text.as_str()).collect();
            let content = match quote.kind() {
                pb::QuoteKind::Indirect => pieces.join(" … "),
                pb::QuoteKind::Unspecified | pb::QuoteKind::Direct | pb::QuoteKind::Fragment => {
                    format!("“{}”", pieces.join(" … "))
                }
            };
            let room = self.width.saturating_sub(26);
            self.line(&format!("{:24} {}", shortened(speaker, 24), shortened(&content, room)));
        }
    }

    fn removed(&mut self, content: &str, analysis: &pb::Analysis) {
        let removed = analysis.cleaned.as_ref().map_or(&[][..], |cleaned| &cleaned.removed);
        // Tags are no text: their number says enough.
        let text = removed.iter().filter(|removed| removed.reason() != pb::RemovalReason::Markup);
        let text: Vec<_> = text.collect();
        if removed.is_empty() {
            return;
        }
        self.heading("Removed");
        for removed in &text {
            let reason = removed.reason().as_str_name().trim_start_matches("REMOVAL_REASON_");
            let label = format!("{} ({})", reason.to_lowercase().replace('_', " "), removed.rule);
            let raw = removed.raw.unwrap_or_default();
            let words = Span::new(raw.start as usize, raw.end as usize).of(content);
            let room = self.width.saturating_sub(45);
            self.line(&format!("{label:44} {DIM}{}{DIM:#}", shortened(words, room)));
        }
        if removed.len() > text.len() {
            self.line(&format!("{DIM}and {} pieces of markup{DIM:#}", removed.len() - text.len()));
        }
    }

    fn notes(&mut self, analysis: &pb::Analysis) {
        let warnings: Vec<_> = analysis.stages.iter().flat_map(|stage| &stage.warnings).collect();
        if !warnings.is_empty() {
            self.heading("Notes");
            warnings.into_iter().for_each(|warning| self.line(warning));
        }
    }
}

/// A role cut to less says nothing.
const SHORTEST_ROLE: usize = 12;
/// Longer names are cut.
const LONGEST_NAME: usize = 40;

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

const fn colour(kind: pb::EntityType) -> AnsiColor {
    match kind {
        pb::EntityType::Person => AnsiColor::Yellow,
        pb::EntityType::Organization => AnsiColor::Cyan,
        pb::EntityType::Geopolitical => AnsiColor::Green,
        pb::EntityType::Location => AnsiColor::BrightGreen,
        pb::EntityType::Facility => AnsiColor::BrightBlue,
        pb::EntityType::Group => AnsiColor::Magenta,
        pb::EntityType::Event => AnsiColor::BrightRed,
        pb::EntityType::Product => AnsiColor::Blue,
        pb::EntityType::Work => AnsiColor::BrightMagenta,
        pb::EntityType::Law => AnsiColor::BrightCyan,
        pb::EntityType::Other | pb::EntityType::Unspecified => AnsiColor::BrightYellow,
    }
}

const fn name(kind: pb::EntityType) -> &'static str {
    match kind {
        pb::EntityType::Person => "person",
        pb::EntityType::Organization => "organization",
        pb::EntityType::Geopolitical => "geopolitical",
        pb::EntityType::Location => "location",
        pb::EntityType::Facility => "facility",
        pb::EntityType::Group => "group",
        pb::EntityType::Event => "event",
        pb::EntityType::Product => "product",
        pb::EntityType::Work => "work",
        pb::EntityType::Law => "law",
        pb::EntityType::Other | pb::EntityType::Unspecified => "other",
    }
}

/// What a value says: "2024-04-24", "8000000000 USD", "27 %", "34500 metric ton".
fn value_text(value: &pb::Value) -> String {
    let range = |amount: &str, most: &str, unit: &str| {
        let dash = if most.is_empty() { "" } else { "–" };
        format!("{amount}{dash}{most} {unit}").trim_end().to_owned()
    };
    match &value.kind {
        Some(pb::value::Kind::Time(time)) if time.start.is_empty() => time.timex.clone(),
        Some(pb::value::Kind::Time(time)) if time.start == time.timex => time.timex.clone(),
        Some(pb::value::Kind::Time(time)) => format!("{} ({})", time.timex, time.start),
        Some(pb::value::Kind::Money(money)) => {
            range(&money.amount, &money.amount_max, &money.currency_code)
        }
        Some(pb::value::Kind::Percent(found)) => range(&found.amount, &found.amount_max, "%"),
        Some(pb::value::Kind::Quantity(found)) => {
            range(&found.amount, &found.amount_max, &found.unit)
        }
        None => String::new(),
    }
}

/// The text on one line, cut to `room` columns. Control characters, which could steer the
/// terminal, are left out.
fn shortened(text: &str, room: usize) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    if line.width() <= room {
        return line;
    }
    let mut cut = String::new();
    for c in line.chars() {
        if cut.width() + 2 > room {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}
