//! The one guarded way out to the web.
//!
//! Every address a person, a feed or a file names is hostile: it may point into the operator's own network, change its
//! answer between two look-ups, redirect in circles, never end, or unpack to gigabytes. [`Fetcher`] is the only thing
//! in the house that opens an outward connection for such an address, and it holds these rules:
//!
//! - `http` and `https` on ports 80 and 443, no user names, no single-label or local names;
//! - only [globally reachable addresses](address); a name that resolves to one global and one private address is refused;
//! - a name is resolved once per connection and the connection goes to exactly what was checked;
//! - redirects are followed by hand, at most [`MAX_HOPS`], each checked like the first; never from `https` to `http`;
//! - no proxy from the environment, no cookies, no log-in, no [social hosts](is_social_host);
//! - [where a short link leads](Fetcher::lead) is asked of the shortener alone, the page itself is not opened;
//! - two budgets: a [page](Fetcher::fetch_page), or a [part of it](Fetcher::fetch_part), and an
//!   [operator's file](Fetcher::stream_file); what is [posted](Fetcher::post_small) to a server that the operator names
//!   gets a small answer and follows no redirect.
//!
//! What the bytes mean is left to `thuchu-formats`; when to fetch, and `robots.txt`, to the steps in `thuchu-app`.

pub mod address;
mod budget;
mod client;
mod error;
mod fetcher;
mod file;
mod gate;
mod guard;
mod lead;
mod page;
mod post;
mod reach;
mod resolve;

#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "testing"))]
pub use budget::Budget;
pub use budget::{FILE_MAX_BYTES, FILE_SILENCE, MAX_HOPS, PAGE_MAX_BYTES, PAGE_TIME, PER_HOST};
pub use error::FetchError;
pub use fetcher::Fetcher;
pub use file::{FileReader, FileStream, Progress};
pub use guard::check_url;
pub use page::{Ask, Hop, Page};
pub use post::POST_MAX_ANSWER;
pub use reach::Reach;
pub use reqwest::header::HeaderMap;
#[cfg(any(test, feature = "testing"))]
pub use resolve::Lookup;
pub use thuchu_text::links::is_social_host;
pub use url::Url;
