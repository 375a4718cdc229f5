//! The cost of each stage and of the whole pipeline on one article: `cargo bench --bench stages`.

use copydesk::{
    clean::SiteRules,
    document::{EntityType, KnownEntities, KnownEntity, Raw, Stage, Tagged, Wanted},
    engine::{Admission, Analyzer, Compute, Prepared, Registry},
    metrics::Metrics,
    text::{PhraseSet, Tokens},
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::{hint::black_box, sync::Arc, time::Duration};
use tokio::runtime::Builder;

const ARTICLE: &str = include_str!("../examples/baltic-tunnel.txt");

fn raw() -> Raw {
    Raw::new(ARTICLE.into(), Wanted::everything())
}

fn registry() -> Registry {
    Registry::embedded(SiteRules::default())
}

fn stages(criterion: &mut Criterion) {
    let Registry { cleaning, entities, sentiment } = registry();
    let (cleaned, _) = cleaning.run(raw());
    let (tagged, _) = entities.run(cleaned.clone());

    let mut group = criterion.benchmark_group("stage");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("cleaning", |bencher| {
        bencher.iter_batched(raw, |raw| cleaning.run(raw), BatchSize::SmallInput);
    });
    group.bench_function("entities", |bencher| {
        let input = || cleaned.clone();
        bencher.iter_batched(input, |input| entities.run(input), BatchSize::SmallInput);
    });
    group.bench_function("sentiment", |bencher| {
        let input = || tagged.clone();
        bencher.iter_batched(input, |input| sentiment.run(input), BatchSize::SmallInput);
    });
    group.finish();
}

/// The sentiment stage alone on sentences without entities, with the splitting into tokens, which
/// the entity stage mostly has done: what `benches/vader.py` measures of VADER.
fn tone(criterion: &mut Criterion) {
    let Registry { cleaning, entities, sentiment } = registry();
    let wanted = Wanted { entities: None, ..Wanted::everything() };
    let (cleaned, _) = cleaning.run(Raw::new(ARTICLE.into(), wanted));
    // Splits it into sentences.
    let (scored, _) = sentiment.run(entities.skip(cleaned));
    let tagged = scored.tagged;
    let mut group = criterion.benchmark_group("tone");
    let sentences = tagged.cleaned.segmentation().sentences.len();
    group.throughput(Throughput::Elements(sentences as u64));
    group.bench_function("sentences", |bencher| {
        let input = || tagged.clone();
        let run = |mut tagged: Tagged| {
            if let Some(found) = &mut tagged.cleaned.segmentation {
                found.tokens = Tokens::new(&tagged.cleaned.article.text, &found.sentences);
            }
            sentiment.run(tagged)
        };
        bencher.iter_batched(input, run, BatchSize::SmallInput);
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let compute = Compute::new(1, &Metrics::off()).expect("a pool");
    let admission = Admission { documents: 1, time: Duration::from_secs(60), shed: true };
    let analyzer = Analyzer::new(&registry(), &compute, admission);
    let prepared = Prepared::new(Wanted::everything());

    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("all stages", |bencher| {
        bencher.iter(|| {
            let answer = runtime.block_on(analyzer.analyze(ARTICLE.into(), &prepared));
            black_box(answer.expect("an analysis"));
        });
    });
    group.finish();
}

/// A document with the largest options, which all documents of a call share.
fn options(criterion: &mut Criterion) {
    let Registry { cleaning, entities, sentiment } = registry();
    let name = |at: usize| format!("Name{at} of Somebody");
    let known = (0..10_000).map(|at| KnownEntity {
        id: at.to_string(),
        kind: EntityType::Person,
        names: vec![name(at)],
    });
    let mut wanted = Wanted::everything();
    wanted.entities.get_or_insert_default().known = KnownEntities::new(known.collect());
    wanted.sentiment.get_or_insert_default().targets = PhraseSet::new((0..100).map(name).collect());
    let wanted = Arc::new(wanted);

    let mut group = criterion.benchmark_group("largest options");
    group.bench_function("all stages", |bencher| {
        bencher.iter(|| {
            let raw = Raw { document: ARTICLE.into(), wanted: Arc::clone(&wanted) };
            sentiment.run(entities.run(cleaning.run(raw).0).0)
        });
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("load the models", |bencher| bencher.iter(registry));
}

criterion_group!(benches, stages, tone, whole, options, start);
criterion_main!(benches);
