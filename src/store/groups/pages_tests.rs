use super::*;
use crate::clock::Seconds;
use crate::pages::cursor;
use crate::roles::Role;
use crate::store::groups::{NewGroup, Scope};
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
async fn walk(store: &Store, filter: &Filter, order: Order, size: i64) -> Vec<KeysetPage> {
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let paging = CursorPaging::new(size, after.as_deref(), None, order).unwrap();
        let page = store.keyset_page(filter, &paging).await.unwrap();
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
            let pages = walk(&store, &ACCOUNT, order(sort), size).await;
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

const SCOPES: [Scope; 3] = [Scope::Account, Scope::User(1), Scope::PublicOrUser(1)];

fn position_in(order: Order) -> Position {
    let value = match order.key {
        SortKey::Id => KeyValue::Id,
        SortKey::Name => KeyValue::Text("b".to_owned()),
        SortKey::CreatedAt | SortKey::UpdatedAt => KeyValue::Time(0),
    };
    Position { value, id: 1 }
}

/// What is wrong with a step of SQLite's plan for a page; `None`: nothing.
fn fault(step: &str, order: Order, begins_at_a_position: bool) -> Option<&'static str> {
    const NO_WORK: [&str; 5] = [
        "CO-ROUTINE page",
        "MERGE (UNION ALL)",
        "LEFT",
        "RIGHT",
        // The groups of the page by their ids.
        "SCAN page",
    ];
    if NO_WORK.contains(&step) || step == "SEARCH groups USING INTEGER PRIMARY KEY (rowid=?)" {
        return None;
    }
    let of_account = "SEARCH groups USING COVERING INDEX groups_by_";
    let of_user = "SEARCH memberships USING COVERING INDEX memberships_by_";
    let search = [(of_account, "("), (of_user, "(user_id=? AND ")];
    let Some((index, begin)) = search
        .iter()
        .find_map(|(search, begin)| Some((step.strip_prefix(search)?, begin)))
    else {
        return Some("it is no search of an index");
    };
    let part = format!("{} {begin}is_public=? AND deleted=?", order.key.as_str());
    let Some(bound) = index.strip_prefix(&part) else {
        return Some("the index is of another order, or of more than one part");
    };
    let bounded = [">?)", "<?)"].iter().any(|end| bound.ends_with(end));
    (bounded != begins_at_a_position).then_some("it begins elsewhere than the page does")
}

#[tokio::test]
async fn every_page_is_made_of_ranges_of_indexes() {
    // How SQLite explains a plan.
    if groups_test_database::server().is_some() {
        return;
    }
    let store = store().await;
    let orders = ["id", "name", "created_at", "updated_at"].map(order);
    let mut plans = 0;
    for ascending in orders {
        for descending in [false, true] {
            let order = Order {
                descending,
                ..ascending
            };
            let position = position_in(order);
            for direction in [Direction::Forwards, Direction::Backwards] {
                for beyond in [None, Some(&position)] {
                    for (scope, exclude_deleted) in SCOPES
                        .iter()
                        .flat_map(|scope| [(scope, true), (scope, false)])
                    {
                        let filter = Filter {
                            scope: *scope,
                            exclude_deleted,
                        };
                        let stretch = Stretch {
                            order,
                            direction,
                            beyond,
                            offset: 0,
                            limit: 100,
                        };
                        let query = stretch.of(&filter).explained_by_sqlite();
                        let steps: Vec<(i64, i64, i64, String)> =
                            store.database.all(query).await.unwrap();
                        assert!(steps.len() > 4, "{stretch:?} {filter:?}: {steps:?}");
                        for (.., step) in &steps {
                            let fault = fault(step, order, beyond.is_some());
                            assert_eq!(fault, None, "{stretch:?} {filter:?}: {step}");
                        }
                        plans += 1;
                    }
                }
            }
        }
    }
    assert_eq!(plans, 4 * 2 * 2 * 2 * 6);
}

#[tokio::test]
async fn groups_made_in_the_same_second_are_each_on_one_page() {
    let store = testing::store().await;
    let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
    for number in 0..20 {
        let new = NewGroup {
            name: "Same",
            description: "",
            is_public: number % 3 > 0,
        };
        let group = store.create_group(&new, THEN).await.unwrap();
        if number % 2 == 0 {
            testing::join(&store, ada, group.id).await;
        }
        if number % 7 == 0 {
            store.delete_group(group.id, THEN).await.unwrap();
        }
    }
    for (scope, exclude_deleted, expected) in [
        (Scope::Account, true, 17),
        (Scope::Account, false, 20),
        (Scope::User(ada), true, 8),
        (Scope::User(ada), false, 10),
        (Scope::PublicOrUser(ada), true, 14),
    ] {
        let filter = Filter {
            scope,
            exclude_deleted,
        };
        for sort in ["name", "-created_at", "updated_at", "-id"].map(order) {
            let groups: Vec<_> = walk(&store, &filter, sort, 3)
                .await
                .into_iter()
                .flat_map(|page| page.groups)
                .collect();
            let positions: Vec<_> = groups.iter().map(|group| group.position(sort)).collect();
            let ordered = if sort.descending {
                positions.is_sorted_by(|a, b| a > b)
            } else {
                positions.is_sorted_by(|a, b| a < b)
            };
            assert!(ordered, "{filter:?} {sort}: {positions:?}");
            assert_eq!(groups.len(), expected, "{filter:?} {sort}");
            let all = store
                .offset_page(&filter, OffsetPaging::new(1, 100).unwrap(), sort)
                .await
                .unwrap();
            assert_eq!(groups, all.groups, "{filter:?} {sort}");
        }
    }
}
