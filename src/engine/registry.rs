//! The methods of each stage by language and tier, and the choice among them.

use crate::{
    clean::{Cleaner, SiteRules},
    document::{
        Cleaned, EntityType, Raw, Report, Scored, Stage, StageName, State, Tagged, Tier, Warning,
    },
    entities::Tagger,
    language::{ENGLISH, UNDETERMINED, primary_subtag},
    tone::Scorer,
};
use std::sync::Arc;

/// The code of a method for every language (ISO 639-2, "multiple languages").
pub const ANY_LANGUAGE: &str = "mul";

/// All methods. To add a language, a tier or a model, register it in [`Registry::embedded`].
#[derive(Clone)]
pub struct Registry {
    /// `Raw` to `Cleaned`.
    pub cleaning: Choice<Raw, Cleaned>,
    /// `Cleaned` to `Tagged`.
    pub entities: Choice<Cleaned, Tagged>,
    /// `Tagged` to `Scored`.
    pub sentiment: Choice<Tagged, Scored>,
}

impl Registry {
    /// The methods inside the binary; the operator's own rules come first in cleaning.
    pub fn embedded(site_rules: SiteRules) -> Self {
        let standard = Tier::Standard;
        Self {
            cleaning: Choice::of(ANY_LANGUAGE, standard, Cleaner::embedded(&ENGLISH, site_rules)),
            entities: Choice::of(ENGLISH.code, standard, Tagger::embedded(&ENGLISH)),
            sentiment: Choice::of(ENGLISH.code, standard, Scorer::embedded(&ENGLISH)),
        }
    }

    /// The capabilities of all methods.
    pub fn capabilities(&self) -> Vec<Capability> {
        let Self { cleaning, entities, sentiment } = self;
        [cleaning.capabilities(), entities.capabilities(), sentiment.capabilities()].concat()
    }
}

/// The capability of a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The stage whose work it does.
    pub stage: StageName,
    /// The language that it reads, as the primary subtag of BCP-47; "mul": any.
    pub language: &'static str,
    /// Its tier.
    pub tier: Tier,
    /// Its name and version.
    pub model: &'static str,
    /// The types of the entities that it finds.
    pub entity_types: &'static [EntityType],
}

/// The methods for one stage, and a stage itself: each document goes to the method for its language
/// and tier, or else of the standard tier. One whose language could not be told goes to the first, and
/// one for whose language there is no method to none; both with a warning.
pub struct Choice<In, Out> {
    /// Never empty.
    methods: Arc<Vec<Method<In, Out>>>,
}

struct Method<In, Out> {
    language: &'static str,
    tier: Tier,
    stage: Arc<dyn Stage<In, Out = Out>>,
}

impl<In, Out> Clone for Choice<In, Out> {
    fn clone(&self) -> Self {
        Self { methods: Arc::clone(&self.methods) }
    }
}

impl<In, Out> Clone for Method<In, Out> {
    fn clone(&self) -> Self {
        let Self { language, tier, stage } = self;
        Self { language, tier: *tier, stage: Arc::clone(stage) }
    }
}

impl<In: 'static, Out: Send + 'static> Choice<In, Out> {
    /// Of one method.
    pub fn of(language: &'static str, tier: Tier, stage: impl Stage<In, Out = Out>) -> Self {
        let method = Method { language, tier, stage: Arc::new(stage) };
        Self { methods: Arc::new(vec![method]) }
    }

    /// With one more method; it takes the place of one for the same language and tier.
    #[must_use]
    pub fn and(self, language: &'static str, tier: Tier, stage: impl Stage<In, Out = Out>) -> Self {
        let new = Method { language, tier, stage: Arc::new(stage) };
        let mut methods = Vec::clone(&self.methods);
        let same =
            |method: &&mut Method<In, Out>| method.language == language && method.tier == tier;
        match methods.iter_mut().find(same) {
            Some(method) => *method = new,
            None => methods.push(new),
        }
        Self { methods: Arc::new(methods) }
    }

    fn capabilities(&self) -> Vec<Capability> {
        let capability = |method: &Method<In, Out>| Capability {
            stage: method.stage.name(),
            language: method.language,
            tier: method.tier,
            model: method.stage.model(),
            entity_types: method.stage.entity_types(),
        };
        self.methods.iter().map(capability).collect()
    }

    fn first(&self) -> &dyn Stage<In, Out = Out> {
        &*self.methods[0].stage
    }
}

impl<In: State + 'static, Out: Send + 'static> Choice<In, Out> {
    /// The method for a document, and what its sender should know of the choice.
    fn pick(&self, document: &In) -> (Option<&dyn Stage<In, Out = Out>>, Option<Warning>) {
        let code = document.language().map(primary_subtag);
        let uncertain = code.as_deref() == Some(UNDETERMINED);
        let tier = document.raw().wanted.tier;
        let own = |method: &&Method<In, Out>| code.as_deref() == Some(method.language);
        let any = |method: &&Method<In, Out>| uncertain || method.language == ANY_LANGUAGE;
        // A method of the document's language is better than one of any; and a stage without a method of
        // the tier does its work with what it has.
        let of_tier = |tier| {
            let mut methods = self.methods.iter().filter(|method| method.tier == tier);
            methods.clone().find(own).or_else(|| methods.find(any))
        };
        match of_tier(tier).or_else(|| of_tier(Tier::Standard)) {
            None => (None, Some(Warning::LanguageNotSupported)),
            Some(method) => {
                let guessed = uncertain && method.language != ANY_LANGUAGE;
                (Some(&*method.stage), guessed.then_some(Warning::LanguageUncertain))
            }
        }
    }
}

impl<In, Out> Stage<In> for Choice<In, Out>
where
    In: State + Send + 'static,
    Out: Send + 'static,
{
    type Out = Out;

    fn name(&self) -> StageName {
        self.first().name()
    }

    fn model(&self) -> &'static str {
        self.first().model()
    }

    fn is_wanted(&self, document: &In) -> bool {
        self.first().is_wanted(document)
    }

    fn run(&self, document: In) -> (Out, Report) {
        let (method, warning) = self.pick(&document);
        let (next, mut report) = match method {
            Some(method) => method.run(document),
            None => (self.first().skip(document), Report::new(self.name(), self.model())),
        };
        report.warnings.splice(0..0, warning);
        (next, report)
    }

    fn skip(&self, document: In) -> Out {
        self.first().skip(document)
    }
}
