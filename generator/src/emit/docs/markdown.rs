//! Markdown from the description → Markdown that is safe in a Rust file's documentation.

use std::borrow::Cow;
use std::mem;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeStream,
};
use pulldown_cmark_to_cmark::cmark_with_options;

use super::html;
use super::links::{self, Piece};

/// What rustdoc reads too.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Cleans Markdown: code is fenced and never a doctest, HTML becomes text, bare URLs become links, no bracket names
/// an item, lists are indented as rustdoc reads them.
pub(crate) fn clean(text: &str) -> String {
    if is_plain(trimmed(text)) {
        return trimmed(text).to_owned();
    }
    let text = characters(text);
    let text = trimmed(&text);
    let mut cleaner = Cleaner::default();
    for event in TextMergeStream::new(Parser::new_ext(text, EXTENSIONS)) {
        cleaner.take(event);
    }
    let mut cleaned = String::new();
    let options = pulldown_cmark_to_cmark::Options {
        code_block_token_count: 3,
        list_token: '-',
        increment_ordered_list_bullets: true,
        ..pulldown_cmark_to_cmark::Options::default()
    };
    match cmark_with_options(cleaner.events.iter(), &mut cleaned, EXTENSIONS, options) {
        // Once more: `&#x202e;` stood for the character.
        Ok(_) => trimmed(&characters(&cleaned)).to_owned(),
        Err(_) => fenced(text),
    }
}

/// The text without what is empty around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches('\n').trim_end()
}

/// A text that isn't Markdown, on one line, as Markdown.
pub(crate) fn plain(text: &str) -> String {
    let text = characters(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut escaped = String::new();
    for char in words.join(" ").chars() {
        if matches!(
            char,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// A text as a code span.
pub(crate) fn code(text: &str) -> String {
    if text.is_empty() {
        return r#"`""`"#.to_owned(); // A code span has something in it.
    }
    let text = characters(text).replace('\n', " ");
    let mut fence = String::from("`");
    while text.contains(&fence) {
        fence.push('`');
    }
    let pad = if fence.len() > 1 { " " } else { "" };
    [&fence, pad, &text, pad, &fence].concat()
}

/// A text as a code block.
fn fenced(text: &str) -> String {
    let mut fence = String::from("```");
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{text}\n{fence}")
}

/// The text without characters that have no place in a source file: controls, and those that change the direction
/// of writing, which rustc refuses. Tabs become spaces.
fn characters(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => kept.push('\n'),
            '\t' => kept.push_str("    "),
            '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            char if char.is_control() => {}
            char => kept.push(char),
        }
    }
    Cow::Owned(kept)
}

/// Whether a text has no markup at all, so that it is Markdown for itself.
fn is_plain(text: &str) -> bool {
    text.lines().all(|line| {
        let mut before = ' ';
        line.starts_with(char::is_alphabetic)
            && line.chars().all(|char| {
                let is_gap = char == ' ' && before == ' ';
                before = char;
                !is_gap && has_no_meaning(char)
            })
    })
}

/// Whether a character never begins or ends anything in Markdown, within a line.
fn has_no_meaning(char: char) -> bool {
    let is_mark = matches!(
        char,
        ' ' | '.' | ',' | ';' | '\'' | '"' | '(' | ')' | '?' | '%' | '/' | '-'
    );
    is_mark || char.is_alphanumeric()
}

/// Rewrites the events of a Markdown text, one after the other.
#[derive(Debug, Default)]
struct Cleaner<'a> {
    events: Vec<Event<'a>>,
    /// For each open link or image, whether it is kept.
    links: Vec<bool>,
    in_code: bool,
    /// The HTML block that is being read.
    html: Option<String>,
}

impl<'a> Cleaner<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            Event::HardBreak => self.events.push(Event::SoftBreak),
            event => self.events.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let tag = match tag {
            Tag::Heading { level, .. } => Tag::Heading {
                level: demoted(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            Tag::CodeBlock(_) => {
                self.in_code = true;
                Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::Borrowed("text")))
            }
            Tag::HtmlBlock => {
                self.html = Some(String::new());
                return;
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => return self.start_link(link_type, dest_url, title),
            Tag::Image {
                dest_url, title, ..
            } => return self.start_link(LinkType::Inline, dest_url, title),
            tag => tag,
        };
        self.events.push(Event::Start(tag));
    }

    fn start_link(&mut self, link_type: LinkType, dest_url: CowStr<'a>, title: CowStr<'a>) {
        let kept = links::is_absolute(&dest_url) && !self.links.contains(&true);
        self.links.push(kept);
        if kept {
            let link_type = match link_type {
                LinkType::Autolink => LinkType::Autolink,
                _ => LinkType::Inline,
            };
            self.events.push(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id: CowStr::Borrowed(""),
            }));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let tag = match tag {
            TagEnd::Heading(level) => TagEnd::Heading(demoted(level)),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.end_code_line();
                tag
            }
            TagEnd::HtmlBlock => return self.end_html_block(),
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() != Some(true) {
                    return;
                }
                TagEnd::Link
            }
            tag => tag,
        };
        self.events.push(Event::End(tag));
    }

    /// Ends the last line of a code block, which an indented one at the end of the text doesn't: the closing fence
    /// would be left out.
    fn end_code_line(&mut self) {
        if let Some(Event::Text(text)) = self.events.last()
            && !text.ends_with('\n')
        {
            self.events.push(Event::Text(CowStr::Borrowed("\n")));
        }
    }

    fn text(&mut self, text: CowStr<'a>) {
        if self.in_code || self.links.contains(&true) || !text.contains("://") {
            self.events.push(Event::Text(text));
            return;
        }
        for piece in links::split(&text) {
            match piece {
                Piece::Text(text) => self.events.push(Event::Text(text.to_owned().into())),
                Piece::Pattern(url) => self.events.push(Event::Code(url.to_owned().into())),
                Piece::Url(url) => self.autolink(url),
            }
        }
    }

    fn autolink(&mut self, url: &str) {
        let url = CowStr::from(url.to_owned());
        self.events.extend([
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: url.clone(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }),
            Event::Text(url),
            Event::End(TagEnd::Link),
        ]);
    }

    fn html(&mut self, html: &str) {
        match &mut self.html {
            Some(block) => block.push_str(html),
            None => {
                let is_break = html.to_ascii_lowercase().starts_with("<br");
                for line in html::lines(html) {
                    self.text(line.into());
                }
                if is_break {
                    self.events.push(Event::SoftBreak);
                }
            }
        }
    }

    fn end_html_block(&mut self) {
        let lines = html::lines(&mem::take(&mut self.html).unwrap_or_default());
        if lines.is_empty() {
            return;
        }
        self.events.push(Event::Start(Tag::Paragraph));
        for (index, line) in lines.into_iter().enumerate() {
            if index > 0 {
                self.events.push(Event::SoftBreak);
            }
            self.text(line.into());
        }
        self.events.push(Event::End(TagEnd::Paragraph));
    }
}

/// One level below: the first belongs to the item that the text documents.
fn demoted(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}
