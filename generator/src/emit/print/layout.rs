//! Where lines break: a text with groups and possible breaks in it, laid out after Derek C. Oppen's "Prettyprinting"
//! (ACM TOPLAS 2(4), 1980), with the measures of prettyplease, so that both give the same lines.

/// One level of indentation, in columns.
pub(super) const INDENT: isize = 4;

/// The columns of a line.
const WIDTH: isize = 89;

/// The columns that a deeply indented line has all the same.
const NARROWEST: isize = 60;

/// More than any line holds.
const ENDLESS: isize = 0xffff;

/// How the breaks of a group that doesn't fit its line are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// All of them.
    Consistent,
    /// Those after which the text up to the next one doesn't fit.
    Inconsistent,
}

/// A place where the line may break.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Break {
    /// How much further than its group the next line is indented.
    pub(super) offset: isize,
    /// The blanks that stand here where the line doesn't break.
    pub(super) blanks: isize,
    /// What ends the line where it breaks.
    pub(super) before: Option<char>,
    /// What begins the next line where it breaks.
    pub(super) after: Option<char>,
    /// What stands here where the line doesn't break.
    pub(super) unbroken: Option<char>,
    /// Whether it goes where it is the last of its group.
    pub(super) inner: bool,
    /// Whether the line never breaks here, though the text may be measured up to here.
    pub(super) never: bool,
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    /// So many bytes of text.
    Text(usize),
    Break(Break),
    Begin(isize, Breaks),
    End,
    /// The end of a group that breaks where it is wider than this, too.
    EndAtMost(isize),
}

/// A place in a layout, to put the beginning of a group before what has come since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    piece: usize,
    text: usize,
}

/// A text whose line breaks aren't settled yet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The texts of all pieces, in their order.
    text: String,
    pieces: Vec<Piece>,
    /// How many pieces there were at the last mark: text after it is a piece of its own.
    marked: usize,
    /// How wide each piece is, once that is measured.
    sizes: Vec<isize>,
}

impl Layout {
    /// Adds text.
    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
        if self.pieces.len() > self.marked
            && let Some(Piece::Text(length)) = self.pieces.last_mut()
        {
            *length += text.len();
        } else {
            self.pieces.push(Piece::Text(text.len()));
        }
    }

    /// Begins a group: where it breaks, its lines are indented by `indent` more than those around it.
    pub(super) fn begin(&mut self, indent: isize, breaks: Breaks) {
        self.pieces.push(Piece::Begin(indent, breaks));
    }

    /// Ends a group. One that holds nothing but a break goes.
    pub(super) fn end(&mut self) {
        if let [.., before, Piece::Break(last)] = self.pieces.as_slice() {
            let is_empty = matches!(before, Piece::Begin(..));
            let is_inner = last.inner;
            if is_empty || is_inner {
                self.pieces.pop();
            }
            if is_empty {
                self.pieces.pop();
                return;
            }
        }
        self.pieces.push(Piece::End);
    }

    /// Ends a group that breaks where it is wider than `width`, too. If it does, a break goes with it that would go as
    /// the last of its group.
    pub(super) fn end_at_most(&mut self, width: isize) {
        let ends_with_break = matches!(self.pieces.last(), Some(Piece::Break(last)) if last.inner);
        if ends_with_break && self.width_of_last_group() > width {
            self.pieces.push(Piece::EndAtMost(width));
            return;
        }
        self.end();
        if let Some(last @ Piece::End) = self.pieces.last_mut() {
            *last = Piece::EndAtMost(width);
        }
    }

    /// How wide the innermost group is that hasn't ended.
    fn width_of_last_group(&self) -> isize {
        let mut ended = 0_usize;
        let mut total = 0;
        for piece in self.pieces.iter().rev() {
            match piece {
                Piece::Text(length) => total += width(*length),
                Piece::Break(wanted) => total += wanted.blanks,
                Piece::Begin(..) if ended == 0 => break,
                Piece::Begin(..) => ended -= 1,
                Piece::End | Piece::EndAtMost(_) => ended += 1,
            }
        }
        total
    }

    pub(super) fn break_with(&mut self, wanted: Break) {
        self.pieces.push(Piece::Break(wanted));
    }

    /// A break without a blank.
    pub(super) fn zero(&mut self) {
        self.break_with(Break::default());
    }

    /// A blank, or a break.
    pub(super) fn space(&mut self) {
        self.break_with(Break {
            blanks: 1,
            ..Break::default()
        });
    }

    /// A break in any case.
    pub(super) fn line(&mut self) {
        self.break_with(Break {
            blanks: ENDLESS,
            ..Break::default()
        });
    }

    /// A break in any case, unless its group has nothing more.
    pub(super) fn inner_line(&mut self) {
        self.break_with(Break {
            blanks: ENDLESS,
            inner: true,
            ..Break::default()
        });
    }

    /// A blank or a break, unless its group has nothing more.
    pub(super) fn inner_space(&mut self) {
        self.break_with(Break {
            blanks: 1,
            inner: true,
            ..Break::default()
        });
    }

    /// A place up to which text is measured, where the line doesn't break.
    pub(super) fn never(&mut self) {
        self.break_with(Break {
            never: true,
            ..Break::default()
        });
    }

    /// The comma after an item of a list: after the last one, only where the line breaks.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.comma_or(is_last, 0);
    }

    /// The comma after an item of a list in braces.
    pub(super) fn comma_or_space(&mut self, is_last: bool) {
        self.comma_or(is_last, 1);
    }

    fn comma_or(&mut self, is_last: bool, blanks: isize) {
        if is_last {
            self.break_with(Break {
                blanks,
                before: Some(','),
                ..Break::default()
            });
        } else {
            self.text(",");
            self.space();
        }
    }

    /// Takes the line after the last break back by a level.
    pub(super) fn outdent(&mut self) {
        if let Some(Piece::Break(last)) = self.pieces.last_mut() {
            last.offset -= INDENT;
        }
    }

    /// The place that is reached.
    pub(super) fn mark(&mut self) -> Mark {
        self.marked = self.pieces.len();
        Mark {
            piece: self.pieces.len(),
            text: self.text.len(),
        }
    }

    /// Forgets what has come since the mark.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.pieces.truncate(mark.piece);
        self.text.truncate(mark.text);
        self.marked = mark.piece;
    }

    /// Begins a group at the mark.
    pub(super) fn begin_at(&mut self, mark: Mark, indent: isize, breaks: Breaks) {
        self.pieces.insert(mark.piece, Piece::Begin(indent, breaks));
    }

    /// Ends at the mark a group that began before it.
    pub(super) fn end_at(&mut self, mark: Mark) {
        self.pieces.insert(mark.piece, Piece::End);
    }

    /// Puts a break at the mark.
    pub(super) fn break_at(&mut self, mark: Mark, wanted: Break) {
        self.pieces.insert(mark.piece, Piece::Break(wanted));
    }

    /// Changes the indentation of the group that begins at the mark.
    pub(super) fn indent_at(&mut self, mark: Mark, indent: isize) {
        if let Some(Piece::Begin(current, _)) = self.pieces.get_mut(mark.piece) {
            *current = indent;
        }
    }

    /// The text with its line breaks. The layout is empty afterwards.
    pub(super) fn render(&mut self) -> String {
        measure(&self.pieces, &mut self.sizes);
        // Indentation comes to as much again, at most.
        let mut out = String::with_capacity(2 * self.text.len());
        let mut printer = Printer {
            out: &mut out,
            left: WIDTH,
            indent: 0,
            pending: 0,
            groups: Vec::new(),
        };
        let mut text = self.text.as_str();
        for (piece, size) in self.pieces.iter().zip(self.sizes.iter()) {
            text = printer.piece(piece, *size, text);
        }
        self.text.clear();
        self.pieces.clear();
        self.marked = 0;
        out
    }
}

/// How wide each piece is: a group with what follows up to the next break, a break with what follows up to the next.
fn measure(pieces: &[Piece], sizes: &mut Vec<isize>) {
    let mut total = widen(pieces, sizes);
    // Where the next break is, in each of the groups that the pieces from here on stand in.
    let mut next = vec![total];
    for (piece, size) in pieces.iter().zip(sizes.iter_mut()).rev() {
        match piece {
            Piece::Text(_) => total -= *size,
            Piece::Break(_) => {
                total -= *size;
                if let Some(next) = next.last_mut() {
                    *size = *next - total;
                    *next = total;
                }
            }
            Piece::End | Piece::EndAtMost(_) => {
                total -= *size;
                next.extend_from_within(next.len().saturating_sub(1)..);
            }
            Piece::Begin(..) => {
                next.pop();
                *size = next.last().map_or(0, |next| next - total);
            }
        }
    }
}

/// How wide each piece is by itself. Gives how wide they are together.
fn widen(pieces: &[Piece], sizes: &mut Vec<isize>) -> isize {
    let mut total = 0;
    // How wide what stands before it is, for each open group.
    let mut open = Vec::new();
    let own = pieces.iter().map(|piece| {
        let own = match piece {
            Piece::Text(length) => width(*length),
            Piece::Break(wanted) => wanted.blanks,
            Piece::Begin(..) => {
                open.push(total);
                0
            }
            Piece::End => {
                open.pop();
                0
            }
            Piece::EndAtMost(most) => match open.pop() {
                Some(before) if total - before > *most => ENDLESS,
                _ => 0,
            },
        };
        total += own;
        own
    });
    sizes.clear();
    sizes.extend(own);
    total
}

fn width(bytes: usize) -> isize {
    isize::try_from(bytes).unwrap_or(ENDLESS)
}

#[derive(Clone, Copy)]
enum Group {
    Fits,
    /// Breaks, within what was indented so.
    Broken(isize, Breaks),
}

struct Printer<'o> {
    out: &'o mut String,
    /// The columns left on the line.
    left: isize,
    indent: isize,
    /// Blanks that are written once something follows them on the line.
    pending: isize,
    groups: Vec<Group>,
}

impl Printer<'_> {
    /// Prints a piece, whose text `text` begins with. Gives what comes after it.
    fn piece<'t>(&mut self, piece: &Piece, size: isize, text: &'t str) -> &'t str {
        match piece {
            Piece::Text(length) => {
                let (own, rest) = text.split_at_checked(*length).unwrap_or((text, ""));
                self.text(own);
                return rest;
            }
            Piece::Break(wanted) => self.break_with(wanted, size),
            Piece::Begin(indent, breaks) => {
                if size > self.left {
                    self.groups.push(Group::Broken(self.indent, *breaks));
                    self.indent += indent;
                } else {
                    self.groups.push(Group::Fits);
                }
            }
            Piece::End | Piece::EndAtMost(_) => {
                if let Some(Group::Broken(indent, _)) = self.groups.pop() {
                    self.indent = indent;
                }
            }
        }
        text
    }

    fn text(&mut self, text: &str) {
        self.blanks();
        self.out.push_str(text);
        self.left -= width(text.len());
    }

    fn break_with(&mut self, wanted: &Break, size: isize) {
        let around = self.groups.last().copied();
        let fits = match around.unwrap_or(Group::Broken(0, Breaks::Inconsistent)) {
            Group::Fits => true,
            Group::Broken(_, Breaks::Consistent) => false,
            Group::Broken(_, Breaks::Inconsistent) => size <= self.left,
        };
        if fits || wanted.never {
            self.pending += wanted.blanks;
            self.left -= wanted.blanks;
            if let Some(unbroken) = wanted.unbroken {
                self.out.push(unbroken);
                self.left -= 1;
            }
            return;
        }
        if let Some(before) = wanted.before {
            self.blanks();
            self.out.push(before);
        }
        self.out.push('\n');
        self.pending = self.indent + wanted.offset;
        self.left = NARROWEST.max(WIDTH - self.pending);
        if let Some(after) = wanted.after {
            self.blanks();
            self.out.push(after);
            self.left -= 1;
        }
    }

    fn blanks(&mut self) {
        const BLANKS: &str = "                                ";
        while self.pending > 0 {
            let some = usize::try_from(self.pending).unwrap_or(0).min(BLANKS.len());
            self.out.push_str(BLANKS.get(..some).unwrap_or(BLANKS));
            self.pending -= isize::try_from(some).unwrap_or(self.pending);
        }
    }
}
