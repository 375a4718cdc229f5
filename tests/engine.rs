//! The engine without a wire: what a second door stands on, and methods chosen for each request.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::{
    document::{
        Article, Cleaned, Document, Entities, Entity, EntityType, IdentifiedLanguage, Mention, Raw,
        Report, Stage, StageName, Tagged, Tier, Wanted, WantedEntities, WantedSentiment, Warning,
    },
    engine::{Admission, AnalysisError, Analyzer, Compute, Prepared, Registry},
    metrics::{Metrics, SCOPE},
    text::{PhraseSet, Span},
};
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use std::time::Duration;
use support::{NEWS, REGISTRY};

fn analyzer(registry: &Registry, metrics: &Metrics) -> Analyzer {
    let compute = Compute::new(1, metrics).unwrap();
    let admission = Admission { documents: 8, time: Duration::from_secs(60), shed: true };
    Analyzer::new(registry, &compute, admission)
}

/// A door of our own: a text in, its names and the sentences that have them out.
struct Facade {
    analyzer: Analyzer,
    prepared: Prepared,
}

impl Facade {
    fn new() -> Self {
        let wanted = Wanted { sentiment: None, ..Wanted::everything() };
        let analyzer = analyzer(&REGISTRY, &Metrics::off());
        Self { analyzer, prepared: Prepared::new(wanted) }
    }

    async fn names(&self, text: &str) -> Result<Vec<(String, String)>, AnalysisError> {
        let analysis = self.analyzer.analyze(text.into(), &self.prepared).await?;
        let (text, found) = (&analysis.article.text, analysis.segmentation.unwrap());
        let sentence = |mention: &Mention| found.sentences[mention.sentence].span.of(text);
        let entities = analysis.entities.unwrap().entities.into_iter();
        let first = entities.map(|entity| (sentence(&entity.mentions[0]).to_owned(), entity.name));
        Ok(first.map(|(sentence, name)| (name, sentence)).collect())
    }
}

#[tokio::test]
async fn a_second_door_needs_thirty_lines() {
    let names = Facade::new().names("It rained. Ada Brook met the World Bank in Vienna.").await;
    let names = names.unwrap();
    assert_eq!(names.len(), 3, "{names:?}");
    let ada = names.iter().find(|(name, _)| name == "Ada Brook").unwrap();
    assert_eq!(ada.1, "Ada Brook met the World Bank in Vienna.");
}

/// Finds one name, whatever the text.
struct Toy {
    model: &'static str,
}

impl Stage<Cleaned> for Toy {
    type Out = Tagged;

    fn name(&self) -> StageName {
        StageName::Entities
    }

    fn model(&self) -> &'static str {
        self.model
    }

    fn entity_types(&self) -> &'static [EntityType] {
        &[EntityType::Other]
    }

    fn is_wanted(&self, cleaned: &Cleaned) -> bool {
        cleaned.raw.wanted.entities.is_some()
    }

    fn run(&self, cleaned: Cleaned) -> (Tagged, Report) {
        let kind = EntityType::Other;
        let mention =
            Mention { span: Span::new(0, 1), kind, confidence: 1.0, sentence: 0, known: None };
        let entity = Entity {
            name: self.model.to_owned(),
            kind,
            salience: 1.0,
            confidence: 1.0,
            role: String::new(),
            mentions: vec![mention],
            known: None,
            place: None,
            place_confidence: 0.0,
            links: Vec::new(),
        };
        let found = Entities { entities: vec![entity], ..Entities::default() };
        let report = Report::new(self.name(), self.model);
        (Tagged { cleaned, entities: Some(found) }, report)
    }

    fn skip(&self, cleaned: Cleaned) -> Tagged {
        Tagged { cleaned, entities: None }
    }
}

#[tokio::test]
async fn a_language_and_a_tier_are_a_line_of_registration_each() {
    let entities = REGISTRY.entities.clone();
    let entities = entities.and("eo", Tier::Standard, Toy { model: "toy-language" }).and(
        "en",
        Tier::Accurate,
        Toy { model: "toy-tier" },
    );
    let registry = Registry { entities, ..REGISTRY.clone() };
    let analyzer = analyzer(&registry, &Metrics::off());
    let standard = REGISTRY.entities.model();
    let mut told = Vec::new();
    for (language, tier) in [
        ("en", Tier::Standard),
        ("eo", Tier::Standard),
        ("en-GB", Tier::Accurate),
        ("de", Tier::Standard),
    ] {
        let document = Document { language: Some(language.to_owned()), ..NEWS.into() };
        let wanted =
            Wanted { entities: Some(WantedEntities::default()), tier, ..Wanted::default() };
        let found = analyzer.analyze(document, &Prepared::new(wanted)).await.unwrap();
        let [report] = &found.reports[..] else { panic!("{:?}", found.reports) };
        let unsupported = report.warnings == [Warning::LanguageNotSupported];
        told.push((report.model, found.entities.unwrap().entities.len() > 1, unsupported));
    }
    assert_eq!(
        told,
        [
            (standard, true, false),
            ("toy-language", false, false),
            ("toy-tier", false, false),
            (standard, false, true),
        ]
    );
    assert_eq!(
        entity_models(&analyzer),
        [
            ("en", Tier::Standard, standard),
            ("eo", Tier::Standard, "toy-language"),
            ("en", Tier::Accurate, "toy-tier"),
        ]
    );
}

/// The methods that an analyzer says it has for entities.
fn entity_models(analyzer: &Analyzer) -> Vec<(&str, Tier, &str)> {
    let capabilities = analyzer.capabilities().iter();
    let of_entities = capabilities.filter(|can| can.stage == StageName::Entities);
    of_entities.map(|can| (can.language, can.tier, can.model)).collect()
}

#[tokio::test]
async fn stages_without_a_method_of_the_tier_use_the_standard_one() {
    let entities = REGISTRY.entities.clone().and("en", Tier::Accurate, Toy { model: "toy-tier" });
    let registry = Registry { entities, ..REGISTRY.clone() };
    let analyzer = analyzer(&registry, &Metrics::off());
    let wanted = Wanted { tier: Tier::Accurate, ..Wanted::everything() };
    let document = Document { language: Some("en".to_owned()), ..NEWS.into() };
    let found = analyzer.analyze(document, &Prepared::new(wanted)).await.unwrap();
    let models: Vec<_> = found.reports.iter().map(|report| report.model).collect();
    let (cleaning, sentiment) = (REGISTRY.cleaning.model(), REGISTRY.sentiment.model());
    assert_eq!(models, [cleaning, "toy-tier", sentiment]);
    let unsupported = Warning::LanguageNotSupported;
    assert!(found.reports.iter().all(|report| !report.warnings.contains(&unsupported)));
}

/// A cleaner that says who it is, and keeps nothing.
struct ToyCleaner;

impl Stage<Raw> for ToyCleaner {
    type Out = Cleaned;

    fn name(&self) -> StageName {
        StageName::Cleaning
    }

    fn model(&self) -> &'static str {
        "toy-cleaner"
    }

    fn is_wanted(&self, _: &Raw) -> bool {
        true
    }

    fn run(&self, raw: Raw) -> (Cleaned, Report) {
        (self.skip(raw), Report::new(self.name(), self.model()))
    }

    fn skip(&self, raw: Raw) -> Cleaned {
        let language = IdentifiedLanguage { code: "eo".to_owned(), confidence: 1.0 };
        Cleaned { raw, article: Article::default(), language, segmentation: None }
    }
}

#[tokio::test]
async fn a_method_of_the_language_is_better_than_one_of_any() {
    let cleaning = REGISTRY.cleaning.clone().and("eo", Tier::Standard, ToyCleaner);
    let analyzer = analyzer(&Registry { cleaning, ..REGISTRY.clone() }, &Metrics::off());
    let wanted = Wanted { entities: None, sentiment: None, ..Wanted::everything() };
    let prepared = Prepared::new(wanted);
    for (language, model) in [("eo", "toy-cleaner"), ("de", REGISTRY.cleaning.model())] {
        let document = Document { language: Some(language.to_owned()), ..NEWS.into() };
        let found = analyzer.analyze(document, &prepared).await.unwrap();
        assert_eq!(found.reports[0].model, model, "{language}");
    }
}

/// The warnings that an analysis of a text has.
async fn warnings(text: &str, targets: &[String], published: Option<&str>) -> Vec<Warning> {
    let sentiment = WantedSentiment { evidence: true, targets: PhraseSet::new(targets.to_vec()) };
    let wanted = Wanted { sentiment: Some(sentiment), ..Wanted::everything() };
    let published = published.map(|time| time.parse().unwrap());
    let document = Document { published, ..text.into() };
    let analyzer = analyzer(&REGISTRY, &Metrics::off());
    let found = analyzer.analyze(document, &Prepared::new(wanted)).await.unwrap();
    found.reports.into_iter().flat_map(|report| report.warnings).collect()
}

#[tokio::test]
async fn what_was_assumed_or_left_out_is_told() {
    let undetermined = warnings("1 2 3 4 5.", &[], None).await;
    assert!(undetermined.contains(&Warning::LanguageUncertain), "{undetermined:?}");

    let dated = "LONDON, April 26 (Reuters) - The ferry came back to Harwich on Friday, the \
                 minister said. It had been away for a week, and the crew was tired.";
    let assumed = warnings(dated, &[], Some("2024-04-27T08:00:00Z")).await;
    assert!(assumed.contains(&Warning::YearAssumed), "{assumed:?}");

    let mentions = "Ada Brook won. ".repeat(10_001);
    let targets: Vec<_> = ["Ada", "Brook", "Ada Brook"].map(str::to_owned).into();
    let limited = warnings(&mentions, &targets, None).await;
    for warning in [Warning::TargetMentionsLimited, Warning::EvidenceLimited] {
        assert!(limited.contains(&warning), "{warning:?}: {limited:?}");
    }
    let complete = warnings(NEWS, &targets, None).await;
    assert!(!complete.contains(&Warning::TargetMentionsLimited), "{complete:?}");
    assert!(!complete.contains(&Warning::EvidenceLimited), "{complete:?}");
}

#[tokio::test]
async fn a_stage_that_is_not_asked_for_takes_no_place_and_no_metric() {
    let gathered = prometheus::Registry::new();
    let exporter = opentelemetry_prometheus::exporter().with_registry(gathered.clone());
    let meters = SdkMeterProvider::builder().with_reader(exporter.build().unwrap()).build();
    let analyzer = analyzer(&REGISTRY, &Metrics::new(meters.meter(SCOPE)));
    let wanted = Wanted { entities: None, sentiment: None, ..Wanted::everything() };
    let prepared = Prepared::new(wanted);
    for _ in 0..3 {
        let analysis = analyzer.analyze(NEWS.into(), &prepared).await.unwrap();
        assert_eq!(analysis.reports.len(), 1);
        assert!(analysis.segmentation.is_none());
    }
    let text = prometheus::TextEncoder::new().encode_to_string(&gathered.gather()).unwrap();
    let count = |metric: &str, stage: &str| {
        let start = format!("copydesk_{metric}_count{{copydesk_stage=\"{stage}\"");
        let line = text.lines().find(|line| line.starts_with(&start));
        line.map(|line| line.rsplit(' ').next().unwrap().to_owned())
    };
    assert_eq!(count("stage_duration_seconds", "cleaning").as_deref(), Some("3"), "{text}");
    for stage in ["entities", "sentiment"] {
        assert_eq!(count("stage_duration_seconds", stage), None);
        assert_eq!(count("queue_wait_seconds", stage), None);
    }
    // One pass through the pool for a document, the writing of its answer included.
    assert_eq!(count("queue_wait_seconds", "document").as_deref(), Some("3"));
    assert_eq!(count("queue_wait_seconds", "answer"), None);
}
