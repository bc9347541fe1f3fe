use super::*;
use crate::clock::Seconds;
use crate::pages::cursor;
use crate::roles::Role;
use crate::store::groups::NewGroup;
use crate::store::testing::{self, THEN};

const ACCOUNT: Filter = Filter {
    scope: Scope::Account,
    exclude_deleted: true,
};

fn order(text: &str) -> Order {
    Order::parse(text).unwrap()
}

fn names(groups: &[Group]) -> Vec<&str> {
    groups.iter().map(|group| group.name.as_str()).collect()
}

/// Groups whose orders by name, id and time all differ; two names are equal but for their case.
async fn store() -> Store {
    let store = testing::store().await;
    for (name, minute) in [
        ("delta", 3),
        ("Bravo", 1),
        ("bravo", 4),
        ("alpha", 2),
        ("Charlie", 2),
    ] {
        let new = NewGroup {
            name,
            description: "",
            is_public: name != "delta",
        };
        let at = Seconds::new(THEN.get() + minute * 60);
        store.create_group(&new, at).await.unwrap();
    }
    store
}

/// Follows the cursors from the start to the end and gives the pages, the empty one after the last included.
async fn walk(store: &Store, order: Order, size: i64) -> Vec<KeysetPage> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let paging = CursorPaging::new(size, after.as_deref(), None, order).unwrap();
        let page = store.keyset_page(&ACCOUNT, &paging).await.unwrap();
        let last = page.groups.last().map(|group| group.position(order));
        pages.push(page);
        match last {
            Some(last) => after = Some(cursor::encode(&last, order)),
            None => return pages,
        }
    }
}

#[tokio::test]
async fn cursors_reach_each_group_once_in_every_order() {
    let store = store().await;
    for (sort, expected) in [
        ("name", ["alpha", "Bravo", "bravo", "Charlie", "delta"]),
        ("-name", ["delta", "Charlie", "bravo", "Bravo", "alpha"]),
        ("id", ["delta", "Bravo", "bravo", "alpha", "Charlie"]),
        ("-id", ["Charlie", "alpha", "bravo", "Bravo", "delta"]),
        (
            "created_at",
            ["Bravo", "alpha", "Charlie", "delta", "bravo"],
        ),
        (
            "-updated_at",
            ["bravo", "delta", "Charlie", "alpha", "Bravo"],
        ),
    ] {
        for size in 1..=6 {
            let pages = walk(&store, order(sort), size).await;
            let groups: Vec<_> = pages.iter().flat_map(|page| page.groups.clone()).collect();
            assert_eq!(names(&groups), expected, "{sort}, {size} a page");
            let last = pages.len() - 2;
            for (number, page) in pages.iter().enumerate() {
                assert_eq!(
                    page.has_more,
                    number < last,
                    "{sort}, {size} a page, page {number}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_page_before_a_cursor_ends_right_before_it() {
    let store = store().await;
    for sort in ["name", "-name", "created_at", "-id"].map(order) {
        let paging = CursorPaging::new(5, None, None, sort).unwrap();
        let all = store.keyset_page(&ACCOUNT, &paging).await.unwrap().groups;
        let before = |index: usize| {
            let cursor = cursor::encode(&all[index].position(sort), sort);
            CursorPaging::new(2, None, Some(&cursor), sort).unwrap()
        };
        let page = store.keyset_page(&ACCOUNT, &before(4)).await.unwrap();
        assert_eq!(
            (names(&page.groups), page.has_more),
            (names(&all[2..4]), true)
        );
        let page = store.keyset_page(&ACCOUNT, &before(1)).await.unwrap();
        assert_eq!(
            (names(&page.groups), page.has_more),
            (names(&all[..1]), true)
        );
        let page = store.keyset_page(&ACCOUNT, &before(0)).await.unwrap();
        assert_eq!((page.groups.len(), page.has_more), (0, false));
    }
}

#[tokio::test]
async fn a_cursor_outlives_its_group() {
    let store = store().await;
    let by_name = Order::default();
    let paging = CursorPaging::new(2, None, None, by_name).unwrap();
    let first = store.keyset_page(&ACCOUNT, &paging).await.unwrap();
    let last = first.groups.last().unwrap();
    store.delete_group(last.id, THEN).await.unwrap();

    let cursor = cursor::encode(&last.position(by_name), by_name);
    let paging = CursorPaging::new(2, Some(&cursor), None, by_name).unwrap();
    let second = store.keyset_page(&ACCOUNT, &paging).await.unwrap();
    assert_eq!(names(&second.groups), ["bravo", "Charlie"]);
}

#[tokio::test]
async fn numbered_pages_come_with_the_number_of_all() {
    let store = store().await;
    let page = async |number| {
        let paging = OffsetPaging::new(number, 2).unwrap();
        store
            .offset_page(&ACCOUNT, paging, Order::default())
            .await
            .unwrap()
    };
    assert_eq!(names(&page(1).await.groups), ["alpha", "Bravo"]);
    assert_eq!(names(&page(3).await.groups), ["delta"]);
    assert_eq!(page(3).await.count, 5);
    assert_eq!(
        (names(&page(4).await.groups).len(), page(4).await.count),
        (0, 5)
    );
}

#[tokio::test]
async fn a_filter_holds_for_pages_and_counts_alike() {
    let store = store().await;
    let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
    let bob = testing::user(&store, "bob@example.com", Role::Agent).await;
    let paging = OffsetPaging::new(1, 100).unwrap();
    let all = store
        .offset_page(&ACCOUNT, paging, order("id"))
        .await
        .unwrap()
        .groups;
    let (private, deleted) = (all[0].id, all[1].id);
    for group in [private, deleted] {
        testing::join(&store, ada, group).await;
    }
    store.delete_group(deleted, THEN).await.unwrap();

    let found = async |scope, exclude_deleted| {
        let filter = Filter {
            scope,
            exclude_deleted,
        };
        let page = store
            .offset_page(&filter, paging, order("id"))
            .await
            .unwrap();
        assert_eq!(store.count_groups(&filter).await.unwrap(), page.count);
        assert_eq!(page.groups.len() as i64, page.count);
        page.groups
            .iter()
            .map(|group| group.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(Scope::Account, true).await,
        ["delta", "bravo", "alpha", "Charlie"]
    );
    assert_eq!(found(Scope::Account, false).await.len(), 5);
    assert_eq!(found(Scope::User(ada), true).await, ["delta"]);
    assert_eq!(found(Scope::User(ada), false).await, ["delta", "Bravo"]);
    assert_eq!(found(Scope::User(bob), false).await, [""; 0]);
    assert_eq!(found(Scope::PublicOrUser(ada), true).await.len(), 4);
    assert_eq!(
        found(Scope::PublicOrUser(bob), true).await,
        ["bravo", "alpha", "Charlie"]
    );
}

#[tokio::test]
async fn a_page_is_a_range_of_an_index() {
    // How SQLite explains a plan.
    if groups_test_database::server().is_some() {
        return;
    }
    let store = store().await;
    for key in ["id", "-name", "created_at", "-updated_at"].map(order) {
        let value = match key.key {
            SortKey::Id => KeyValue::Id,
            SortKey::Name => KeyValue::Text("b".to_owned()),
            SortKey::CreatedAt | SortKey::UpdatedAt => KeyValue::Time(0),
        };
        let mut query = select("EXPLAIN QUERY PLAN SELECT *", &ACCOUNT);
        push_beyond(
            &mut query,
            &Position { value, id: 1 },
            key,
            Direction::Forwards,
        );
        push_order(&mut query, key, Direction::Forwards);
        let steps: Vec<(i64, i64, i64, String)> = store.database.all(query).await.unwrap();
        let plan: Vec<String> = steps.into_iter().map(|step| step.3).collect();
        assert!(
            plan.iter()
                .all(|step| step.starts_with("SEARCH groups USING")),
            "{key}: {plan:?}"
        );
    }
}
