//! Time, in the whole seconds that the API knows.

use chrono::{DateTime, Utc};

/// A point in time: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(i64);

impl Seconds {
    /// The point in time this many seconds after 1970-01-01T00:00:00Z.
    pub const fn new(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Now, rounded down.
    pub fn now() -> Self {
        Self(Utc::now().timestamp())
    }

    /// The point in time that comes so much later.
    #[must_use]
    pub fn after(self, wait: std::time::Duration) -> Self {
        let wait = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(wait))
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The same point in time as a date and time in UTC. What lies beyond chrono's years, which no clock shows,
    /// becomes the first or last of them.
    pub fn to_utc(self) -> DateTime<Utc> {
        let edge = if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        };
        DateTime::from_timestamp(self.0, 0).unwrap_or(edge)
    }
}

#[cfg(test)]
mod tests {
    use super::Seconds;

    #[test]
    fn seconds_are_utc() {
        assert_eq!(
            Seconds::new(1_709_629_964).to_utc().to_rfc3339(),
            "2024-03-05T09:12:44+00:00"
        );
        assert_eq!(
            Seconds::new(i64::MAX).to_utc(),
            chrono::DateTime::<chrono::Utc>::MAX_UTC
        );
    }
}
