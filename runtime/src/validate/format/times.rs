//! Dates, times and durations.

/// What is left of a text.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    fn take(&mut self, byte: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        (first.eq_ignore_ascii_case(&byte)).then(|| self.0 = rest)
    }

    /// A number of so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u32::from(digit - b'0'))
        })
    }

    /// A number below `limit`, of two digits.
    fn below(&mut self, limit: u32) -> Option<u32> {
        self.number(2).filter(|number| *number < limit)
    }

    /// How many digits come next, which are read.
    fn digits(&mut self) -> usize {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = self.0.get(count..).unwrap_or_default();
        count
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn date(&mut self) -> Option<()> {
        let year = self.number(4)?;
        self.take(b'-')?;
        let month = self.number(2)?;
        self.take(b'-')?;
        let day = self.number(2)?;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(())
    }

    fn time(&mut self) -> Option<()> {
        let hour = self.below(24)?;
        self.take(b':')?;
        let minute = self.below(60)?;
        self.take(b':')?;
        let second = self.below(61)?;
        if self.take(b'.').is_some() && self.digits() == 0 {
            return None;
        }
        let offset = self.offset()?;
        // Leap seconds are those before midnight, universal time.
        let minutes = (i64::from(hour * 60 + minute) - offset).rem_euclid(24 * 60);
        (second < 60 || minutes == 24 * 60 - 1).then_some(())
    }

    /// The offset from universal time, in minutes.
    fn offset(&mut self) -> Option<i64> {
        if self.take(b'z').is_some() {
            return Some(0);
        }
        let sign = if self.take(b'+').is_some() {
            1
        } else {
            self.take(b'-')?;
            -1
        };
        let hours = self.below(24)?;
        self.take(b':')?;
        let minutes = self.below(60)?;
        Some(sign * i64::from(hours * 60 + minutes))
    }

    /// Numbers with these units, in their order and without a gap, at least one.
    fn amounts(&mut self, units: &[u8]) -> Option<()> {
        let mut before = None;
        while self.0.first().is_some_and(u8::is_ascii_digit) {
            self.digits();
            let (unit, rest) = self.0.split_first()?;
            let index = units.iter().position(|known| known == unit)?;
            if before.is_some_and(|before: usize| index != before + 1) {
                return None;
            }
            before = Some(index);
            self.0 = rest;
        }
        before.map(|_| ())
    }

    fn duration(&mut self) -> Option<()> {
        match self.0.split_first()? {
            (b'P', rest) => self.0 = rest,
            _ => return None,
        }
        if let [digits @ .., b'W'] = self.0 {
            let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
            self.0 = &[];
            return is_number.then_some(());
        }
        if self.0.first() != Some(&b'T') {
            self.amounts(b"YMD")?;
        }
        match self.0 {
            [] => Some(()),
            [b'T', rest @ ..] => {
                self.0 = rest;
                self.amounts(b"HMS")
            }
            _ => None,
        }
    }
}

/// Whether all of a text is read.
fn is_all<'t>(text: &'t str, read: impl FnOnce(&mut Rest<'t>) -> Option<()>) -> bool {
    let mut rest = Rest(text.as_bytes());
    read(&mut rest).and_then(|()| rest.end()).is_some()
}

pub(crate) fn is_date(text: &str) -> bool {
    is_all(text, Rest::date)
}

pub(super) fn is_time(text: &str) -> bool {
    is_all(text, Rest::time)
}

pub(crate) fn is_date_time(text: &str) -> bool {
    is_all(text, |rest| {
        rest.date()?;
        rest.take(b't')?;
        rest.time()
    })
}

pub(super) fn is_duration(text: &str) -> bool {
    is_all(text, Rest::duration)
}
