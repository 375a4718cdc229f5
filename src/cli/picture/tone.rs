//! The part of the picture that shows the tone.

use super::canvas::{BOLD, DIM, LONGEST_NAME, Picture, shortened};
use crate::server::copydesk_v1::pb;
use anstyle::{AnsiColor, Style};

/// Cells on either side of the middle of a bar.
const BAR: usize = 10;
/// So many phrases show why a tone is what it is.
const EVIDENCE: usize = 3;

impl Picture {
    pub(super) fn sentiment(&mut self, analysis: &pb::Analysis) {
        let Some(found) = &analysis.sentiment else { return };
        self.heading("Sentiment");
        for (label, tone) in [("document", &found.document), ("headline", &found.headline)] {
            if let Some(tone) = tone {
                let polarity =
                    tone.polarity().as_str_name().trim_start_matches("POLARITY_").to_lowercase();
                self.tone(tone, BOLD, &format!("{label}: {polarity}"));
            }
        }
        self.line("");
        for sentence in &found.sentences {
            if let (Some(span), Some(tone)) = (&sentence.span, &sentence.sentiment) {
                let room = self.width.saturating_sub(2 * BAR + 10);
                self.tone(tone, Style::new(), &shortened(&span.text, room));
            }
        }
        self.targets(&found.targets, analysis);
    }

    /// Towards whom the tone is clear, whose opinion it is, and the words that say so.
    fn targets(&mut self, targets: &[pb::TargetSentiment], analysis: &pb::Analysis) {
        let entities = analysis.entities.as_ref().map_or(&[][..], |found| &found.entities);
        let clear = targets.iter().filter_map(|target| {
            let overall = target.overall.as_ref()?;
            (overall.polarity() != pb::Polarity::Neutral).then_some((target, overall))
        });
        for (at, (target, overall)) in clear.enumerate() {
            if at == 0 {
                self.line("");
            }
            self.tone(overall, BOLD, &shortened(&target.target, LONGEST_NAME));
            let voices = target.voices.iter();
            voices.for_each(|voiced| self.voice(voiced, entities));
        }
    }

    /// The tone of a voice, if that is clear, and the words that make it.
    fn voice(&mut self, voiced: &pb::VoicedSentiment, entities: &[pb::Entity]) {
        let clear = |tone: &&pb::Sentiment| tone.polarity() != pb::Polarity::Neutral;
        let Some(tone) = voiced.sentiment.as_ref().filter(clear) else { return };
        let holder = entities.iter().find(|entity| entity.id == voiced.holder_entity_id);
        let holder = match voiced.voice() {
            pb::Voice::Author | pb::Voice::Unspecified => "the author",
            pb::Voice::Quoted | pb::Voice::Reported => {
                holder.map_or("somebody quoted", |entity| &entity.name)
            }
        };
        let words = tone.evidence.iter().take(EVIDENCE).filter_map(|evidence| {
            let text = &evidence.span.as_ref()?.text;
            Some(format!("{} {:+.2}", shortened(text, 30), evidence.contribution))
        });
        let words = words.collect::<Vec<_>>().join(", ");
        let label = format!("{:+.2} by {}: {words}", tone.score, shortened(holder, 30));
        let indent = " ".repeat(2 * BAR + 9);
        let room = self.width.saturating_sub(indent.len());
        self.line(&format!("{indent}{DIM}{}{DIM:#}", shortened(&label, room)));
    }

    /// A bar to the left in red for negative, to the right in green for positive.
    fn tone(&mut self, tone: &pb::Sentiment, style: Style, label: &str) {
        let cells = ((tone.score.abs() * BAR as f32).round() as usize).min(BAR);
        let (left, right) = if tone.score < 0.0 { (cells, 0) } else { (0, cells) };
        let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
        let green = Style::new().fg_color(Some(AnsiColor::Green.into()));
        self.line(&format!(
            "{}{red}{}{red:#}│{green}{}{green:#}{} {:+.2}  {style}{label}{style:#}",
            " ".repeat(BAR - left),
            "█".repeat(left),
            "█".repeat(right),
            " ".repeat(BAR - right),
            tone.score,
        ));
    }
}
