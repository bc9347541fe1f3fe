//! Counting groups. Deleted ones are not counted.

use std::time::Duration;

use crate::auth::Caller;
use crate::bindings::operations::{CountGroupsError, CountUserGroupsError, CountUserGroupsRequest};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::{CountResponse, GroupCount};
use crate::clock::Seconds;
use crate::errors;
use crate::roles::{Action, allow};
use crate::store::groups::{Filter, KeptCount, Scope};
use crate::store::{Store, StoreError};

/// The largest number that is counted anew for each request.
const LARGEST_EXACT: i64 = 100_000;
/// How long a larger one is kept.
const REFRESHED_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// `CountGroups`.
pub(crate) async fn groups(
    store: &Store,
    cx: &Context<Caller>,
) -> Result<CountResponse, Failure<CountGroupsError>> {
    type Error = CountGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    let count = count(store, None, Seconds::now()).await?;
    Ok(CountResponse::new(count))
}

/// `CountUserGroups`.
pub(crate) async fn user_groups(
    store: &Store,
    cx: &Context<Caller>,
    request: &CountUserGroupsRequest,
) -> Result<CountResponse, Failure<CountUserGroupsError>> {
    type Error = CountUserGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    if !store.user_exists(request.user_id).await? {
        return Err(Error::NotFound(errors::record_not_found().into()).into());
    }
    let count = count(store, Some(request.user_id), Seconds::now()).await?;
    Ok(CountResponse::new(count))
}

/// Counts the groups of a user, or, without one, of the account. A large count is the one that was kept last, and while
/// that is too old, all that is said is that it is large.
async fn count(
    store: &Store,
    user_id: Option<i64>,
    now: Seconds,
) -> Result<GroupCount, StoreError> {
    let number = store
        .count_groups(&Filter {
            scope: user_id.map_or(Scope::Account, Scope::User),
            exclude_deleted: true,
        })
        .await?;
    if number <= LARGEST_EXACT {
        return Ok(GroupCount::new(Some(now.to_utc()), number));
    }
    let kept = store.kept_count(user_id).await?;
    if let Some(kept) = kept.filter(|kept| now < kept.refreshed_at.after(REFRESHED_EVERY)) {
        let refreshed_at = kept.refreshed_at.to_utc();
        return Ok(GroupCount::new(Some(refreshed_at), kept.number));
    }
    let count = KeptCount {
        number,
        refreshed_at: now,
    };
    // Nobody who reads waits for those who write.
    tokio::spawn(refresh(store.clone(), user_id, count));
    Ok(GroupCount::new(None, LARGEST_EXACT))
}

async fn refresh(store: Store, user_id: Option<i64>, count: KeptCount) {
    if let Err(error) = store.keep_count(user_id, count).await {
        tracing::warn!(%error, "a count can't be refreshed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;
    use crate::store::testing::{self, THEN};

    const HOUR: Duration = Duration::from_secs(60 * 60);

    fn exactly(number: i64, refreshed_at: Seconds) -> GroupCount {
        GroupCount::new(Some(refreshed_at.to_utc()), number)
    }

    fn being_refreshed() -> GroupCount {
        GroupCount::new(None, 100_000)
    }

    /// Waits until the count of that moment is kept.
    async fn refreshed(store: &Store, user_id: Option<i64>, then: Seconds) {
        let kept_then = async || {
            let kept = store.kept_count(user_id).await.unwrap();
            kept.is_some_and(|kept| kept.refreshed_at == then)
        };
        let wait = async {
            while !kept_then().await {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait)
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn up_to_a_hundred_thousand_groups_are_counted_each_time() {
        let store = testing::store().await;
        let later = THEN.after(HOUR);
        assert_eq!(count(&store, None, THEN).await.unwrap(), exactly(0, THEN));
        testing::pretend_groups(&store, 100_000).await;
        assert_eq!(
            count(&store, None, later).await.unwrap(),
            exactly(100_000, later)
        );
    }

    #[tokio::test]
    async fn more_are_counted_every_24_hours_and_meanwhile_capped() {
        let store = testing::store().await;
        testing::pretend_groups(&store, 100_001).await;
        assert_eq!(count(&store, None, THEN).await.unwrap(), being_refreshed());
        refreshed(&store, None, THEN).await;

        testing::pretend_groups(&store, 200_000).await;
        for hours in [0, 1, 23] {
            let now = THEN.after(HOUR * hours);
            assert_eq!(
                count(&store, None, now).await.unwrap(),
                exactly(100_001, THEN)
            );
        }
        let next_day = THEN.after(HOUR * 24);
        assert_eq!(
            count(&store, None, next_day).await.unwrap(),
            being_refreshed()
        );
        refreshed(&store, None, next_day).await;
        assert_eq!(
            count(&store, None, next_day.after(HOUR)).await.unwrap(),
            exactly(200_000, next_day)
        );

        testing::pretend_groups(&store, 5).await;
        assert_eq!(
            count(&store, None, next_day).await.unwrap(),
            exactly(5, next_day)
        );
    }

    #[tokio::test]
    async fn large_counts_of_a_user_are_the_users_own() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        testing::pretend_groups(&store, 300_000).await;
        testing::pretend_groups_of(&store, ada, 200_000).await;
        for user_id in [None, Some(ada)] {
            count(&store, user_id, THEN).await.unwrap();
            refreshed(&store, user_id, THEN).await;
        }
        assert_eq!(
            count(&store, Some(ada), THEN).await.unwrap(),
            exactly(200_000, THEN)
        );
        assert_eq!(
            count(&store, None, THEN).await.unwrap(),
            exactly(300_000, THEN)
        );
    }
}
