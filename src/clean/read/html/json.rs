//! JSON as pages write it: inside of CDATA and comments, with comments of its own, commas too many and
//! line breaks in strings.

use serde_json::Value;

/// The values in the text of a script, as far as it can be read.
pub(super) fn values(text: &str) -> Vec<Value> {
    let text = text.trim().trim_end_matches(';');
    let strict = serde_json::from_str(text);
    strict.map_or_else(|_| read(&mended(text)), |value| vec![value])
}

/// All values up to the first fault.
fn read(text: &str) -> Vec<Value> {
    let values = serde_json::Deserializer::from_str(text).into_iter();
    values.map_while(Result::ok).collect()
}

/// The text without what is no JSON.
fn mended(text: &str) -> String {
    let text = ["<![CDATA[", "]]>", "<!--", "-->"]
        .iter()
        .fold(text.to_owned(), |text, wrapper| text.replace(wrapper, "\n"));
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => string(rest, &mut mended),
            '/' if rest.starts_with("//") => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '}' | ']' => {
                mended.truncate(
                    mended.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len(),
                );
                mended.push(c);
                1
            }
            c => {
                mended.push(if c.is_control() { ' ' } else { c });
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    mended.trim_start_matches([' ', ';']).to_owned()
}

/// Writes the string that `text` starts with, without characters of control, and returns its length.
fn string(text: &str, mended: &mut String) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            // JavaScript escapes it, JSON does not.
            '\'' if escaped => {
                mended.pop();
                mended.push(c);
            }
            c if c.is_control() => mended.push(' '),
            c => mended.push(c),
        }
        if c == '"' && at > 0 && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_browsers_never_check() {
        for text in [
            r#"{"a": "b // c", "d": [1]}"#,
            r#"// <![CDATA[
               {"a": "b // c", "d": [1]}
               // ]]>"#,
            r#"{"a": "b // c", /* no, */ "d": [1,], // yes
            };"#,
            r#"<!-- {"a": "b // c", "d": [1]} -->"#,
        ] {
            let expected = serde_json::json!({"a": "b // c", "d": [1]});
            assert_eq!(values(text), [expected], "{text}");
        }
        assert_eq!(values("{\"a\": \"b\nc\\'s\"} {\"d\": "), [serde_json::json!({"a": "b c's"})]);
    }
}
