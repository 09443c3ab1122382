//! `/desk/account`: one's own password, phone, recovery codes, passkeys and log-ins.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use jiff::civil::Date;
use serde::Deserialize;
use thuchu_app::people::{Made, Party, PeopleError, Person};
use thuchu_model::{Secret, Sha256Hash};
use thuchu_say::{self as say, Message};

use super::enter::phone::CodesPage;
use super::frame::{Bar, Done, Fields, Visit, Wrong, frame, page as answer};
use super::passkey::{Here, ids};
use super::see;
use super::words::{day, refused, role};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/account.html")]
struct AccountPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    name: String,
    role: Message,
    codes_left: u64,
    passkeys: Vec<Passkey>,
    /// `None` where no passkey can be added.
    adding: Option<Adding>,
    /// How the name stands below checks: what is sent, what it says, whether it is chosen.
    bylines: Vec<(&'static str, Message, bool)>,
    logins: Vec<Login>,
    wrong: Vec<Wrong>,
}

/// A passkey, by its day.
struct Passkey {
    id: String,
    name: String,
    since: Date,
}

/// What the script needs for a new one.
struct Adding {
    script: String,
    /// The site that passkeys are bound to.
    site: String,
    /// Those that are there.
    ids: String,
    /// Whose it will be.
    user: String,
    /// A second factor was shown just now.
    fresh: bool,
    /// The name that was typed.
    typed: String,
}

/// A log-in, by its days.
struct Login {
    id: Sha256Hash,
    since: Date,
    seen: Date,
    own: bool,
}

/// What was just done.
#[derive(Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

/// `GET /desk/account`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    here: Here,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let text = match after.done.as_str() {
        "password" => Some(say::people_done_password()),
        "byline" => Some(say::settings_byline_done()),
        "logins" => Some(say::people_done_logins()),
        "passkey" => Some(say::passkey_added()),
        "removed" => Some(say::passkey_removed()),
        _ => None,
    };
    let account = account(&site, &reader, &person, here.party.as_ref()).await?;
    answer(&reader, &head, &AccountPage { done: text.map(|text| Done { text, undo: None }), ..account }, false)
}

async fn account(site: &Site, reader: &Reader, person: &Person, here: Option<&Party>) -> Result<AccountPage, Fault> {
    // Forms that come back stand on the same page.
    let c = frame(site, &Reader { path: "/desk/account".to_owned(), ..reader.clone() }, say::people_account_title());
    let logins = site.people.logins(person).await?.into_iter().map(|login| Login {
        id: login.id,
        since: day(site, login.since),
        seen: day(site, login.seen),
        own: login.own,
    });
    let passkeys = site.people.passkeys(person).await?;
    let adding = here.map(|party| Adding {
        script: site.assets.passkey.clone(),
        site: party.id().to_owned(),
        ids: ids(&passkeys),
        user: person.handle(),
        fresh: person.is_fresh(site.people.now()),
        typed: String::new(),
    });
    let passkeys = passkeys.into_iter().map(|key| Passkey { since: day(site, key.since), id: key.id, name: key.name });
    Ok(AccountPage {
        bar: Bar::of(&c, person),
        c,
        done: None,
        name: person.editor.name.to_string(),
        role: role(person.editor.role),
        codes_left: site.people.codes_left(person).await?,
        passkeys: passkeys.collect(),
        adding,
        bylines: bylines(person, &site.people.byline(person).await?),
        logins: logins.collect(),
        wrong: Vec::new(),
    })
}

/// A new passkey and its name.
#[derive(Deserialize)]
pub(crate) struct NewPasskey {
    #[serde(flatten)]
    made: Made,
    #[serde(default)]
    name: String,
}

/// `POST /desk/account/passkeys`
pub(crate) async fn add_passkey(
    Visit { site, reader, head, person }: Visit,
    here: Here,
    Fields(sent): Fields<NewPasskey>,
) -> Result<Response<Body>, Fault> {
    let Some(party) = here.party else { return Ok(see(&reader, "/desk/account")) };
    let error = match site.people.add_passkey(&party, &person, &sent.name, &sent.made).await {
        Ok(()) => return Ok(see(&reader, "/desk/account?done=passkey")),
        Err(PeopleError::NotFresh) => return Ok(see(&reader, "/desk/again?to=/desk/account")),
        Err(error) => error,
    };
    let mut account = account(&site, &reader, &person, Some(&party)).await?;
    account.wrong.push(Wrong { field: "passkey-name", text: refused(error)? });
    if let Some(adding) = &mut account.adding {
        adding.typed = sent.name;
    }
    answer(&reader, &head, &account, true)
}

/// `POST /desk/account/passkeys/remove`
pub(crate) async fn remove_passkey(
    Visit { site, reader, person, .. }: Visit,
    Fields(which): Fields<Which>,
) -> Result<Response<Body>, Fault> {
    match site.people.remove_passkey(&person, &which.id).await {
        Ok(()) => Ok(see(&reader, "/desk/account?done=removed")),
        Err(PeopleError::NotFresh) => Ok(see(&reader, "/desk/again?to=/desk/account")),
        // Removed already, perhaps by a second click.
        Err(PeopleError::Missing(_)) => Ok(see(&reader, "/desk/account")),
        Err(error) => Err(error.into()),
    }
}

fn bylines(person: &Person, chosen: &str) -> Vec<(&'static str, Message, bool)> {
    let name = person.editor.name.as_str();
    ["desk", "name", "initials"].map(|word| (word, say::settings_byline(word, name), word == chosen)).into()
}

/// How somebody signs.
#[derive(Deserialize)]
pub(crate) struct Byline {
    #[serde(default)]
    byline: String,
}

/// `POST /desk/account/byline`
pub(crate) async fn byline(
    Visit { site, reader, person, .. }: Visit,
    Fields(chosen): Fields<Byline>,
) -> Result<Response<Body>, Fault> {
    match site.people.set_byline(&person, &chosen.byline).await {
        Ok(()) => Ok(see(&reader, "/desk/account?done=byline")),
        Err(PeopleError::Missing(_)) => Err(Fault::Unusable("request.fields", say::settings_no_choice())),
        Err(PeopleError::Same) => Ok(see(&reader, "/desk/account")),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "desk/password.html")]
struct PasswordPage {
    c: Frame,
    bar: Option<Bar>,
    least: u64,
    wrong: Vec<Wrong>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Passwords {
    old: Secret,
    new: Secret,
}

fn password_form(site: &Site, reader: &Reader, person: &Person) -> PasswordPage {
    let c = frame(site, reader, say::people_password_title());
    let least = thuchu_app::people::password::SHORTEST as u64;
    PasswordPage { bar: Bar::of(&c, person), c, least, wrong: Vec::new() }
}

/// `GET /desk/account/password`
pub(crate) async fn password_page(Visit { site, reader, head, person }: Visit) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &password_form(&site, &reader, &person), false)
}

/// `POST /desk/account/password`
pub(crate) async fn password(
    Visit { site, reader, head, person }: Visit,
    Fields(typed): Fields<Passwords>,
) -> Result<Response<Body>, Fault> {
    let wrong = match site.people.change_password(&person, &typed.old, &typed.new).await {
        Ok(()) => return Ok(see(&reader, "/desk/account?done=password")),
        Err(PeopleError::Wrong) => Wrong { field: "old", text: say::people_no_password_old() },
        Err(error) => Wrong { field: "new", text: refused(error)? },
    };
    answer(&reader, &head, &PasswordPage { wrong: vec![wrong], ..password_form(&site, &reader, &person) }, true)
}

/// `POST /desk/account/codes`: ten new recovery codes, in the answer and never again.
pub(crate) async fn codes(Visit { site, reader, head, person }: Visit) -> Result<Response<Body>, Fault> {
    match site.people.new_codes(&person).await {
        Ok(codes) => {
            // The page in the other language is the account: these codes are not shown twice.
            let at_account = Reader { path: "/desk/account".to_owned(), ..reader.clone() };
            let c = frame(&site, &at_account, say::people_codes_title());
            answer(&reader, &head, &CodesPage { bar: Bar::of(&c, &person), c, codes }, false)
        }
        Err(PeopleError::NotFresh) => Ok(see(&reader, "/desk/again?to=/desk/account")),
        Err(error) => Err(error.into()),
    }
}

/// Which log-in, empty for all others; or which passkey.
#[derive(Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    id: String,
}

/// `POST /desk/account/logins/end`
pub(crate) async fn end(
    Visit { site, reader, person, .. }: Visit,
    Fields(which): Fields<Which>,
) -> Result<Response<Body>, Fault> {
    let id = match which.id.as_str() {
        "" => None,
        id => Some(Sha256Hash::parse(id).ok_or(Fault::Unusable("request.fields", say::people_no_missing()))?),
    };
    site.people.end_logins(&person, id).await?;
    Ok(see(&reader, "/desk/account?done=logins"))
}
