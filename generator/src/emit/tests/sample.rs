//! An API that has one of each kind of thing.

mod parts;

use crate::api::*;

pub(super) use parts::*;

fn types() -> Vec<TypeDef> {
    let mut group = def(
        "Group",
        structure(
            vec![
                Field {
                    docs: docs("The id."),
                    ..field("id", I64, true, false)
                },
                field("name", Type::String, true, false),
                field("description", Type::String, false, false),
                field("next_page", Type::String, true, true),
                field("owner", Type::Uuid, false, true),
                field(
                    "created_at",
                    Type::DateTime(DateLibrary::Chrono),
                    true,
                    false,
                ),
                field("sort", named(1), false, false),
                Field {
                    boxed: true,
                    ..field("parent", named(0), false, false)
                },
                field("r#type", named(8), true, false),
                field("any", Type::Any, false, false),
                field("secret", Type::Base64, false, false),
                field("day", Type::Date(DateLibrary::Chrono), false, false),
                field("null", Type::Null, false, false),
            ],
            Rest::Kept {
                name: "additional_properties".into(),
                ty: Type::Any,
                rules: Rules::default(),
                docs: Docs::default(),
            },
        ),
    );
    group.docs = Docs {
        summary: "A group.".into(),
        description: "See [Group] and https://a.example.\n\n    let code = 1;\n".into(),
        deprecated: true,
        notes: vec!["At most 5 of `x`.".into()],
    };
    let variant = |name: &str, wire: &str| Variant {
        name: name.into(),
        wire: wire.into(),
        docs: Docs::default(),
    };
    let mut sort = def(
        "SortOrder",
        Shape::StringEnum(StringEnum {
            variants: vec![variant("Asc", "asc"), variant("Desc", "desc")],
            other: "Other".into(),
            is_open: false,
        }),
    );
    sort.in_text = true;
    let pets = [("Cat", named(3), false), ("Dog", named(4), true)];
    let mut filter = def(
        "Filter",
        structure(
            vec![
                field("object", Type::String, true, false),
                field("max", I64, false, false),
            ],
            Rest::Denied,
        ),
    );
    filter.in_text = true;
    let mut id = def(
        "Id",
        union(
            &[("Number", I64, false), ("Text", Type::String, false)],
            Choice::FirstFit,
        ),
    );
    id.in_text = true;
    vec![
        group,
        sort,
        def(
            "Pet",
            union(
                &pets,
                Choice::Tag {
                    property: "petType".into(),
                    values: vec![vec!["cat".into(), "feline".into()], vec!["dog".into()]],
                    inherent: vec![true, false],
                    default: None,
                },
            ),
        ),
        def(
            "Cat",
            structure(
                vec![field("pet_type", Type::String, false, false)],
                Rest::Ignored,
            ),
        ),
        def("Dog", structure(vec![], Rest::Denied)),
        def("Pets", Shape::Alias(list(named(2)))),
        def(
            "ByKeys",
            union(
                &pets,
                Choice::Keys {
                    keys: vec![vec!["a".into(), "b".into()], vec!["c".into()]],
                    exactly_one: true,
                },
            ),
        ),
        def(
            "Exactly",
            union(
                &[
                    ("Itself", named(7), true),
                    ("Group", named(0), false),
                    ("Cat", named(3), false),
                    ("Same", named(3), false),
                ],
                Choice::ExactlyOne,
            ),
        ),
        def("Name", Shape::Alias(Type::String)),
        filter,
        id,
        // Names that Rust's prelude has.
        def(
            "Option",
            structure(
                vec![
                    field("string", named(12), true, false),
                    field("vec", list(Type::String), false, true),
                    field("map", Type::Map(Box::new(named(11))), false, false),
                ],
                Rest::Ignored,
            ),
        ),
        def(
            "String",
            structure(vec![field("one", Type::Bool, true, false)], Rest::Ignored),
        ),
        def(
            "Big",
            structure(
                (0..9)
                    .map(|index| field(&format!("f{index}"), Type::String, true, false))
                    .collect(),
                Rest::Ignored,
            ),
        ),
        def(
            "Deep",
            structure(
                vec![field(
                    "deep",
                    list(list(list(list(list(list(Type::Nullable(Box::new(I64)))))))),
                    false,
                    true,
                )],
                Rest::Ignored,
            ),
        ),
        def("Nothing", union(&[], Choice::FirstFit)),
        def(
            "Kind",
            union(
                &[
                    ("KindA", named(3), false),
                    ("KindB", named(4), false),
                    ("KindC", named(0), false),
                ],
                Choice::FirstFit,
            ),
        ),
        def(
            "OnlyRest",
            structure(
                vec![],
                Rest::Kept {
                    name: "rest".into(),
                    ty: I64,
                    rules: Rules::default(),
                    docs: Docs::default(),
                },
            ),
        ),
        def("Nullish", Shape::Alias(Type::Nullable(Box::new(named(3))))),
    ]
}

fn show_group() -> Operation {
    let mut show = operation(
        ("show_group", "ShowGroup"),
        Method::Get,
        "/groups/{group_id}/",
        vec![literal("/groups/"), Segment::Parameter(0), literal("/")],
        vec![
            parameter("group_id", Location::Path, Style::Simple, I64),
            Parameter {
                wire: "page[size]".into(),
                docs: docs("Rows a page."),
                ..parameter("page_size", Location::Query, Style::Form, I64)
            },
            parameter("tags", Location::Query, Style::Form, list(Type::String)),
            parameter("r#type", Location::Query, Style::PipeDelimited, list(I64)),
            parameter("filter", Location::Query, Style::DeepObject, named(9)),
            parameter("is_public", Location::Query, Style::Form, Type::Bool),
            parameter("add", Location::Query, Style::Form, Type::String),
            parameter("send", Location::Query, Style::Form, Type::String),
            parameter("input", Location::Cookie, Style::Form, named(1)),
            parameter("if_none_match", Location::Header, Style::Simple, named(8)),
        ],
    );
    show.docs = Docs {
        summary: "Shows a group".into(),
        description: "Of the account.".into(),
        ..Docs::default()
    };
    show.success = vec![response(
        StatusPattern::Exact(200),
        "Ok",
        json(named(0)),
        Some(0),
    )];
    show.errors = vec![
        response(StatusPattern::Exact(404), "NotFound", json(named(3)), None),
        response(
            StatusPattern::Exact(429),
            "TooManyRequests",
            text(),
            Some(0),
        ),
        response(StatusPattern::Exact(503), "ServiceUnavailable", None, None),
        response(StatusPattern::Range(4), "ClientError", json(named(3)), None),
        response(StatusPattern::Default, "Default", None, Some(1)),
    ];
    show.security = vec![needs(&[0]), needs(&[1, 2])];
    show
}

fn create_group() -> Operation {
    let mut create = operation(
        ("create_group", "CreateGroup"),
        Method::Post,
        "/groups",
        vec![literal("/groups")],
        vec![],
    );
    create.body = Some(Body {
        name: "body".into(),
        required: true,
        contents: alone(json(named(0))),
        docs: Docs::default(),
    });
    create.success = vec![
        response(StatusPattern::Exact(200), "Ok", json(named(0)), None),
        response(
            StatusPattern::Exact(201),
            "Created",
            json(named(0)),
            Some(0),
        ),
        response(StatusPattern::Exact(204), "NoContent", None, None),
        response(StatusPattern::Range(3), "Redirection", None, None),
    ];
    create.security = vec![needs(&[0]), needs(&[])];
    create
}

/// Operations with names and arguments at the edges of what Rust takes.
fn odd_operations() -> Vec<Operation> {
    let many = (0..7)
        .map(|index| Parameter {
            required: true,
            ..parameter(
                &format!("p{index}"),
                Location::Query,
                Style::Form,
                Type::String,
            )
        })
        .collect();
    let body = |content: Option<Content>, required| {
        Some(Body {
            name: "body".into(),
            required,
            contents: alone(content),
            docs: Docs::default(),
        })
    };
    vec![
        Operation {
            success: vec![response(StatusPattern::Default, "Default", bytes(), None)],
            errors: vec![response(StatusPattern::Default, "Default", bytes(), None)],
            body: body(text(), true),
            ..operation(
                ("send", "Client"),
                Method::Put,
                "/client",
                vec![literal("/client")],
                vec![],
            )
        },
        Operation {
            success: vec![response(StatusPattern::Exact(200), "Ok", text(), None)],
            ..operation(
                ("clone", "Option"),
                Method::Get,
                "/clone",
                vec![literal("/clone")],
                many,
            )
        },
        Operation {
            success: vec![response(StatusPattern::Exact(204), "NoContent", None, None)],
            body: body(bytes(), true),
            ..operation(
                ("into_x", "IntoX"),
                Method::Patch,
                "/x",
                vec![literal("/x")],
                vec![],
            )
        },
        Operation {
            body: body(json(named(5)), false),
            success: vec![response(
                StatusPattern::Exact(200),
                "Ok",
                json(list(Type::Nullable(Box::new(named(0))))),
                Some(0),
            )],
            ..operation(
                ("list", "List"),
                Method::Delete,
                "/list",
                vec![literal("/list")],
                vec![],
            )
        },
        Operation {
            body: body(json(list(Type::String)), true),
            ..operation(
                ("nothing", "Nothing"),
                Method::Options,
                "/nothing",
                vec![literal("/nothing")],
                vec![],
            )
        },
    ]
}

pub(super) fn sample() -> Api {
    let header = |name: &str, wire: &str, required: bool, ty: Type| Header {
        name: name.into(),
        wire: wire.into(),
        required,
        explode: false,
        json: false,
        ty,
        rules: Rules::default(),
        docs: Docs::default(),
    };
    let scheme = |name: &str, kind: SchemeKind| Scheme {
        key: format!("{name}Key"),
        name: name.into(),
        kind,
        docs: docs("How to get in."),
    };
    let mut operations = vec![show_group(), create_group()];
    operations.extend(odd_operations());
    Api {
        title: "Sample \"API\"".into(),
        version: "1.0".into(),
        docs: docs("An API | for tests.\n\n# More\n\nText."),
        side: Side::Api,
        sent: Vec::new(),
        server_url: Some("https://sample.example/v1".into()),
        servers: Vec::new(),
        schemes: vec![
            scheme("basic_auth", SchemeKind::Basic),
            scheme("bearer_auth", SchemeKind::Bearer),
            scheme(
                "header",
                SchemeKind::ApiKey {
                    location: ApiKeyLocation::Header,
                    wire: "X-Api-Key".into(),
                },
            ),
        ],
        types: types(),
        patterns: vec![],
        conditions: vec![],
        dependencies: Vec::new(),
        xml_roots: Vec::new(),
        xml_objects: Vec::new(),
        header_sets: vec![
            HeaderSet {
                name: "ShowGroupHeaders".into(),
                docs: Docs::default(),
                headers: vec![
                    header("etag", "ETag", false, Type::String),
                    header("headers", "ratelimit-limit", true, I64),
                ],
            },
            HeaderSet {
                name: "WithHeaders".into(),
                docs: Docs::default(),
                headers: vec![],
            },
        ],
        tags: vec![
            Tag {
                name: "Groups".into(),
                docs: docs("Groups of agents."),
                operations: vec![0, 1],
            },
            Tag {
                name: "Context".into(),
                docs: Docs::default(),
                operations: (2..operations.len()).collect(),
            },
        ],
        operations,
    }
}

/// An API of which nothing is known but its title.
pub(super) fn empty() -> Api {
    Api {
        title: "Empty".into(),
        version: "1".into(),
        docs: Docs::default(),
        side: Side::Api,
        sent: Vec::new(),
        server_url: None,
        servers: Vec::new(),
        schemes: vec![],
        types: vec![],
        patterns: vec![],
        conditions: vec![],
        header_sets: vec![],
        dependencies: Vec::new(),
        xml_roots: Vec::new(),
        xml_objects: Vec::new(),
        operations: vec![],
        tags: vec![],
    }
}
