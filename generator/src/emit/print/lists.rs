//! Lists: what stands between brackets, parted by commas.

use super::layout::{Break, Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};

impl Printer<'_> {
    /// Prints a list up to what closes it: each item with `item`, then with `after` what comes between it and the
    /// next, which is told whether there is none.
    pub(super) fn list(
        &mut self,
        item: impl Fn(&mut Self) -> Step,
        after: impl Fn(&mut Self, bool),
    ) -> Step {
        while !self.sees_close() {
            item(self)?;
            let comma = self.took(",");
            if !comma && !self.sees_close() {
                return Err(Unknown);
            }
            after(self, self.sees_close());
        }
        Ok(())
    }

    /// A list in parentheses.
    pub(super) fn parenthesized(&mut self, item: impl Fn(&mut Self) -> Step) -> Step {
        self.open(b'(')?;
        self.layout.text("(");
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.zero();
        self.list(item, |printer, is_last| printer.layout.comma(is_last))?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text(")");
        Ok(())
    }

    /// A tuple, or one item in parentheses. Gives whether it is a tuple.
    pub(super) fn tuple(&mut self, item: impl Fn(&mut Self) -> Step) -> Step<bool> {
        self.open(b'(')?;
        self.layout.text("(");
        let inside = self.layout.mark();
        let mut count = 0;
        let mut comma = false;
        while !self.sees_close() {
            item(self)?;
            count += 1;
            comma = self.took(",");
            let is_last = self.sees_close();
            match (count, is_last, comma) {
                (1, true, false) => {}
                (1, true, true) => {
                    self.layout.text(",");
                    self.layout.zero();
                }
                (_, false, false) => return Err(Unknown),
                _ => self.layout.comma(is_last),
            }
        }
        self.close()?;
        let is_tuple = count != 1 || comma;
        if count > 0 && is_tuple {
            self.layout.break_at(inside, Break::default());
            self.layout.begin_at(inside, INDENT, Breaks::Consistent);
            self.layout.outdent();
            self.layout.end();
        }
        self.layout.text(")");
        Ok(is_tuple)
    }

    /// A list in angle brackets, which isn't empty.
    pub(super) fn angled(&mut self, indent: isize, item: impl Fn(&mut Self) -> Step) -> Step {
        self.want("<")?;
        self.layout.text("<");
        self.layout.begin(indent, Breaks::Consistent);
        self.layout.zero();
        loop {
            item(self)?;
            let comma = self.took(",");
            let is_last = self.sees(">");
            if !comma && !is_last {
                return Err(Unknown);
            }
            self.layout.comma(is_last);
            if is_last {
                break;
            }
        }
        self.want(">")?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text(">");
        Ok(())
    }

    /// What follows the first expression of a list.
    pub(super) fn further_expressions(&mut self) -> Step {
        loop {
            let comma = self.took(",");
            let is_last = self.sees_close();
            if !comma && !is_last {
                return Err(Unknown);
            }
            self.layout.comma(is_last);
            if is_last {
                return Ok(());
            }
            self.inner_expression()?;
        }
    }

    /// Braces with what `inside` prints on lines of their own. They end the group that is open.
    pub(super) fn lines_in_braces(&mut self, inside: impl Fn(&mut Self) -> Step) -> Step {
        self.open(b'{')?;
        self.layout.text("{");
        self.layout.inner_line();
        inside(self)?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("}");
        Ok(())
    }

    /// The comma after each line of a list in braces.
    pub(super) fn comma_and_line(&mut self) {
        self.layout.text(",");
        self.layout.line();
    }
}
