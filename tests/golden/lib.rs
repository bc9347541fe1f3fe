//! Every golden crate, compiled: both ends, no warning.
#![deny(warnings)]

/// `positive/all_of.yaml`
pub mod all_of {
    include!("positive/all_of/src/bindings.rs");
}

/// `positive/answers.yaml`
pub mod answers {
    include!("positive/answers/src/bindings.rs");
}

/// `positive/any_of.yaml`
pub mod any_of {
    include!("positive/any_of/src/bindings.rs");
}

/// `positive/bare_schemas.yaml`
pub mod bare_schemas {
    include!("positive/bare_schemas/src/bindings.rs");
}

/// `positive/bodies.yaml`
pub mod bodies {
    include!("positive/bodies/src/bindings.rs");
}

/// `positive/body_parameters.yaml`
pub mod body_parameters {
    include!("positive/body_parameters/src/bindings.rs");
}

/// `positive/boolean_schemas.yaml`
pub mod boolean_schemas {
    include!("positive/boolean_schemas/src/bindings.rs");
}

/// `positive/byte_lengths.yaml`
pub mod byte_lengths {
    include!("positive/byte_lengths/src/bindings.rs");
}

/// `positive/called_back.yaml`
pub mod called_back {
    include!("positive/called_back/src/bindings.rs");
}

/// `positive/choices.yaml`
pub mod choices {
    include!("positive/choices/src/bindings.rs");
}

/// `positive/composition.yaml`
pub mod composition {
    include!("positive/composition/src/bindings.rs");
}

/// `positive/conditional.yaml`
pub mod conditional {
    include!("positive/conditional/src/bindings.rs");
}

/// `positive/conditions_inside.yaml`
pub mod conditions_inside {
    include!("positive/conditions_inside/src/bindings.rs");
}

/// `positive/constants.yaml`
pub mod constants {
    include!("positive/constants/src/bindings.rs");
}

/// `positive/content_encoding.yaml`
pub mod content_encoding {
    include!("positive/content_encoding/src/bindings.rs");
}

/// `positive/dates_of_jiff.yaml`
pub mod dates_of_jiff {
    include!("positive/dates_of_jiff/src/bindings.rs");
}

/// `positive/dates_of_time.yaml`
pub mod dates_of_time {
    include!("positive/dates_of_time/src/bindings.rs");
}

/// `positive/default_mapping.yaml`
pub mod default_mapping {
    include!("positive/default_mapping/src/bindings.rs");
}

/// `positive/defaults.yaml`
pub mod defaults {
    include!("positive/defaults/src/bindings.rs");
}

/// `positive/definitions.yaml`
pub mod definitions {
    include!("positive/definitions/src/bindings.rs");
}

/// `positive/described_streams.yaml`
pub mod described_streams {
    include!("positive/described_streams/src/bindings.rs");
}

/// `positive/documentation.yaml`
pub mod documentation {
    include!("positive/documentation/src/bindings.rs");
}

/// `positive/empty_lists.yaml`
pub mod empty_lists {
    include!("positive/empty_lists/src/bindings.rs");
}

/// `positive/exactly_one.yaml`
pub mod exactly_one {
    include!("positive/exactly_one/src/bindings.rs");
}

/// `positive/form_documents.yaml`
pub mod form_documents {
    include!("positive/form_documents/src/bindings.rs");
}

/// `positive/forms.yaml`
pub mod forms {
    include!("positive/forms/src/bindings.rs");
}

/// `positive/framework_paths.yaml`
pub mod framework_paths {
    include!("positive/framework_paths/src/bindings.rs");
}

/// `positive/hooks.yaml`
pub mod hooks {
    include!("positive/hooks/src/bindings.rs");
}

/// `positive/idempotency.yaml`
pub mod idempotency {
    include!("positive/idempotency/src/bindings.rs");
}

/// `positive/identified.yaml`
pub mod identified {
    include!("positive/identified/src/bindings.rs");
}

/// `positive/inheritance.yaml`
pub mod inheritance {
    include!("positive/inheritance/src/bindings.rs");
}

/// `positive/inherited_values.yaml`
pub mod inherited_values {
    include!("positive/inherited_values/src/bindings.rs");
}

/// `positive/integers.yaml`
pub mod integers {
    include!("positive/integers/src/bindings.rs");
}

/// `positive/listed_values.yaml`
pub mod listed_values {
    include!("positive/listed_values/src/bindings.rs");
}

/// `positive/maps.yaml`
pub mod maps {
    include!("positive/maps/src/bindings.rs");
}

/// `positive/media_types.yaml`
pub mod media_types {
    include!("positive/media_types/src/bindings.rs");
}

/// `positive/mended.yaml`
pub mod mended {
    include!("positive/mended/src/bindings.rs");
}

/// `positive/mutual_tls.yaml`
pub mod mutual_tls {
    include!("positive/mutual_tls/src/bindings.rs");
}

/// `positive/named_rules.yaml`
pub mod named_rules {
    include!("positive/named_rules/src/bindings.rs");
}

/// `positive/names.yaml`
pub mod names {
    include!("positive/names/src/bindings.rs");
}

/// `positive/newer_keys.yaml`
pub mod newer_keys {
    include!("positive/newer_keys/src/bindings.rs");
}

/// `positive/no_operations.yaml`
pub mod no_operations {
    include!("positive/no_operations/src/bindings.rs");
}

/// `positive/notations.yaml`
pub mod notations {
    include!("positive/notations/src/bindings.rs");
}

/// `positive/null_alternatives.yaml`
pub mod null_alternatives {
    include!("positive/null_alternatives/src/bindings.rs");
}

/// `positive/obstacles.yaml`
pub mod obstacles {
    include!("positive/obstacles/src/bindings.rs");
}

/// `positive/odd_values.yaml`
pub mod odd_values {
    include!("positive/odd_values/src/bindings.rs");
}

/// `positive/older_spellings.yaml`
pub mod older_spellings {
    include!("positive/older_spellings/src/bindings.rs");
}

/// `positive/one_of_discriminator.yaml`
pub mod one_of_discriminator {
    include!("positive/one_of_discriminator/src/bindings.rs");
}

/// `positive/one_of_shape.yaml`
pub mod one_of_shape {
    include!("positive/one_of_shape/src/bindings.rs");
}

/// `positive/one_way.yaml`
pub mod one_way {
    include!("positive/one_way/src/bindings.rs");
}

/// `positive/only_choices.yaml`
pub mod only_choices {
    include!("positive/only_choices/src/bindings.rs");
}

/// `positive/other_methods.yaml`
pub mod other_methods {
    include!("positive/other_methods/src/bindings.rs");
}

/// `positive/pagination.yaml`
pub mod pagination {
    include!("positive/pagination/src/bindings.rs");
}

/// `positive/pagination_slips.yaml`
pub mod pagination_slips {
    include!("positive/pagination_slips/src/bindings.rs");
}

/// `positive/parameter_styles.yaml`
pub mod parameter_styles {
    include!("positive/parameter_styles/src/bindings.rs");
}

/// `positive/parameter_values.yaml`
pub mod parameter_values {
    include!("positive/parameter_values/src/bindings.rs");
}

/// `positive/parameters.yaml`
pub mod parameters {
    include!("positive/parameters/src/bindings.rs");
}

/// `positive/paths.yaml`
pub mod paths {
    include!("positive/paths/src/bindings.rs");
}

/// `positive/part_styles.yaml`
pub mod part_styles {
    include!("positive/part_styles/src/bindings.rs");
}

/// `positive/patterned.yaml`
pub mod patterned {
    include!("positive/patterned/src/bindings.rs");
}

/// `positive/presence.yaml`
pub mod presence {
    include!("positive/presence/src/bindings.rs");
}

/// `positive/promises.yaml`
pub mod promises {
    include!("positive/promises/src/bindings.rs");
}

/// `positive/read_write_only.yaml`
pub mod read_write_only {
    include!("positive/read_write_only/src/bindings.rs");
}

/// `positive/recursion.yaml`
pub mod recursion {
    include!("positive/recursion/src/bindings.rs");
}

/// `positive/reference_siblings.yaml`
pub mod reference_siblings {
    include!("positive/reference_siblings/src/bindings.rs");
}

/// `positive/refused_bodies.yaml`
pub mod refused_bodies {
    include!("positive/refused_bodies/src/bindings.rs");
}

/// `positive/refused_parameters.yaml`
pub mod refused_parameters {
    include!("positive/refused_parameters/src/bindings.rs");
}

/// `positive/responses.yaml`
pub mod responses {
    include!("positive/responses/src/bindings.rs");
}

/// `positive/rust_names.yaml`
pub mod rust_names {
    include!("positive/rust_names/src/bindings.rs");
}

/// `positive/rust_types.yaml`
pub mod rust_types {
    include!("positive/rust_types/src/bindings.rs");
}

/// `positive/scalars.yaml`
pub mod scalars {
    include!("positive/scalars/src/bindings.rs");
}

/// `positive/security.yaml`
pub mod security {
    include!("positive/security/src/bindings.rs");
}

/// `positive/security_schemes.yaml`
pub mod security_schemes {
    include!("positive/security_schemes/src/bindings.rs");
}

/// `positive/servers.yaml`
pub mod servers {
    include!("positive/servers/src/bindings.rs");
}

/// `positive/several_files.yaml`
pub mod several_files {
    include!("positive/several_files/src/bindings.rs");
}

/// `positive/several_tags.yaml`
pub mod several_tags {
    include!("positive/several_tags/src/bindings.rs");
}

/// `positive/slips.yaml`
pub mod slips {
    include!("positive/slips/src/bindings.rs");
}

/// `positive/streams.yaml`
pub mod streams {
    include!("positive/streams/src/bindings.rs");
}

/// `positive/string_enum.yaml`
pub mod string_enum {
    include!("positive/string_enum/src/bindings.rs");
}

/// `positive/swagger.yaml`
pub mod swagger {
    include!("positive/swagger/src/bindings.rs");
}

/// `positive/swagger_files.yaml`
pub mod swagger_files {
    include!("positive/swagger_files/src/bindings.rs");
}

/// `positive/tags.yaml`
pub mod tags {
    include!("positive/tags/src/bindings.rs");
}

/// `positive/text_alternatives.yaml`
pub mod text_alternatives {
    include!("positive/text_alternatives/src/bindings.rs");
}

/// `positive/told_parameters.yaml`
pub mod told_parameters {
    include!("positive/told_parameters/src/bindings.rs");
}

/// `positive/trailing_commas.json`
pub mod trailing_commas {
    include!("positive/trailing_commas/src/bindings.rs");
}

/// `positive/tuples.yaml`
pub mod tuples {
    include!("positive/tuples/src/bindings.rs");
}

/// `positive/type_arrays.yaml`
pub mod type_arrays {
    include!("positive/type_arrays/src/bindings.rs");
}

/// `positive/undescribed_schemes.yaml`
pub mod undescribed_schemes {
    include!("positive/undescribed_schemes/src/bindings.rs");
}

/// `positive/unevaluated.yaml`
pub mod unevaluated {
    include!("positive/unevaluated/src/bindings.rs");
}

/// `positive/unlisted.yaml`
pub mod unlisted {
    include!("positive/unlisted/src/bindings.rs");
}

/// `positive/unnamed_alternatives.yaml`
pub mod unnamed_alternatives {
    include!("positive/unnamed_alternatives/src/bindings.rs");
}

/// `positive/uploads.yaml`
pub mod uploads {
    include!("positive/uploads/src/bindings.rs");
}

/// `positive/value_enum.yaml`
pub mod value_enum {
    include!("positive/value_enum/src/bindings.rs");
}

/// `positive/value_rules.yaml`
pub mod value_rules {
    include!("positive/value_rules/src/bindings.rs");
}

/// `positive/version_3_2.yaml`
pub mod version_3_2 {
    include!("positive/version_3_2/src/bindings.rs");
}

/// `positive/weightless.yaml`
pub mod weightless {
    include!("positive/weightless/src/bindings.rs");
}

/// `positive/xml_bodies.yaml`
pub mod xml_bodies {
    include!("positive/xml_bodies/src/bindings.rs");
}
