//! The README against the code.

#![allow(clippy::unwrap_used)] // A failure is a failure.

use clap::CommandFactory;
use copydesk::config::Arguments;

const README: &str = include_str!("../README.md");

#[test]
fn every_setting_of_the_server_stands_in_the_table() {
    let command = Arguments::command();
    let settings = command.get_arguments().filter(|setting| setting.get_env().is_some());
    for setting in settings {
        let flag = setting.get_long().unwrap();
        let variable = setting.get_env().unwrap().to_str().unwrap();
        let start = format!("| `--{flag}` | `{variable}` |");
        let row = README.lines().find(|line| line.starts_with(&start));
        let row = row.unwrap_or_else(|| panic!("no row {start}"));
        if let [default] = setting.get_default_values() {
            assert!(row.contains(default.to_str().unwrap()), "{row}");
        }
    }
}

#[test]
fn the_stack_is_the_one_that_runs() {
    let code = |text: &str| -> Vec<String> {
        let lines = text.lines().skip_while(|line| !line.ends_with("ServiceBuilder::new()"));
        let stack = lines.skip(1).take_while(|line| line.trim().starts_with('.'));
        // Where a statement ends is no part of the stack.
        stack.map(|line| line.trim().replace("; //  ", " //   ")).collect()
    };
    let source = include_str!("../src/engine/pipeline.rs");
    // Before it come the stacks in the documentation of the module.
    let (_, pipeline) = source.split_once("pub fn pipeline").unwrap();
    assert_eq!(code(README), code(pipeline));
    assert!(code(README).len() > 6);
}

#[test]
fn every_warning_of_the_cleaning_stage_stands_in_the_table() {
    let source = include_str!("../src/server/copydesk_v1/names.rs");
    let quoted = source.split('"').skip(1).step_by(2).filter_map(|text| text.split_once(": "));
    let of_cleaning = |name: &&str| name.contains("ARTICLE") || name.ends_with("_LEARNED");
    let mut names: Vec<&str> = quoted.map(|(name, _)| name).filter(of_cleaning).collect();
    names.push("LIVE_BLOG");
    assert_eq!(names.len(), 6, "{names:?}");
    for name in names {
        assert!(README.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn every_reason_stands_in_the_table() {
    let source = include_str!("../src/server/status.rs");
    let quoted = source.split('"').skip(1).step_by(2);
    let reasons = quoted.filter(|text| {
        text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    });
    let mut count = 0;
    for reason in reasons {
        assert!(README.contains(&format!("| `{reason}` |")), "{reason}");
        count += 1;
    }
    assert_eq!(count, 18);
}
