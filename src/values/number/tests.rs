use crate::values::tests::{assert_first, assert_none};

#[test]
fn reads_numbers_in_digits_and_words() {
    assert_first(&[
        ("Some 12,567 people fled.", "12,567", "12567"),
        ("About 2.4 million voted.", "2.4 million", "2400000"),
        ("Three hundred and five seats were won.", "Three hundred and five", "305"),
        ("He owns twenty-one ships.", "twenty-one", "21"),
        ("Two-thirds of the members agreed.", "Two-thirds", "0.666666666666667"),
        ("Half a million left.", "Half a million", "500000"),
        ("One in five children is hungry.", "One in five", "0.2"),
        ("They counted 12,34,567 votes.", "12,34,567", "1234567"),
        ("It built 3 lakh houses.", "3 lakh", "300000"),
        ("The index stands at -1.5 now.", "-1.5", "-1.5"),
        ("One and a half million came.", "One and a half million", "1500000"),
        ("Some 1\u{202f}250 were hurt.", "1\u{202f}250", "1250"),
    ]);
}

#[test]
fn leaves_out_names_with_numbers() {
    assert_none(
        &[
            "The first suspect fled.",
            "The score was 2-1.",
            "Flight 482 was late.",
            "COVID-19 spread.",
            "This one is new.",
            "The G7 met.",
        ],
        None,
    );
}
