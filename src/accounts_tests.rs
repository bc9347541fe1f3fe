use super::*;
use crate::auth::Auth;
use crate::store::testing;

const ADA: NewAccount<'static> = NewAccount {
    email: "ada@example.com",
    name: "Ada",
    role: Role::Agent,
    manages_groups: true,
    password: Some("correct horse"),
    groups: &[],
};

async fn store() -> Store {
    let store = testing::store().await;
    add_user(&store, &ADA).await.unwrap();
    store
}

async fn signs_in(store: &Store, user: &str, password: &str) -> bool {
    let auth = Auth::new(store.clone());
    auth.basic(user, password).await.unwrap().is_some()
}

#[tokio::test]
async fn a_new_user_signs_in_and_belongs_to_groups() {
    let store = store().await;
    assert!(signs_in(&store, "ada@example.com", "correct horse").await);
    let group = testing::group(&store, "Billing").await.id;
    let bob = NewAccount {
        email: "bob@example.com",
        manages_groups: false,
        password: None,
        groups: &[group],
        ..ADA
    };
    let id = add_user(&store, &bob).await.unwrap();
    let members = store.members_of(&[group]).await.unwrap();
    assert_eq!(members.iter().map(|user| user.id).collect::<Vec<_>>(), [id]);
    let users = store.users().await.unwrap();
    let seen: Vec<_> = users
        .iter()
        .map(|(user, has)| (user.email.as_str(), *has))
        .collect();
    assert_eq!(
        seen,
        [("ada@example.com", true), ("bob@example.com", false)]
    );
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused() {
    let store = store().await;
    for (account, expected) in [
        (
            NewAccount {
                email: "ADA@example.com",
                ..ADA
            },
            "there is a user ADA@example.com already",
        ),
        (
            NewAccount {
                email: "b@c",
                groups: &[404],
                ..ADA
            },
            "there is no group 404",
        ),
        (
            NewAccount {
                email: "b@c",
                role: Role::Admin,
                ..ADA
            },
            "only an agent's custom role may manage groups",
        ),
        (
            NewAccount {
                email: "b@c",
                name: " ",
                ..ADA
            },
            "a name has at least one character, and no control characters",
        ),
        (
            NewAccount {
                email: "b@c",
                password: Some("short"),
                ..ADA
            },
            "a password has from 8 to 1024 bytes and no control characters",
        ),
    ] {
        let error = add_user(&store, &account).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    for email in [
        "",
        "ada",
        "@b",
        "a@",
        "a b@c",
        "a:b@c",
        "a@b/token",
        "a\0@b",
    ] {
        assert!(
            matches!(check_email(email), Err(AccountError::Email(_))),
            "{email}"
        );
    }
    assert_eq!(store.users().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_password_can_be_changed_and_taken_away() {
    let store = store().await;
    set_password(&store, ADA.email, Some("battery staple"))
        .await
        .unwrap();
    assert!(signs_in(&store, ADA.email, "battery staple").await);
    assert!(!signs_in(&store, ADA.email, "correct horse").await);
    set_password(&store, ADA.email, None).await.unwrap();
    assert!(!signs_in(&store, ADA.email, "battery staple").await);
    let nobody = set_password(&store, "eve@example.com", None).await;
    assert!(matches!(nobody, Err(AccountError::NoUser(_))));
}

#[tokio::test]
async fn tokens_let_in_until_they_are_revoked() {
    let store = store().await;
    let user = "ada@example.com/token";
    let api = create_api_token(&store, ADA.email, Some("laptop"))
        .await
        .unwrap();
    let other = create_api_token(&store, ADA.email, None).await.unwrap();
    let scopes = ["read".to_owned(), "groups:write".to_owned()];
    let bearer = create_bearer_token(&store, ADA.email, &scopes, None)
        .await
        .unwrap();
    assert!(signs_in(&store, user, &api).await && signs_in(&store, user, &other).await);
    let auth = Auth::new(store.clone());
    assert_eq!(
        auth.bearer(&bearer).await.unwrap().unwrap().scopes,
        Scopes::all()
    );
    assert_eq!(store.issued_tokens().await.unwrap().len(), 3);

    for token in [&api, &bearer] {
        revoke_token(&store, &Digest::of(token).fingerprint())
            .await
            .unwrap();
    }
    assert!(!signs_in(&store, user, &api).await && signs_in(&store, user, &other).await);
    assert_eq!(auth.bearer(&bearer).await.unwrap(), None);
    let again = revoke_token(&store, &Digest::of(&api).fingerprint()).await;
    assert!(matches!(again, Err(AccountError::NoToken(_))));
}

#[tokio::test]
async fn a_label_is_used_once_and_a_scope_is_one() {
    let store = store().await;
    create_api_token(&store, ADA.email, Some("laptop"))
        .await
        .unwrap();
    let taken = create_api_token(&store, "ADA@example.com", Some("laptop")).await;
    assert!(matches!(taken, Err(AccountError::LabelTaken { .. })));
    let scope = ["tickets:read".to_owned()];
    let unknown = create_bearer_token(&store, ADA.email, &scope, None).await;
    assert!(matches!(unknown, Err(AccountError::Scope(_))));
}

#[tokio::test]
async fn a_bearer_token_ends_with_its_lifetime() {
    let store = store().await;
    let auth = Auth::new(store.clone());
    let scopes = ["read".to_owned()];
    for (lifetime, lets_in) in [(0, false), (3600, true), (u64::MAX, true)] {
        let lifetime = Some(Duration::from_secs(lifetime));
        let token = create_bearer_token(&store, ADA.email, &scopes, lifetime)
            .await
            .unwrap();
        assert_eq!(auth.bearer(&token).await.unwrap().is_some(), lets_in);
    }
}

#[tokio::test]
async fn with_a_user_go_the_tokens() {
    let store = store().await;
    create_api_token(&store, ADA.email, None).await.unwrap();
    remove_user(&store, ADA.email).await.unwrap();
    assert!(store.users().await.unwrap().is_empty());
    assert!(store.issued_tokens().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_account_keeps_an_admin() {
    let store = store().await;
    let admin = NewAccount {
        email: "root@example.com",
        role: Role::Admin,
        manages_groups: false,
        ..ADA
    };
    add_user(&store, &admin).await.unwrap();
    let refused = remove_user(&store, admin.email).await.unwrap_err();
    assert!(matches!(refused, AccountError::OnlyAdmin(email) if email == admin.email));
    let other = NewAccount {
        email: "other@example.com",
        ..admin
    };
    add_user(&store, &other).await.unwrap();
    remove_user(&store, admin.email).await.unwrap();
    remove_user(&store, ADA.email).await.unwrap();
    assert_eq!(store.users().await.unwrap().len(), 1);
}
