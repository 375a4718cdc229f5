use super::{Finder, setting::Setting};
use crate::{
    document::{Money, Quantity, Value, ValueKind},
    language::ENGLISH,
    text::Span,
};
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

/// The values of a text.
fn find(text: &str, anchor: Option<DateTime>) -> Vec<Value> {
    let sentences = ENGLISH.sentences.splitter().split(text, [Span::new(0, text.len())]);
    let setting = Setting { anchor, ..Setting::default() };
    Finder::new(&ENGLISH.values).find(text, &sentences, &setting)
}

/// The values of a text as they stand there, and what they say, in short.
pub(crate) fn read(text: &str, anchor: Option<DateTime>) -> Vec<(String, String)> {
    let values = find(text, anchor);
    values.iter().map(|value| (value.span.of(text).to_owned(), short(&value.kind))).collect()
}

/// The first value of each text: where it stands, and what it says.
#[track_caller]
pub(crate) fn assert_first(cases: &[(&str, &str, &str)]) {
    for &(text, span, amount) in cases {
        assert_eq!(read(text, None)[0], (span.to_owned(), amount.to_owned()), "{text}");
    }
}

/// Texts without a value.
#[track_caller]
pub(crate) fn assert_none(texts: &[&str], anchor: Option<DateTime>) {
    for text in texts {
        assert_eq!(read(text, anchor), [], "{text}");
    }
}

fn short(kind: &ValueKind) -> String {
    let range = |amount: &str, most: &str| {
        if most.is_empty() { amount.to_owned() } else { format!("{amount}..{most}") }
    };
    match kind {
        ValueKind::Time(time) => time.timex.clone(),
        ValueKind::Money(Money { currency, amount, amount_max, inferred }) => {
            let doubt = if *inferred { "?" } else { "" };
            format!("{} {currency}{doubt}", range(amount, amount_max))
        }
        ValueKind::Percent(Quantity { amount, amount_max, .. }) => {
            format!("{}%", range(amount, amount_max))
        }
        ValueKind::Quantity(Quantity { amount, amount_max, unit, .. }) => {
            format!("{} {unit}", range(amount, amount_max)).trim_end().to_owned()
        }
    }
}

/// Friday, 26 April 2024, at nine.
fn friday() -> Option<DateTime> {
    Some(date(2024, 4, 26).at(9, 0, 0, 0))
}

#[test]
fn reads_times() {
    let cases = [
        ("It opened on 4 March 2021.", "4 March 2021", "2021-03-04"),
        ("The summit of April 26, 2024, failed.", "April 26, 2024", "2024-04-26"),
        ("The court met on Wednesday.", "Wednesday", "2024-04-24"),
        ("The court rules on Wednesday.", "Wednesday", "2024-05-01"),
        ("They met ahead of Sunday's vote.", "Sunday", "2024-04-28"),
        ("The shop stays shut until Monday.", "Monday", "2024-04-29"),
        ("The talks were put off to 3 May.", "3 May", "2024-05-03"),
        ("They met in Geneva last year.", "last year", "2023"),
        ("Sales fell in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3"),
        ("He led the party from 2014 to 2018.", "2018", "2018"),
        ("It will run from May 3 to May 7.", "May 7", "2024-05-07"),
        ("Sales fell for the past three months.", "the past three months", "P3M"),
        ("Sales will fall soon.", "soon", "FUTURE_REF"),
        ("He was treated several days ago.", "several days ago", "PAST_REF"),
        ("He left two years ago.", "two years ago", "2022"),
        ("The strike began three days ago.", "three days ago", "2024-04-23"),
        ("They met for five-and-a-half hours.", "five-and-a-half hours", "PT5.5H"),
        ("They spoke at 8:30 p.m. on Thursday.", "8:30 p.m. on Thursday", "2024-04-25T20:30"),
        ("Police came this morning.", "this morning", "2024-04-26TMO"),
        ("The siege lasted 18 months.", "18 months", "P18M"),
        ("A vote is held every two years.", "every two years", "P2Y"),
        ("Prices have risen since August.", "August", "2023-08"),
        ("The song is from the 1990s.", "the 1990s", "199"),
        ("It will reopen early next month.", "early next month", "2024-05"),
        ("It was signed in 1996.", "1996", "1996"),
    ];
    for (text, span, timex) in cases {
        let found = read(text, friday());
        assert!(found.contains(&(span.to_owned(), timex.to_owned())), "{text} {found:?}");
    }
}

/// The days of the first time in a text.
fn days(text: &str, anchor: Option<DateTime>) -> (Option<String>, Option<String>, bool) {
    match find(text, anchor).into_iter().next().map(|value| value.kind) {
        Some(ValueKind::Time(time)) => (time.start, time.end, time.anchored),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn resolves_times_against_the_anchor() {
    let cases = [
        ("The court met on Wednesday.", "2024-04-24", "2024-04-25"),
        ("The court will meet on Wednesday.", "2024-05-01", "2024-05-02"),
        ("The November summit failed.", "2023-11-01", "2023-12-01"),
        ("Last year was dry.", "2023-01-01", "2024-01-01"),
        ("They spoke at 8:30 p.m. on Thursday.", "2024-04-25T20:30:00", "2024-04-25T20:31:00"),
    ];
    for (text, start, end) in cases {
        let expected = (Some(start.to_owned()), Some(end.to_owned()), true);
        assert_eq!(days(text, friday()), expected, "{text}");
    }
    let fixed = (Some("2021-03-04".to_owned()), Some("2021-03-05".to_owned()), false);
    assert_eq!(days("It opened on 4 March 2021.", friday()), fixed);
}

#[test]
fn both_ends_of_a_stretch_have_all_of_its_days() {
    let values = find("It runs from 3 June to 7 June 2024.", None);
    let days = values.iter().filter_map(|value| match &value.kind {
        ValueKind::Time(time) => Some((time.start.as_deref(), time.end.as_deref())),
        ValueKind::Money(_) | ValueKind::Percent(_) | ValueKind::Quantity(_) => None,
    });
    let whole = (Some("2024-06-03"), Some("2024-06-08"));
    assert_eq!(days.collect::<Vec<_>>(), [whole, whole]);
}

#[test]
fn a_day_is_counted_from_the_one_named_before() {
    let text = "The convoy left on 30 June 2016. The following day it was shot at.";
    let found = read(text, friday());
    assert_eq!(found.last(), Some(&("The following day".to_owned(), "2016-07-01".to_owned())));
}

#[test]
fn without_an_anchor_times_stay_open() {
    let cases = [
        ("The court met on Wednesday.", "XXXX-WXX-3"),
        ("It rained on April 26.", "XXXX-04-26"),
        ("It rained yesterday.", "XXXX-XX-XX"),
        ("It rained last year.", "XXXX"),
        ("It rained for the past three days.", "P3D"),
    ];
    for (text, timex) in cases {
        assert_eq!(read(text, None)[0].1, timex, "{text}");
        assert_eq!(days(text, None), (None, None, false), "{text}");
    }
}

#[test]
fn words_that_look_like_times_are_none() {
    let texts = ["She may resign.", "The Sun reported it.", "He sat down.", "They march on."];
    assert_none(&texts, friday());
}

proptest! {
    #[test]
    fn any_text_is_read_in_order_and_without_overlap(
        text in "(one|two|million|next|last|May|of|the|-|:|\\$|%|5|99|2024|pm|days?|to|from|and|é|½|’s|\\.| ){0,60}",
    ) {
        let values = find(&text, friday());
        for value in &values {
            prop_assert!(!value.span.of(&text).is_empty());
        }
        for pair in values.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,80}") {
        find(&text, None);
    }
}
