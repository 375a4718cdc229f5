//! Documents made of others: what is clean already, briefs, and furniture alone. Pages as they are collected
//! hold no such thing, and trees that only know pages doubt the first and the last paragraph of a text without
//! furniture.

use super::gold::Gold;

/// Paragraphs of a brief, at most.
const BRIEF: usize = 5;
/// One in so many texts is also there without its article.
const EMPTY: usize = 10;
/// What stands around each paragraph of a page.
const MARKUP: [(&str, &str); 4] =
    [("<p>", "</p>"), ("<div>", "</div>"), ("", "<br><br>"), ("<div><p>", "</p></div>")];
/// Lines of furniture, at most.
const FURNITURE: usize = 12;

/// Plain texts: each whole article without its furniture, its beginning alone and between furniture of
/// another site, and of some the furniture.
pub fn plain(golds: &[Gold]) -> Vec<Gold> {
    let main: Vec<&Gold> = golds.iter().filter(|gold| gold.conv == "main").collect();
    let mut made = Vec::new();
    for (at, gold) in main.iter().enumerate() {
        let paragraphs = gold.paragraphs();
        let brief = &paragraphs[..paragraphs.len().min(1 + at % BRIEF)];
        let title = gold.title.as_deref().filter(|_| at % 2 == 0);
        made.push(text(gold, "bare", title, &paragraphs, &[]));
        made.push(text(gold, "brief", title, brief, &[]));
        let around = furniture(other(&main, at));
        made.push(text(gold, "between", gold.title.as_deref(), brief, &around));
        if at % EMPTY == 0 {
            made.push(text(gold, "furniture", None, &[], &furniture(gold)));
        }
    }
    made
}

/// The same as pages with next to no markup, half of them between furniture.
pub fn pages(plain: &[Gold]) -> Vec<Gold> {
    let main: Vec<&Gold> = plain.iter().filter(|gold| gold.conv == "main").collect();
    let made = main.iter().enumerate().map(|(at, gold)| {
        let paragraphs = gold.paragraphs();
        let few = if at % 3 == 0 { paragraphs.len() } else { paragraphs.len().min(1 + at % BRIEF) };
        let around = if at % 2 == 0 { furniture(other(&main, at)) } else { Vec::new() };
        page(gold, &paragraphs[..few], &around, MARKUP[at / 2 % MARKUP.len()])
    });
    made.collect()
}

/// A document far from another one, which is of another site.
fn other<'a>(all: &[&'a Gold], at: usize) -> &'a Gold {
    all[(at + all.len() / 2) % all.len()]
}

/// A text of these paragraphs between others, with an empty line between them or none.
fn text(
    of: &Gold,
    conv: &str,
    title: Option<&str>,
    paragraphs: &[String],
    around: &[String],
) -> Gold {
    let mut made = made(of, conv, paragraphs);
    let gap = if of.id.len().is_multiple_of(2) { "\n\n" } else { "\n" };
    let (above, below) = around.split_at(around.len() / 2);
    let title = title.filter(|title| !title.trim().is_empty());
    let not = |line| (line, 0);
    let lines = above.iter().map(String::as_str).chain(title).map(not);
    let body = paragraphs.iter().map(|line| (line.as_str(), 1));
    let lines = lines.chain(body).chain(below.iter().map(|line| not(line.as_str())));
    let mut length = 0;
    for (line, is_body) in lines {
        let start = length;
        length += line.chars().count();
        made.lines.push((start, length, is_body));
        length += gap.len();
        made.raw_text.push_str(line);
        made.raw_text.push_str(gap);
    }
    made
}

/// A page of these paragraphs, each between two tags, and lines around them.
fn page(of: &Gold, paragraphs: &[String], around: &[String], between: (&str, &str)) -> Gold {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let each = |lines: &[String], (start, end): (&str, &str)| -> String {
        lines.iter().map(|line| format!("{start}{}{end}\n", escaped(line))).collect()
    };
    let (above, below) = around.split_at(around.len() / 2);
    let mut made = made(of, "page", paragraphs);
    made.raw_text = format!(
        "<html><body><header><ul>\n{}</ul></header>\n<main><article><h1>{}</h1>\n{}</article></main>\n\
         <div>\n{}</div></body></html>",
        each(above, ("<li>", "</li>")),
        escaped(of.title.as_deref().unwrap_or_default()),
        each(paragraphs, between),
        each(below, between),
    );
    made
}

fn made(of: &Gold, conv: &str, paragraphs: &[String]) -> Gold {
    Gold {
        id: format!("{}.{conv}", of.document()),
        conv: conv.to_owned(),
        site: of.site.clone(),
        title: of.title.clone(),
        gold_body: paragraphs.join("\n"),
        ..Gold::default()
    }
}

/// Lines of a document that are no part of its article.
fn furniture(of: &Gold) -> Vec<String> {
    let text: Vec<char> = of.raw_text.chars().collect();
    let lines = of.lines.iter().filter(|(.., is_body)| *is_body == 0);
    let lines = lines.map(|&(start, end, _)| text[start..end].iter().collect::<String>());
    lines
        .filter(|line| !line.trim().is_empty() && Some(line) != of.title.as_ref())
        .take(FURNITURE)
        .collect()
}
