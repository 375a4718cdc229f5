//! What each stage and the whole pipeline cost on one article: `cargo bench --bench stages`.

use copydesk::{
    document::{Raw, Stage, Tagged, Wanted},
    engine::{Admission, Compute, Models, pipeline},
    metrics::Metrics,
    text::Tokens,
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::{hint::black_box, time::Duration};
use tokio::runtime::Builder;
use tower::{Service, ServiceExt};

const ARTICLE: &str = include_str!("../examples/baltic-tunnel.txt");

fn raw() -> Raw {
    Raw { content: ARTICLE.to_owned(), wanted: Wanted::everything().into(), ..Raw::default() }
}

fn stages(criterion: &mut Criterion) {
    let models = Models::embedded();
    let cleaned = models.cleaner.run(raw());
    let tagged = models.tagger.run(cleaned.clone());

    let mut group = criterion.benchmark_group("stage");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("cleaning", |bencher| {
        bencher.iter_batched(raw, |raw| models.cleaner.run(raw), BatchSize::SmallInput);
    });
    group.bench_function("entities", |bencher| {
        let input = || cleaned.clone();
        bencher.iter_batched(input, |input| models.tagger.run(input), BatchSize::SmallInput);
    });
    group.bench_function("sentiment", |bencher| {
        let input = || tagged.clone();
        bencher.iter_batched(input, |input| models.scorer.run(input), BatchSize::SmallInput);
    });
    group.finish();
}

/// The sentiment stage alone on sentences without entities, with the splitting into tokens, which
/// the entity stage mostly has done: what `benches/vader.py` measures of VADER.
fn tone(criterion: &mut Criterion) {
    let models = Models::embedded();
    let wanted = Wanted { entities: None, ..Wanted::everything() };
    let tagged = models.tagger.run(models.cleaner.run(Raw { wanted: wanted.into(), ..raw() }));
    let mut group = criterion.benchmark_group("tone");
    group.throughput(Throughput::Elements(tagged.sentences.len() as u64));
    group.bench_function("sentences", |bencher| {
        let input = || tagged.clone();
        let run = |mut tagged: Tagged| {
            tagged.tokens = Tokens::new(&tagged.cleaned.article.text, &tagged.sentences);
            models.scorer.run(tagged)
        };
        bencher.iter_batched(input, run, BatchSize::SmallInput);
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let compute = Compute::new(1, &Metrics::off()).expect("a pool");
    let admission = Admission { documents: 1, time: Duration::from_secs(60), shed: true };
    let mut pipeline = pipeline(Models::embedded(), &compute, admission);

    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    group.bench_function("all stages", |bencher| {
        bencher.iter(|| {
            let answer = runtime.block_on(async { pipeline.ready().await?.call(raw()).await });
            black_box(answer.expect("an analysis"));
        });
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("load the models", |bencher| bencher.iter(Models::embedded));
}

criterion_group!(benches, stages, tone, whole, start);
criterion_main!(benches);
