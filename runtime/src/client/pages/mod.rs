//! Lists that a server hands out page by page.

mod link;
mod turn;

use std::collections::HashSet;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt};

use super::call::{Call, Client};
use super::error::Error;
use super::options::RequestOptions;
use super::response_value::ResponseValue;
pub use turn::Turn;

/// A request whose answer is a page of a list.
pub trait Paged: Call + Send + Sync + 'static {
    /// What the list consists of.
    type Item: Send + 'static;

    /// Sets what the first request says unless its caller says otherwise.
    fn begin(&mut self) {}

    /// The items of a page; `None` where it has no list of them.
    fn items(page: &mut Self::Success) -> Option<&mut Vec<Self::Item>>;

    /// Makes the request one for the page behind that one; `None` where it is the last.
    fn turn(&mut self, page: &Self::Success, turn: &mut Turn<'_>) -> Option<()>;
}

/// An answer, or why there is none.
type Answer<R> =
    Result<ResponseValue<<R as crate::Operation>::Success>, Error<<R as crate::Operation>::Error>>;

/// The pages of a list: a [`Stream`], each page fetched when it is asked for. An empty page is the last; an error is the
/// last thing that comes.
#[must_use = "no page is fetched until it is asked for"]
pub struct Pages<'c, R: Paged> {
    stream: BoxStream<'c, Answer<R>>,
}

impl<R: Paged> Pages<'_, R> {
    /// The next page; `None` behind the last.
    pub async fn next(&mut self) -> Option<Answer<R>> {
        self.stream.next().await
    }
}

impl<R: Paged> Stream for Pages<'_, R> {
    type Item = Answer<R>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_next_unpin(cx)
    }
}

/// The items of a list that comes in pages: a [`Stream`], each page fetched when its first item is asked for. An error is
/// the last thing that comes.
#[must_use = "nothing is fetched until it is asked for"]
pub struct Items<'c, R: Paged> {
    stream: BoxStream<'c, Result<R::Item, Error<R::Error>>>,
}

impl<R: Paged> Items<'_, R> {
    /// The next item; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error<R::Error>>> {
        self.stream.next().await
    }

    /// All items that are left.
    ///
    /// # Errors
    /// A page could not be had.
    pub async fn collect(mut self) -> Result<Vec<R::Item>, Error<R::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<R: Paged> Stream for Items<'_, R> {
    type Item = Result<R::Item, Error<R::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_next_unpin(cx)
    }
}

impl Client {
    /// The pages of a list, the first being the answer to that request.
    pub fn pages<R: Paged>(&self, request: R, options: RequestOptions) -> Pages<'_, R> {
        let book = Book::new(self, request, options);
        let stream = stream::try_unfold(book, async |mut book| {
            Ok(book.next().await?.map(|page| (page, book)))
        });
        Pages {
            stream: stream.boxed(),
        }
    }

    /// The items of a list, the first being those of the answer to that request.
    pub fn items<R: Paged>(&self, request: R, options: RequestOptions) -> Items<'_, R> {
        let reading = (Book::new(self, request, options), Vec::new().into_iter());
        let stream = stream::try_unfold(reading, async |(mut book, mut items)| {
            loop {
                if let Some(item) = items.next() {
                    return Ok(Some((item, (book, items))));
                }
                match book.next_items().await? {
                    Some(next) => items = next,
                    None => return Ok(None),
                }
            }
        });
        Items {
            stream: stream.boxed(),
        }
    }
}

/// Where one is in a list.
struct Book<'c, R> {
    client: &'c Client,
    /// The request for the next page, but for the link to it.
    request: R,
    options: RequestOptions,
    /// The link to the next page, where there is one.
    link: Option<String>,
    /// What led to pages so far: cursors, and the targets of links.
    seen: HashSet<String>,
    is_over: bool,
}

impl<'c, R: Paged> Book<'c, R> {
    fn new(client: &'c Client, mut request: R, options: RequestOptions) -> Self {
        request.begin();
        Self {
            client,
            request,
            options,
            link: None,
            seen: HashSet::new(),
            is_over: false,
        }
    }

    async fn next(&mut self) -> Result<Option<ResponseValue<R::Success>>, Error<R::Error>> {
        if self.is_over {
            return Ok(None);
        }
        let (client, request, options) = (self.client, &self.request, &self.options);
        let mut page = match &self.link {
            None => client.send_with(request, options).await?,
            Some(link) => client.send_link(link, request, options).await?,
        };
        let count = R::items(&mut page).map_or(0, |items| items.len());
        let mut turn = Turn::new(count, page.headers(), &mut self.seen);
        self.is_over = count == 0 || self.request.turn(&page, &mut turn).is_none();
        self.link = turn.into_link();
        self.heed_circles();
        Ok(Some(page))
    }

    /// Ends the list where its next page is one that was there already.
    fn heed_circles(&mut self) {
        let Some(link) = &self.link else { return };
        if self.seen.is_empty() {
            // An empty link leads to the first page.
            self.seen.extend(self.client.target_of("", &self.request));
        }
        // One that can't be followed is told when it is.
        let target = self.client.target_of(link, &self.request);
        self.is_over |= target.is_some_and(|target| !self.seen.insert(target));
    }

    async fn next_items(&mut self) -> Result<Option<vec::IntoIter<R::Item>>, Error<R::Error>> {
        let page = self.next().await?;
        Ok(page.map(|mut page| {
            let items = R::items(&mut page).map(std::mem::take);
            items.unwrap_or_default().into_iter()
        }))
    }
}
