//! The findings, in tables.

use super::{
    canvas::{DIM, LONGEST_NAME, Picture, shortened},
    entity_types::name,
};
use crate::server::copydesk_v1::pb;
use anstyle::Style;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

/// A role cut to less says nothing.
const SHORTEST_ROLE: usize = 12;

impl Picture {
    pub(super) fn entities(&mut self, analysis: &pb::Analysis) {
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

    pub(super) fn values(&mut self, analysis: &pb::Analysis) {
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

    pub(super) fn quotes(&mut self, analysis: &pb::Analysis) {
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
}

/// The meaning of a value: "2024-04-24", "8000000000 USD", "27 %", "34500 metric ton".
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
