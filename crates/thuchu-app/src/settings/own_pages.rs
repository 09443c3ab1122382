//! Pages and links of the desk's own: written, changed and taken away by admins, each change audited by its name.

use thuchu_model::{AuditObject, OwnPage, ShownIn};
use thuchu_store::{audit, settings};

use super::sections::{Form, SHORT, json};
use super::{Current, Refused, Settings, SettingsError, Typed, Why};
use crate::people::Person;

/// Most letters of a text.
const TEXT: usize = 20_000;

impl Current {
    /// When the page of this name was last changed, 0 for never.
    #[must_use]
    pub fn seen_page(&self, name: &str) -> i64 {
        self.at.get(&OwnPage::setting_of(name)).copied().unwrap_or(0)
    }
}

impl Settings {
    /// Writes a page. `before`: its name so far, `None` for a new one, which must not be there yet. `seen`:
    /// [`Current::seen_page`] of when the form was opened.
    ///
    /// # Errors
    /// [`SettingsError::Refused`] names the fields; nothing is changed then.
    pub async fn put_page(
        &self,
        person: &Person,
        before: Option<&str>,
        typed: &Typed,
        seen: i64,
    ) -> Result<String, SettingsError> {
        let mut tx = self.desk.db.begin().await?;
        let now = self.begin(&mut tx, person).await?;
        let page = read(before, typed, &now).map_err(SettingsError::Refused)?;
        if before.is_some_and(|name| now.seen_page(name) != seen) {
            return Err(SettingsError::Meanwhile);
        }
        if now.settings.pages.contains(&page) {
            return Err(SettingsError::Same);
        }
        self.write_page(tx, person, &page.name, &json(&page)).await?;
        Ok(page.name)
    }

    /// Takes a page away. Its address is then none.
    ///
    /// # Errors
    /// [`SettingsError::Same`] when there is none of this name.
    pub async fn remove_page(&self, person: &Person, name: &str) -> Result<(), SettingsError> {
        let mut tx = self.desk.db.begin().await?;
        let now = self.begin(&mut tx, person).await?;
        if !now.settings.pages.iter().any(|page| page.name == name) {
            return Err(SettingsError::Same);
        }
        self.write_page(tx, person, name, "").await
    }

    async fn write_page(
        &self,
        mut tx: thuchu_store::Tx,
        person: &Person,
        name: &str,
        value: &str,
    ) -> Result<(), SettingsError> {
        let (now, setting) = (self.desk.now(), OwnPage::setting_of(name));
        settings::set(&mut tx, &setting, value, now).await?;
        let detail = serde_json::json!({ "part": "pages", "names": [setting], "removed": value.is_empty() });
        let act = crate::act("settings.changed")?;
        audit::append(&mut tx, &[person.editor.id], act, AuditObject::Desk, &detail, now).await?;
        tx.commit().await?;
        self.refresh().await?;
        Ok(())
    }
}

/// The page that was typed, or every field that cannot be used.
fn read(before: Option<&str>, typed: &Typed, now: &Current) -> Result<OwnPage, Vec<Refused>> {
    let mut form = Form { typed, refused: Vec::new() };
    let name = before.map_or_else(|| form.text("name", 60), str::to_owned);
    let is_there = now.settings.pages.iter().any(|page| page.name == name);
    if !OwnPage::is_name(&name) {
        form.refuse("name", Why::NoName);
    } else if before.is_none() && is_there {
        form.refuse("name", Why::NameTaken);
    }
    if !is_there && now.settings.pages.len() >= OwnPage::MOST {
        form.refuse("name", Why::Full(OwnPage::MOST as u64));
    }
    let title = form.in_both("title_vi", "title_en", 60);
    if title.is_empty() {
        form.refuse("title_vi", Why::Missing);
    }
    let link = form.text("link", SHORT);
    if !link.is_empty() && !OwnPage::is_link(&link) {
        form.refuse("link", Why::NoAddress);
    }
    let text = thuchu_model::InBoth { vi: form.text("text_vi", TEXT), en: form.text("text_en", TEXT) };
    if link.is_empty() && text.is_empty() {
        form.refuse("text_vi", Why::Missing);
    }
    let shown = ShownIn::parse(&form.text("shown", 10));
    if shown.is_none() {
        form.refuse("shown", Why::NoChoice);
    }
    let order = form.text("order", 10);
    let order = if order.is_empty() { Some(0) } else { order.parse::<u16>().ok().filter(|order| *order <= 999) };
    if order.is_none() {
        form.refuse("order", Why::Bounds(0, 999));
    }
    let page = OwnPage { name, title, text, link, shown: shown.unwrap_or_default(), order: order.unwrap_or_default() };
    if form.refused.is_empty() { Ok(page) } else { Err(form.refused) }
}
