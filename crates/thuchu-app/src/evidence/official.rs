//! Pages of organisations on social hosts. Copies of such a page are brought by hand, and only once two editors said that it
//! is the organisation's own: a person's page is never kept (TRUST R67).

use thuchu_fetch::{Url, is_social_host};
use thuchu_model::{Act, AuditObject, EditorId, may};
use thuchu_store::official_pages::{self, OfficialPage};
use thuchu_store::{Source, StoreError, audit, editors};

use super::Evidence;
use super::wishes::web_address;
use crate::act;

/// Most characters of an organisation's name.
const MOST_NAME: usize = 200;
/// Most pages of the list.
const MOST: u32 = 500;

/// Why a page is not named or confirmed.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// Not an address of a social host, or one that names no page of it.
    #[error("not a page of a social host")]
    Address,
    /// No name, or too long a one.
    #[error("an organisation has a name of 1 to 200 letters")]
    Name,
    /// It is named already.
    #[error("the page is named already")]
    Exists,
    /// Nobody named it, it is confirmed already, or who confirms is who named it.
    #[error("another editor confirms it")]
    AnotherPerson,
    /// The editor may not.
    #[error("not allowed")]
    NotAllowed,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Evidence {
    /// All pages that were named.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn official_pages(&self) -> Result<Vec<OfficialPage>, StoreError> {
        official_pages::all(&mut self.desk.db.read(), MOST).await
    }

    /// Says that a page is an organisation's own.
    ///
    /// # Errors
    /// [`OfficialError`].
    pub async fn name_official(&self, by: EditorId, address: &str, organisation: &str) -> Result<(), OfficialError> {
        let url = web_address(address).map_err(|_| OfficialError::Address)?;
        let address = page_of(&url).ok_or(OfficialError::Address)?;
        let organisation = organisation.split_whitespace().collect::<Vec<_>>().join(" ");
        if organisation.is_empty() || organisation.chars().count() > MOST_NAME {
            return Err(OfficialError::Name);
        }
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        self.may_judge(&mut tx, by).await?;
        official_pages::name(&mut tx, &address, &organisation, by, now).await.map_err(|error| match error {
            StoreError::Exists { .. } => OfficialError::Exists,
            other => other.into(),
        })?;
        let detail = serde_json::json!({"address": address, "organisation": organisation});
        audit::append(&mut tx, &[by], act("official_page.named")?, AuditObject::Desk, &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Confirms what somebody else said.
    ///
    /// # Errors
    /// [`OfficialError`].
    pub async fn confirm_official(&self, by: EditorId, address: &str) -> Result<(), OfficialError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        self.may_judge(&mut tx, by).await?;
        official_pages::confirm(&mut tx, address, by, now).await.map_err(|error| match error {
            StoreError::Conflict { .. } => OfficialError::AnotherPerson,
            other => other.into(),
        })?;
        let detail = serde_json::json!({"address": address});
        audit::append(&mut tx, &[by], act("official_page.confirmed")?, AuditObject::Desk, &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a page away again; copies that were made of it stay.
    ///
    /// # Errors
    /// [`OfficialError`].
    pub async fn remove_official(&self, by: EditorId, address: &str) -> Result<(), OfficialError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        self.may_judge(&mut tx, by).await?;
        official_pages::remove(&mut tx, address).await?;
        let detail = serde_json::json!({"address": address});
        audit::append(&mut tx, &[by], act("official_page.removed")?, AuditObject::Desk, &detail, now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn may_judge(&self, from: &mut impl Source, by: EditorId) -> Result<(), OfficialError> {
        let editor = editors::get(from, by).await?.ok_or(OfficialError::NotAllowed)?;
        if editor.active && may(editor.role, Act::Approve) { Ok(()) } else { Err(OfficialError::NotAllowed) }
    }
}

/// Whether two editors said that this address is, or lies below, an organisation's page.
pub(super) async fn is_official(from: &mut impl Source, url: &Url) -> Result<bool, StoreError> {
    for address in above(url) {
        let page = official_pages::get(from, &address).await?;
        if page.is_some_and(|page| page.confirmed.is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The page that an address names, in one form: `facebook.com/boytevn`. `None`: it is none of a social host.
fn page_of(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    if !is_social_host(url.host_str()?) {
        return None;
    }
    let path = url.path().trim_matches('/').to_lowercase();
    let asked = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    (!path.is_empty()).then(|| format!("{host}/{path}{asked}"))
}

/// The address itself and what it lies below, the nearest first.
fn above(url: &Url) -> Vec<String> {
    let Some(whole) = page_of(url) else { return Vec::new() };
    let path = whole.split('?').next().unwrap_or_default().to_owned();
    let mut all = vec![whole];
    let mut rest = path.as_str();
    while rest.contains('/') {
        all.push(rest.to_owned());
        rest = rest.rsplit_once('/').map_or("", |(before, _)| before);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(url: &str) -> Vec<String> {
        above(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_post_lies_below_the_page_that_made_it_and_a_video_stands_alone() {
        let post = all("https://www.facebook.com/BoYTeVN/posts/123/?ref=share");
        let below = [
            "facebook.com/boytevn/posts/123?ref=share",
            "facebook.com/boytevn/posts/123",
            "facebook.com/boytevn/posts",
        ];
        assert_eq!(post[..3], below);
        assert_eq!(post.last().unwrap(), "facebook.com/boytevn");
        assert_eq!(all("https://bao.vn/boytevn"), [""; 0], "no social host");
        assert_eq!(page_of(&Url::parse("https://facebook.com/").unwrap()), None, "the host itself is nobody's page");
    }
}
