//! Taking one message in: cleaned at the door, grouped, sealed, kept in one unit of work.

use std::time::Duration;

use thuchu_fetch::Url;
use thuchu_model::{
    AnswerOwed, AnswerOwedId, CheckId, ClusterId, ClusterState, Day, Lang, MediaId, Message, MessageId, MessagePicture,
    MessageText, ReceiptCode, ReplyTo, Sha256Hash, Timestamp, Way,
};
use thuchu_store::receipts::Erases;
use thuchu_store::{StoreError, Tx, checks, clusters, messages, owed, receipts};
use thuchu_text::clean::{Cleaned, clean_at_the_door};

use crate::answer;
use crate::meaning::Meant;

use super::groups::Arriving;
use super::{Intake, IntakeError, Received, Sent, Source, is_address};

/// How long shorteners get to say where their links lead, all links of a message together.
const RESOLVING: Duration = Duration::from_secs(2);
/// Short links of a message that are asked for.
const MOST_RESOLVED: usize = 3;

/// What is about to be kept.
struct Arrived {
    message: Message,
    wording_hash: Sha256Hash,
    to: Option<(String, bool, Lang)>,
    source: Source,
    day: Day,
    now: Timestamp,
}

impl Intake {
    /// Takes a message in. When this returns, it is kept; on any error, nothing of it is.
    ///
    /// # Errors
    /// [`IntakeError`] names the rule.
    pub async fn receive(&self, sent: Sent) -> Result<Received, IntakeError> {
        if !self.groups.is_loaded() {
            return Err(IntakeError::Starting);
        }
        let asked = sent.meant.clone();
        let arrived = self.cleaned(sent).await?;
        let id = arrived.message.id;
        let meant = match arrived.message.text.words.as_str() {
            "" => None,
            words => self.meant(words, asked).await,
        };
        let arriving = Arriving::new(&self.groups, id);
        let message = Message { cluster: self.find_place(&arrived.message, meant.clone()).await?, ..arrived.message };
        let placed = message.cluster;
        let words = message.text.words.clone();
        let (cluster, received) = self.keep(Arrived { message, ..arrived }).await?;
        if !words.is_empty() && cluster != placed {
            self.groups.place(id, &words, meant, cluster);
        }
        self.groups.change(cluster);
        arriving.keep();
        Ok(received)
    }

    /// What may be kept of what was sent.
    async fn cleaned(&self, sent: Sent) -> Result<Arrived, IntakeError> {
        let Sent { text, link, pictures, lang, email, tell_changes, source, meant: _ } = sent;
        let email = email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
        if email.as_ref().is_some_and(|email| !self.ways.mail || !is_address(email)) {
            return Err(IntakeError::Email);
        }
        if text.chars().count() + link.chars().count() > Message::MOST_CHARACTERS {
            return Err(IntakeError::TooLong);
        }
        if pictures.len() > Message::MOST_PICTURES {
            return Err(IntakeError::TooManyPictures);
        }
        let text = self.clean(&format!("{}\n{}", text.trim(), link.trim())).await?;
        let says = text.words.chars().any(char::is_alphanumeric);
        if !says && pictures.is_empty() {
            return Err(IntakeError::Nothing);
        }
        let chance = &*self.desk.chance;
        let picture = |sent: super::SentPicture| {
            let received = self.picture_hash(sent.received)?;
            let id = MediaId::random(chance);
            Ok::<_, StoreError>(MessagePicture { id, received, png: sent.clean.png, bytes: sent.clean.bytes })
        };
        let pictures = pictures.into_iter().map(picture).collect::<Result<Vec<_>, _>>()?;
        let (now, day) = (self.desk.now(), self.desk.today());
        let message = Message {
            id: MessageId::random(chance),
            // Found below.
            cluster: ClusterId::random(chance),
            day,
            lang: language(&text.words),
            text: MessageText { words: if says { text.words } else { String::new() }, links: text.links },
            pictures,
        };
        let wording_hash = self.wording_hash(&message)?;
        let to = email.map(|email| (email, tell_changes, lang));
        Ok(Arrived { message, wording_hash, to, source, day, now })
    }

    /// The words without what may name somebody; short links resolved where that is quick, else their stand-ins.
    async fn clean(&self, text: &str) -> Result<MessageText, IntakeError> {
        let key = self.desk.keys.keyed_hash("intake.link", b"", &*self.desk.chance)?;
        let mut cleaned = clean_at_the_door(text, key.as_bytes());
        if let Some(resolved) = self.resolved(&cleaned).await {
            // What a link leads to may name somebody too.
            cleaned = clean_at_the_door(&resolved, key.as_bytes());
        }
        let links = cleaned.links.iter().map(|link| link.as_str().to_owned()).collect();
        Ok(MessageText { words: cleaned.text.trim().to_owned(), links })
    }

    /// The text with the addresses that its short links lead to; `None` where none could be found out.
    async fn resolved(&self, cleaned: &Cleaned) -> Option<String> {
        let fetcher = self.ways.fetcher.as_ref().filter(|_| !cleaned.short_links.is_empty())?;
        let mut text = None;
        let all = async {
            for link in cleaned.short_links.iter().take(MOST_RESOLVED) {
                let Ok(url) = Url::parse(link.url.as_str()) else { continue };
                // Why not is nobody's business: the link stays hidden.
                let Ok(led) = fetcher.lead(&url, RESOLVING).await else { continue };
                let now = text.get_or_insert_with(|| cleaned.text.clone());
                *now = now.replace(&link.stand_in, led.as_str());
            }
        };
        let _ = tokio::time::timeout(RESOLVING, all).await;
        text
    }

    /// The keyed hash by which the same wording is known again; of pictures alone, that of the pictures.
    fn wording_hash(&self, message: &Message) -> Result<Sha256Hash, StoreError> {
        let mut said = thuchu_text::match_form(&message.text.words).into_bytes();
        if said.is_empty() {
            let mut pictures: Vec<_> = message.pictures.iter().map(|picture| *picture.received.as_bytes()).collect();
            pictures.sort_unstable();
            said = pictures.concat();
        }
        self.desk.keys.keyed_hash("message.wording", &said, &*self.desk.chance)
    }

    /// The cluster a message belongs to; one of pictures alone goes where a picture of it was seen last.
    async fn find_place(&self, message: &Message, meant: Option<Meant>) -> Result<ClusterId, IntakeError> {
        if message.text.words.is_empty() {
            let hashes: Vec<_> = message.pictures.iter().map(|picture| picture.received).collect();
            let seen = messages::cluster_with_picture(&mut self.desk.db.read(), &hashes).await?;
            return Ok(seen.unwrap_or(message.cluster));
        }
        let (groups, id, words, fresh) = (self.groups.clone(), message.id, message.text.words.clone(), message.cluster);
        let put = tokio::task::spawn_blocking(move || groups.put(id, &words, meant, fresh)).await;
        Ok(put.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic())))
    }

    /// Keeps all of it at once. Gives the cluster it is in: another program may have merged or closed the one it was
    /// placed in.
    async fn keep(&self, arrived: Arrived) -> Result<(ClusterId, Received), IntakeError> {
        let Arrived { mut message, wording_hash, to, source, day, now } = arrived;
        let (keys, chance) = (&self.desk.keys, &*self.desk.chance);
        let mut tx = self.desk.db.begin().await?;
        let hashes: Vec<_> = message.pictures.iter().map(|picture| picture.received).chain([wording_hash]).collect();
        if messages::is_blocked(&mut tx, &hashes).await? {
            return Err(IntakeError::Blocked);
        }
        let answered = self.settle(&mut tx, &mut message).await?;
        let cluster = message.cluster;
        messages::put(&mut tx, keys, &message, wording_hash, now, chance).await?;
        let mut erases = Erases { message: message.id, owed: None };
        if let Some((address, tell_changes, lang)) = to {
            let id = AnswerOwedId::random(chance);
            let to = ReplyTo { by: Way::Email, address, lang, message: message.id };
            let owed = AnswerOwed { id, cluster, to, tell_changes, told: 0 };
            owed::put(&mut tx, keys, &owed, day, now, chance).await?;
            erases.owed = Some(id);
        }
        let code = ReceiptCode::new(chance);
        let hash = self.code_hash(&code)?;
        receipts::put(&mut tx, keys, hash, (cluster, erases), (day, answered.is_some()), now, chance).await?;
        if let Some(check) = answered
            && let Some(stored) = checks::find(&mut tx, &[check]).await?.pop()
        {
            answer::answered_already(&mut tx, &self.desk, cluster, &stored.check, now).await?;
        }
        let first = self.tally.asks_first(day, source, cluster);
        let kept = async {
            if first {
                clusters::one_more_asks(&mut tx, cluster, day).await?;
            }
            tx.commit().await
        };
        if let Err(error) = kept.await {
            if first {
                self.tally.did_not_ask(day, source, cluster);
            }
            return Err(error.into());
        }
        Ok((cluster, Received { code, answered: answered.is_some() }))
    }

    /// Makes sure that the message's cluster is there and takes messages; else it gets another. The check that answered it.
    async fn settle(&self, tx: &mut Tx, message: &mut Message) -> Result<Option<CheckId>, StoreError> {
        match clusters::forwarded(tx, message.cluster).await? {
            Some(found) if matches!(found.state, ClusterState::Open | ClusterState::Answered) => {
                message.cluster = found.id;
                return Ok(found.check.filter(|_| found.state == ClusterState::Answered));
            }
            // Closed meanwhile, and its messages are gone: whoever asks now begins anew.
            Some(_) => message.cluster = ClusterId::random(&*self.desk.chance),
            None => {}
        }
        clusters::open(tx, message.cluster, message.day, &message.lang, message.id).await?;
        Ok(None)
    }
}

/// The language of a text, as far as the desk needs to know.
fn language(words: &str) -> Lang {
    match thuchu_text::lang::detect(words) {
        Some(thuchu_text::lang::Lang::Vi) => Lang::vi(),
        Some(thuchu_text::lang::Lang::En) => Lang::en(),
        Some(thuchu_text::lang::Lang::Other) | None => Lang::unknown(),
    }
}
