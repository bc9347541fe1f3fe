//! Going through all groups of the account, page by page.

use std::collections::HashSet;

use anyhow::{Result, ensure};

use super::client::Client;

/// What was found on the way.
pub(super) struct Walk {
    /// How many groups there are.
    pub(super) groups: usize,
    /// What each page but the first begins after, the empty one after the last included.
    pub(super) cursors: Vec<String>,
}

/// Follows the cursors to the end. Each group has to come once.
pub(super) fn walk(client: &Client) -> Result<Walk> {
    let mut ids = HashSet::new();
    let mut cursors: Vec<String> = Vec::new();
    loop {
        let page = client.page(cursors.last().map(String::as_str))?;
        for group in &page.groups {
            ensure!(ids.insert(group.id), "group {} comes twice", group.id);
        }
        match page.meta.after_cursor {
            Some(cursor) => cursors.push(cursor),
            None => break,
        }
    }
    Ok(Walk {
        groups: ids.len(),
        cursors,
    })
}

impl Walk {
    /// What the page in the middle begins after; `None`: it is the first one.
    pub(super) fn middle(&self) -> Option<&str> {
        self.cursors.get(self.cursors.len() / 2).map(String::as_str)
    }

    /// What the last page that has groups begins after; `None`: it is the first one.
    pub(super) fn last(&self) -> Option<&str> {
        let before = self.cursors.len().checked_sub(2)?;
        self.cursors.get(before).map(String::as_str)
    }

    /// Cursors from all over the list, at most so many.
    pub(super) fn some(&self, number: usize) -> impl Iterator<Item = &String> {
        let step = (self.cursors.len() / number).max(1);
        self.cursors.iter().step_by(step).take(number)
    }
}
