//! Calls of macros in braces, whose tokens are tables: an entry a line, up to `,`, `;` or the end of a table within.
//! prettyplease, which can't know that, would fill the lines with whatever comes.

use super::layout::{Breaks, INDENT, Mark};
use super::macros::{Before, spacing};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl Printer<'_> {
    /// The braces and what stands in them, after what they belong to, which begins at the mark.
    pub(super) fn table(&mut self, start: Mark) -> Step {
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.layout.text(" ");
        self.lines_in_braces(|it| {
            while !it.sees_close() {
                it.entry()?;
                it.layout.line();
            }
            Ok(())
        })
    }

    fn entry(&mut self) -> Step {
        let start = self.layout.mark();
        self.layout.begin(INDENT, Breaks::Inconsistent);
        let mut before = Before::Other;
        let mut is_joint = true;
        loop {
            let token = self.peek(0).ok_or(Unknown)?;
            match token.kind {
                Kind::Open(b'{', _) => {
                    self.layout.end();
                    return self.table(start);
                }
                Kind::Sign(b',' | b';', _) => {
                    self.token()?;
                    self.layout.end();
                    return Ok(());
                }
                Kind::Sign(b':', false) if before != Before::Colon => {
                    self.token()?;
                    self.layout.space();
                    self.a_type()?;
                    (before, is_joint) = (Before::Name, false);
                }
                kind => {
                    let (needs_space, now) = spacing(before, kind, token.text)?;
                    if needs_space && !is_joint {
                        self.layout.space();
                    }
                    self.macro_token()?;
                    is_joint = matches!(kind, Kind::Sign(_, true));
                    before = now;
                }
            }
        }
    }
}
