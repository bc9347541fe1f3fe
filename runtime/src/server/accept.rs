//! What a caller accepts (RFC 9110, section 12.5.1).

use http::HeaderMap;
use http::header::ACCEPT;

use crate::media_type::{fits, precision};

/// How welcome a media type is, in thousandths (RFC 9110, section 12.4.2); zero: not at all.
type Quality = u16;

/// The most welcome.
const BEST: Quality = 1000;

/// The media ranges of a request's `Accept`, with their weights.
#[derive(Debug)]
pub(super) struct Accept<'h>(Vec<(&'h str, Quality)>);

impl<'h> Accept<'h> {
    /// Reads the header; without one, or without a range in it, all is welcome.
    pub(super) fn of(headers: &'h HeaderMap) -> Self {
        let values = headers.get_all(ACCEPT).into_iter();
        let ranges = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        Self(ranges.filter_map(weighted).collect())
    }

    /// How welcome a media type is: as the most precise range says that it is of. For a range of media types, how
    /// welcome the most welcome of them may be.
    pub(super) fn quality(&self, media_type: &str) -> Quality {
        if self.0.is_empty() {
            return BEST;
        }
        let fitting = self.0.iter().filter(|(range, _)| fits(range, media_type));
        if precision(media_type) < 2 {
            return fitting.map(|(_, quality)| *quality).max().unwrap_or(0);
        }
        fitting
            .max_by_key(|(range, _)| precision(range))
            .map_or(0, |(_, quality)| *quality)
    }

    /// The index of the most welcome of several, the first of those that are equally welcome; `None` where none is.
    pub(super) fn preferred<'m>(
        &self,
        offers: impl IntoIterator<Item = &'m [&'m str]>,
    ) -> Option<usize> {
        let mut best = (None, 0);
        for (index, media_types) in offers.into_iter().enumerate() {
            let qualities = media_types.iter().map(|offer| self.quality(offer));
            let quality = qualities.max().unwrap_or(0);
            if quality > best.1 {
                best = (Some(index), quality);
            }
        }
        best.0
    }
}

/// A range and its weight; `None` where there is no range.
fn weighted(text: &str) -> Option<(&str, Quality)> {
    let mut parameters = text.split(';').map(str::trim);
    let range = parameters.next().filter(|range| range.contains('/'))?;
    let weight = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .and_then(|(_, weight)| weight.trim().parse::<f32>().ok())
        .unwrap_or(1.0);
    // Never out of range: the weight is clamped first.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the weight is between 0 and 1"
    )]
    let quality = (weight.clamp(0.0, 1.0) * f32::from(BEST)).round() as Quality;
    Some((range, quality))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::ACCEPT};

    use super::Accept;

    fn headers(accept: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers
    }

    fn preferred(accept: &'static str, offers: &[&str]) -> Option<usize> {
        let offers: Vec<[&str; 1]> = offers.iter().map(|offer| [*offer]).collect();
        Accept::of(&headers(accept)).preferred(offers.iter().map(|offer| &offer[..]))
    }

    #[test]
    fn the_most_precise_range_decides() {
        let headers = headers("text/*;q=0.3, text/plain;q=0.7, text/html, */*;q=0.5");
        let accept = Accept::of(&headers);
        for (media_type, quality) in [
            ("text/html", 1000),
            ("text/plain", 700),
            ("image/jpeg", 500),
            ("text/csv", 300),
        ] {
            assert_eq!(accept.quality(media_type), quality, "{media_type}");
        }
    }

    #[test]
    fn the_most_welcome_offer_is_preferred() {
        let offers = &["application/json", "application/xml"];
        assert_eq!(preferred("application/xml, */*;q=0.1", offers), Some(1));
        assert_eq!(preferred("*/*", offers), Some(0));
        assert_eq!(preferred("application/*;q=0.2", offers), Some(0));
        assert_eq!(preferred("text/html", offers), None);
        assert_eq!(preferred("application/json;q=0, */*", offers), Some(1));
        assert_eq!(preferred("application/json;q=0", offers), None);
        assert_eq!(preferred("image/png", &["image/*"]), Some(0));
        assert_eq!(preferred("nonsense", offers), Some(0));
        assert_eq!(preferred("application/xml;q=wrong", offers), Some(1));
    }
}
