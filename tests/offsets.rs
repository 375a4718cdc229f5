//! The promise about offsets, held through the whole service in every encoding.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::{
    engine::{Admission, Compute},
    metrics::Metrics,
    server::{
        Limits, Service,
        copydesk_v1::{TextAnalysis, json::Json, pb},
    },
};
use proptest::prelude::*;
use std::{sync::LazyLock, time::Duration};
use tokio::runtime::Runtime;

struct Caller {
    runtime: Runtime,
    analysis: TextAnalysis,
}

static CALLER: LazyLock<Caller> = LazyLock::new(|| {
    let compute = Compute::new(1, &Metrics::off()).unwrap();
    let time = Duration::from_secs(600);
    let admission = Admission { documents: 1, time, shed: false };
    let limits = Limits { content_bytes: 1 << 20, ..support::LIMITS };
    Caller {
        runtime: Runtime::new().unwrap(),
        analysis: TextAnalysis::new(Service::new(
            &support::REGISTRY,
            &compute,
            [admission; 2],
            limits,
        )),
    }
});

fn analyze(request: pb::AnalyzeRequest) -> pb::Analysis {
    let answer = CALLER.runtime.block_on(CALLER.analysis.analyze_in_turn(request));
    answer.unwrap().analysis.unwrap()
}

/// A text in the units of an encoding.
enum Units {
    Utf8(Vec<u8>),
    Utf16(Vec<u16>),
    Utf32(Vec<char>),
}

impl Units {
    fn new(text: &str, encoding: pb::OffsetEncoding) -> Self {
        match encoding {
            pb::OffsetEncoding::Utf8 => Self::Utf8(text.as_bytes().to_vec()),
            pb::OffsetEncoding::Utf16 => Self::Utf16(text.encode_utf16().collect()),
            pb::OffsetEncoding::Unspecified | pb::OffsetEncoding::Utf32 => {
                Self::Utf32(text.chars().collect())
            }
        }
    }

    /// The text under a span; fails where the span cuts a character or lies outside.
    fn slice(&self, span: pb::Span) -> String {
        let range = span.start as usize..span.end as usize;
        match self {
            Self::Utf8(units) => String::from_utf8(units[range].to_vec()).unwrap(),
            Self::Utf16(units) => String::from_utf16(&units[range]).unwrap(),
            Self::Utf32(units) => units[range].iter().collect(),
        }
    }
}

/// Every span of text in an analysis.
fn text_spans(analysis: &pb::Analysis) -> Vec<&pb::TextSpan> {
    let cleaned = analysis.cleaned.as_ref().unwrap();
    let blocks = cleaned.blocks.iter().map(|block| &block.span);
    let entities = analysis.entities.iter().flat_map(|found| &found.entities);
    let mentions = entities.flat_map(|entity| &entity.mentions).map(|mention| &mention.span);
    let sentiment = analysis.sentiment.as_ref().unwrap();
    let sentences = sentiment.sentences.iter().map(|sentence| &sentence.span);
    let targets = sentiment.targets.iter().flat_map(|target| &target.mentions);
    let targets = targets.map(|mention| &mention.span);
    let all = blocks.chain(mentions).chain(sentences).chain(targets);
    all.map(|span| span.as_ref().unwrap()).collect()
}

/// A request for every span that there is.
fn everything(
    content: &str,
    stages: &[pb::Stage],
    encoding: pb::OffsetEncoding,
) -> pb::AnalyzeRequest {
    pb::AnalyzeRequest {
        document: Some(support::document("", content)),
        options: Some(pb::AnalysisOptions {
            stages: stages.iter().map(|&stage| stage.into()).collect(),
            offset_encoding: encoding.into(),
            cleaning: Some(pb::CleaningOptions {
                include_alignment: true,
                include_removed: true,
                keep_captions: false,
            }),
            sentiment: Some(pb::SentimentOptions {
                targets: vec!["é".to_owned(), "Vienna".to_owned(), "שלום".to_owned()],
                include_evidence: true,
            }),
            ..Default::default()
        }),
    }
}

fn check(content: &str, stages: &[pb::Stage], encoding: pb::OffsetEncoding) {
    if copydesk::text::alignment::is_blank(content) {
        return;
    }
    let analysis = analyze(everything(content, stages, encoding));
    let cleaned = analysis.cleaned.as_ref().unwrap();
    let clean = Units::new(&cleaned.text, encoding);
    let raw = Units::new(content, encoding);
    for span in text_spans(&analysis) {
        assert_eq!(clean.slice(span.clean.unwrap()), span.text);
        assert!(!span.text.is_empty());
        assert!(!span.raw.is_empty());
        assert!(span.raw.windows(2).all(|pair| pair[0].end < pair[1].start));
        span.raw.iter().for_each(|&part| drop(raw.slice(part)));
    }
    for run in &cleaned.alignment {
        let (from, to) = (raw.slice(run.raw.unwrap()), clean.slice(run.clean.unwrap()));
        assert!(!run.verbatim || from == to);
    }
    let sentences = analysis.sentiment.as_ref().unwrap().sentences.len();
    let entities = analysis.entities.iter().flat_map(|found| &found.entities);
    for mention in entities.flat_map(|entity| &entity.mentions) {
        assert!((mention.sentence as usize) < sentences);
    }
}

const ALL: [pb::Stage; 3] = [pb::Stage::Cleaning, pb::Stage::Entities, pb::Stage::Sentiment];
const UNCLEANED: [pb::Stage; 2] = [pb::Stage::Entities, pb::Stage::Sentiment];
const ENCODINGS: [pb::OffsetEncoding; 3] =
    [pb::OffsetEncoding::Utf8, pb::OffsetEncoding::Utf16, pb::OffsetEncoding::Utf32];

/// Words, names, and all that has ever shifted an offset.
const PIECES: &str = "(Ada Brook |Vienna |of the World Bank |said\\. |She praised |é|e\u{301}|😀|👩\u{200d}🚀|🇿🇦|\
    \r\n|\n\n|\n|\0|\u{a0}|\u{200b}|\u{feff}|שלום |\u{202e}abc\u{202c}|\\\\ud83d|“|”|’s |한국|ᄒ\u{1161}\u{11ab}|\
    <b>|</p>|&eacute;|&amp;|, |\\. ){0,30}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_span_slices_to_its_text(content in PIECES) {
        for encoding in ENCODINGS {
            check(&content, &ALL, encoding);
            check(&content, &UNCLEANED, encoding);
        }
    }
}

/// A body long enough to be looked for.
const BODY: &str = "The ferry left the harbour of Vienna at six in the morning, as it always does. Ada Brook \
    \\u201cwas there\\u201d and saw it go. Nobody else had come, for it rained, and the captain waved to her. \\n\
    She said that she would come again on the next day and on every day after that, whatever the weather.";

/// What content may be wrapped in.
fn containers() -> [(String, String); 7] {
    let body = format!("<html><body><div></div><script>x={{\"body\": \"{BODY}");
    [
        ("<rss><channel><title>é</title><item><description><![CDATA[", "]]></description></item></rss>"),
        ("<entry><title>😀</title><content>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;&amp;eacute; ", "&lt;/p&gt;</content></entry>"),
        ("From: a@b.example\nSubject: é\nMessage-ID: <x>\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A9 =\n", "=E9="),
        ("---\ntitle: é\n---\n# 😀 **a**\n\n*é* [", "](https://x.example/) `x`"),
        (body.as_str(), r#"\ud83d\ude00 \u00e9 \"."}</script></body></html>"#),
        ("<html><template><p>é ", "</p></template><button>é?<title>"),
        (
            "The council voted on Monday night to close the old bridge to lor-\n\
             ries, after engineers found cracks in two of its pillars and then\n\
             warned that it would fall into the river within a year or per-\n\
             haps two, if nothing was done about the water that was coming\n\
             through the ",
            "\nand more.",
        ),
    ]
    .map(|(before, after)| (before.to_owned(), after.to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_container_keeps_the_promise(content in PIECES) {
        for (before, after) in containers() {
            check(&format!("{before}{content}{after}"), &ALL, pb::OffsetEncoding::Utf16);
        }
    }
}

#[test]
fn pages_keep_the_promise() {
    let page = "<html><body><h1>Zoë’s 😀 caf&eacute;</h1>\r\n<p>Ada <b>Bro</b>ok &amp; the World\
        <i> Bank</i> met in Vi&#101;nna on Monday, to everybody’s great delight.</p></body></html>";
    for encoding in ENCODINGS {
        check(page, &ALL, encoding);
    }
}

#[test]
fn a_lone_surrogate_in_json_is_refused_and_a_pair_is_a_character() {
    let json = Json::new();
    let line = |escape: &str| {
        format!(r#"{{"document": {{"content": "Ada Brook {escape} met Vienna."}}}}"#)
    };
    assert!(json.request(&line(r"\ud83d")).is_err());
    assert!(json.request(&line(r"\ude00")).is_err());
    let request = json.request(&line(r"\ud83d\ude00")).unwrap();
    let content = request.document.unwrap().content;
    assert_eq!(content, "Ada Brook 😀 met Vienna.");
    ENCODINGS.into_iter().for_each(|encoding| check(&content, &ALL, encoding));
}
