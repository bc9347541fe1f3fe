//! What a model is put together from, with what most tests leave out filled in.

use crate::api::*;

pub(in crate::emit::tests) const I64: Type = Type::Integer(IntegerWidth::I64);

pub(in crate::emit::tests) fn docs(description: &str) -> Docs {
    Docs {
        description: description.into(),
        ..Docs::default()
    }
}

pub(in crate::emit::tests) fn def(name: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: name.into(),
        docs: Docs::default(),
        shape,
        rules: Rules::default(),
        in_json: true,
        in_text: false,
    }
}

pub(in crate::emit::tests) fn field(name: &str, ty: Type, required: bool, nullable: bool) -> Field {
    Field {
        name: name.into(),
        wire: name.trim_start_matches("r#").into(),
        docs: Docs::default(),
        ty,
        rules: Rules::default(),
        required,
        nullable,
        boxed: false,
        default: None,
    }
}

pub(in crate::emit::tests) fn structure(fields: Vec<Field>, rest: Rest) -> Shape {
    Shape::Struct(Struct {
        fields,
        rest,
        hidden: Vec::new(),
    })
}

pub(in crate::emit::tests) fn union(variants: &[(&str, Type, bool)], choice: Choice) -> Shape {
    let variants = variants
        .iter()
        .map(|(name, ty, boxed)| UnionVariant {
            name: (*name).into(),
            ty: ty.clone(),
            rules: Rules::default(),
            boxed: *boxed,
            docs: Docs::default(),
        })
        .collect();
    Shape::Union(Union { variants, choice })
}

pub(in crate::emit::tests) fn parameter(
    name: &str,
    location: Location,
    style: Style,
    ty: Type,
) -> Parameter {
    Parameter {
        name: name.into(),
        wire: name.trim_start_matches("r#").into(),
        location,
        style,
        explode: style == Style::Form || style == Style::DeepObject,
        allow_reserved: false,
        allow_empty: false,
        required: location == Location::Path,
        default: None,
        ty,
        rules: Rules::default(),
        docs: Docs::default(),
    }
}

pub(in crate::emit::tests) fn response(
    status: StatusPattern,
    name: &str,
    content: Option<Content>,
    headers: Option<usize>,
) -> Response {
    Response {
        status,
        name: name.into(),
        docs: docs(""),
        contents: alone(content),
        headers: headers.map(HeaderSetId),
    }
}

pub(in crate::emit::tests) fn content(
    name: &str,
    media_type: &str,
    form: BodyForm,
) -> Option<Content> {
    Some(Content {
        name: name.into(),
        media_types: vec![media_type.into()],
        form,
        rules: Rules::default(),
    })
}

/// The contents of a body that is always of one media type.
pub(in crate::emit::tests) fn alone(content: Option<Content>) -> Contents {
    Contents {
        list: content.into_iter().collect(),
        choice: None,
    }
}

pub(in crate::emit::tests) fn json(ty: Type) -> Option<Content> {
    content("Json", "application/json", BodyForm::Json(ty))
}

pub(in crate::emit::tests) fn text() -> Option<Content> {
    content("Text", "text/plain", BodyForm::Text(Type::String))
}

pub(in crate::emit::tests) fn bytes() -> Option<Content> {
    content("Bytes", "application/octet-stream", BodyForm::Bytes)
}

pub(in crate::emit::tests) fn operation(
    names: (&str, &str),
    method: Method,
    template: &str,
    segments: Vec<Segment>,
    parameters: Vec<Parameter>,
) -> Operation {
    Operation {
        id: names.1.into(),
        method_name: names.0.into(),
        type_name: names.1.into(),
        method,
        path: Path {
            template: template.into(),
            segments,
            query: String::new(),
        },
        docs: Docs::default(),
        parameters,
        idempotency_key: None,
        body: None,
        success: Vec::new(),
        errors: Vec::new(),
        security: Vec::new(),
        pagination: None,
        servers: Vec::new(),
    }
}

pub(in crate::emit::tests) fn literal(text: &str) -> Segment {
    Segment::Literal(text.into())
}

pub(in crate::emit::tests) fn named(id: usize) -> Type {
    Type::Named(TypeId(id))
}

pub(in crate::emit::tests) fn list(ty: Type) -> Type {
    Type::List(Box::new(ty))
}

pub(in crate::emit::tests) fn needs(schemes: &[usize]) -> Alternative {
    Alternative(
        schemes
            .iter()
            .map(|scheme| Requirement {
                scheme: SchemeId(*scheme),
                scopes: vec!["read".into()],
            })
            .collect(),
    )
}
