//! Which rules say anything of a value, given its type: a length nothing of an integer, a bound nothing that the integer's
//! own range doesn't say.

use super::{scalars, visit};
use crate::api::{
    Bound, Content, IntegerWidth, Rest, Rule, Rules, Sent, Shape, Type, TypeDef, TypeId,
};

/// How many names and newtypes are followed.
const DEPTH: usize = 64;

/// What rules may say of a value.
#[derive(Clone, Debug)]
enum Kind {
    /// Nothing.
    Nothing,
    /// Nothing but conditions.
    Simple,
    /// Whatever there is.
    Anything,
    Text,
    /// A string that is of another type in Rust.
    Typed,
    /// Bytes, whose lengths alone are rules.
    Bytes,
    Integer(IntegerWidth),
    Float,
    List(Type),
    Map(Type),
    /// A struct with so many keys that must be there.
    Object(usize),
    /// A tuple of so many items, and whether others follow.
    Tuple(usize, bool),
    /// What this other type is.
    As(Type),
}

/// Drops the rules that say nothing. What others look at as it is in JSON is to have a form in JSON.
pub(super) fn retain(types: &mut [TypeDef], sets: &mut [Sent]) {
    let mut kinds = Kinds {
        all: types.iter().map(|def| of_shape(&def.shape)).collect(),
        looked_at: Vec::new(),
    };
    for (index, def) in types.iter_mut().enumerate() {
        let own = of_shape(&def.shape);
        kinds.retain(&own, &mut def.rules);
        match &def.shape {
            Shape::Alias(ty) | Shape::Newtype(ty) => kinds.look_by(&def.rules, ty),
            _ if def.rules.own.is_empty() => {}
            _ => kinds.looked_at.push(TypeId(index)),
        }
        shape_rules(&mut def.shape, &mut |ty, rules| kinds.retain_for(ty, rules));
    }
    for set in sets {
        set_rules(set, &mut |ty, rules| match ty {
            Some(ty) => kinds.retain_for(ty, rules),
            None => *rules = Rules::default(),
        });
    }
    put_in_json(types, kinds.looked_at);
}

/// Marks types, and all that they hold, as such that stand in JSON.
fn put_in_json(types: &mut [TypeDef], mut queue: Vec<TypeId>) {
    while let Some(id) = queue.pop() {
        if let Some(def) = types.get_mut(id.0).filter(|def| !def.in_json) {
            def.in_json = true;
            visit::shape_types(&mut def.shape, &mut |ty| queue.extend(visit::named(ty)));
        }
    }
}

/// What the values of each named type are.
struct Kinds {
    all: Vec<Kind>,
    /// The types, aliases aside, whose values rules look at as a whole.
    looked_at: Vec<TypeId>,
}

impl Kinds {
    fn retain_for(&mut self, ty: &Type, rules: &mut Rules) {
        if rules.is_empty() {
            return;
        }
        self.retain(&of_type(ty), rules);
        self.look_by(rules, ty);
    }

    /// Notes what the rules of a type's values look at.
    fn look_by(&mut self, rules: &Rules, ty: &Type) {
        if !rules.own.is_empty() {
            let is_written = |rule: &Rule| {
                matches!(
                    rule,
                    Rule::Condition(_) | Rule::Fitting(_) | Rule::UniqueItems
                )
            };
            self.look_at(ty, rules.own.iter().any(is_written));
        }
    }

    /// Notes the named type that a type is, if it is one; where its values are `written` as JSON, also that of its items.
    fn look_at(&mut self, mut ty: &Type, written: bool) {
        loop {
            match ty {
                Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
                Type::List(inner) | Type::Map(inner) if written => ty = inner,
                Type::Named(id) => return self.looked_at.push(*id),
                _ => return,
            }
        }
    }

    fn retain(&mut self, kind: &Kind, rules: &mut Rules) {
        let kind = self.resolved(kind);
        rules.own.retain(|rule| says_something(rule, &kind));
        let (items, values) = match &kind {
            Kind::Anything => return,
            Kind::List(item) => (Some(item), None),
            Kind::Map(value) => (None, Some(value)),
            _ => (None, None),
        };
        for (inner, ty) in [(&mut rules.items, items), (&mut rules.values, values)] {
            if let (Some(rules), Some(ty)) = (inner.as_deref_mut(), ty) {
                self.retain_for(ty, rules);
            }
            *inner = inner
                .take()
                .filter(|rules| ty.is_some() && !rules.is_empty());
        }
    }

    fn resolved(&self, kind: &Kind) -> Kind {
        let mut kind = kind.clone();
        for _ in 0..DEPTH {
            kind = match kind {
                Kind::As(Type::Named(id)) => self.all.get(id.0).cloned().unwrap_or(Kind::Nothing),
                Kind::As(ty) => of_type(&ty),
                kind => return kind,
            };
        }
        Kind::Nothing
    }
}

fn of_shape(shape: &Shape) -> Kind {
    match shape {
        Shape::Struct(shape) => {
            Kind::Object(shape.fields.iter().filter(|field| field.required).count())
        }
        // The values are listed; where any other will do as well, it is a string.
        Shape::StringEnum(list) if list.is_open => Kind::Text,
        Shape::StringEnum(_) | Shape::ValueEnum(_) => Kind::Simple,
        Shape::Union(_) => Kind::Anything,
        Shape::Tuple(tuple) => Kind::Tuple(tuple.items.len(), tuple.rest.is_some()),
        Shape::Newtype(ty) | Shape::Alias(ty) => of_type(ty),
    }
}

fn of_type(ty: &Type) -> Kind {
    match ty {
        Type::File => Kind::Bytes,
        Type::Path(_) => Kind::Nothing,
        Type::Bool | Type::Null => Kind::Simple,
        Type::Integer(width) => Kind::Integer(*width),
        Type::Float(_) => Kind::Float,
        Type::String => Kind::Text,
        Type::DateTime(_) | Type::Date(_) | Type::Uuid | Type::Base64 => Kind::Typed,
        Type::Any => Kind::Anything,
        Type::List(item) => Kind::List((**item).clone()),
        Type::Map(value) => Kind::Map((**value).clone()),
        Type::Nullable(inner) | Type::Boxed(inner) => Kind::As((**inner).clone()),
        Type::Named(_) => Kind::As(ty.clone()),
    }
}

fn says_something(rule: &Rule, kind: &Kind) -> bool {
    match (rule, kind) {
        (_, Kind::Anything) => true,
        (Rule::Condition(_) | Rule::Fitting(_) | Rule::DependentRequired(..), kind) => {
            !matches!(kind, Kind::Nothing | Kind::Bytes)
        }
        (Rule::MinLength(_) | Rule::MaxLength(_), Kind::Bytes) => true,
        // What has a type of its own is of the format.
        (Rule::Format(_), kind) => matches!(kind, Kind::Text),
        (Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_), kind) => {
            matches!(kind, Kind::Text | Kind::Typed)
        }
        (Rule::UniqueItems, kind) => matches!(kind, Kind::List(_) | Kind::Tuple(..)),
        (Rule::Minimum(bound), Kind::Integer(width)) => !is_within(*width, *bound, true),
        (Rule::Maximum(bound), Kind::Integer(width)) => !is_within(*width, *bound, false),
        (
            Rule::Minimum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_),
            kind,
        ) => matches!(kind, Kind::Integer(_) | Kind::Float),
        (Rule::MinItems(least), Kind::Tuple(items, _)) => least > items,
        (Rule::MaxItems(_), Kind::Tuple(_, has_rest)) => *has_rest,
        (Rule::MinItems(_) | Rule::MaxItems(_), kind) => matches!(kind, Kind::List(_)),
        (Rule::MinProperties(least), Kind::Object(required)) => least > required,
        (Rule::MinProperties(_) | Rule::MaxProperties(_), kind) => {
            matches!(kind, Kind::Map(_) | Kind::Object(_))
        }
    }
}

/// Whether no value of that width lies below, or else above, the bound.
fn is_within(width: IntegerWidth, bound: Bound, is_least: bool) -> bool {
    let (least, most) = scalars::range(width);
    match bound {
        Bound::Integer(bound) if is_least => {
            // As far below zero as a signed integer goes, there is one more than above.
            let below = if least < 0.0 { greatest(width) + 1 } else { 0 };
            bound <= 0 && u128::from(bound.unsigned_abs()) >= below
        }
        bound if is_least => bound.as_f64() <= least,
        Bound::Integer(bound) => u128::try_from(bound).is_ok_and(|bound| bound >= greatest(width)),
        Bound::Unsigned(bound) => u128::from(bound) >= greatest(width),
        Bound::Float(bound) => bound >= most,
    }
}

fn greatest(width: IntegerWidth) -> u128 {
    let bits = match width {
        IntegerWidth::I8 => 7,
        IntegerWidth::U8 => 8,
        IntegerWidth::I16 => 15,
        IntegerWidth::U16 => 16,
        IntegerWidth::I32 => 31,
        IntegerWidth::U32 => 32,
        IntegerWidth::I64 => 63,
        IntegerWidth::U64 => 64,
        IntegerWidth::I128 => 127,
        IntegerWidth::U128 => 128,
    };
    u128::MAX >> (128 - bits)
}

/// Calls `visit` with each type that a shape holds, and the rules of its values there.
fn shape_rules(shape: &mut Shape, visit: &mut dyn FnMut(&Type, &mut Rules)) {
    match shape {
        Shape::Struct(structure) => {
            for field in &mut structure.fields {
                visit(&field.ty, &mut field.rules);
            }
            if let Rest::Kept { ty, rules, .. } = &mut structure.rest {
                visit(ty, rules);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                visit(&variant.ty, &mut variant.rules);
            }
        }
        Shape::Tuple(tuple) => {
            for item in &mut tuple.items {
                visit(&item.ty, &mut item.rules);
            }
            if let Some(ty) = &tuple.rest {
                visit(ty, &mut tuple.rest_rules);
            }
        }
        Shape::Alias(_) | Shape::Newtype(_) | Shape::StringEnum(_) | Shape::ValueEnum(_) => {}
    }
}

/// Calls `visit` with each type that an operation or a set of headers takes or gives, and the rules of its values there.
fn set_rules(set: &mut Sent, visit: &mut dyn FnMut(Option<&Type>, &mut Rules)) {
    for operation in &mut set.operations {
        for parameter in &mut operation.parameters {
            visit(Some(&parameter.ty), &mut parameter.rules);
        }
        let responses = operation.success.iter_mut().chain(&mut operation.errors);
        let contents = responses
            .map(|response| &mut response.contents)
            .chain(operation.body.as_mut().map(|body| &mut body.contents));
        for Content { form, rules, .. } in contents.flat_map(|contents| &mut contents.list) {
            visit(form.checked_ty(), rules);
        }
    }
    for header in set.header_sets.iter_mut().flat_map(|set| &mut set.headers) {
        visit(Some(&header.ty), &mut header.rules);
    }
}

/// Calls `visit` with all rules there are, and the type whose values they are for.
pub(super) fn all(
    types: &mut [TypeDef],
    sets: &mut [Sent],
    visit: &mut dyn FnMut(&Type, &mut Rules),
) {
    for (index, def) in types.iter_mut().enumerate() {
        match &def.shape {
            Shape::Alias(ty) | Shape::Newtype(ty) => visit(ty, &mut def.rules),
            _ => visit(&Type::Named(TypeId(index)), &mut def.rules),
        }
        shape_rules(&mut def.shape, visit);
    }
    for set in sets {
        set_rules(set, &mut |ty, rules| {
            if let Some(ty) = ty {
                visit(ty, rules);
            }
        });
    }
}
