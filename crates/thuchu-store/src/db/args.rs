//! Values bound to a statement: whole numbers, texts and bytes, each of which may be absent. Nothing else exists in
//! the schema: flags are 0 and 1, times are microseconds, JSON is text.

use thuchu_model::{Day, Lang, PublicId, RatingKey, Sha256Hash, Timestamp};

/// One bound value.
#[derive(Debug, Clone)]
pub enum Arg {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT. A NUL, which PostgreSQL cannot keep in text, becomes U+FFFD on both engines.
    Text(Option<String>),
    /// BLOB or BYTEA.
    Bytes(Option<Vec<u8>>),
}

/// The bound values of a statement: `args![id, "text", 3]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

macro_rules! arg {
    ($($from:ty => $kind:ident, $value:ident, $as:expr;)*) => {$(
        impl From<$from> for Arg {
            fn from($value: $from) -> Self {
                Self::$kind(Some($as))
            }
        }
        impl From<Option<$from>> for Arg {
            fn from(value: Option<$from>) -> Self {
                match value {
                    Some(value) => value.into(),
                    None => Self::$kind(None),
                }
            }
        }
    )*};
}

arg! {
    i64 => Int, value, value;
    u32 => Int, value, i64::from(value);
    bool => Int, value, i64::from(value);
    usize => Int, value, i64::try_from(value).unwrap_or(i64::MAX);
    u64 => Int, value, i64::try_from(value).unwrap_or(i64::MAX);
    Timestamp => Int, value, value.micros();
    &str => Text, value, plain(value);
    &String => Text, value, plain(value);
    String => Text, value, if value.contains('\0') { plain(&value) } else { value };
    Day => Text, value, value.to_string();
    &Lang => Text, value, value.as_str().to_owned();
    PublicId => Text, value, value.as_str().to_owned();
    &RatingKey => Text, value, value.as_str().to_owned();
    Vec<u8> => Bytes, value, value;
    &[u8] => Bytes, value, value.to_vec();
    [u8; 16] => Bytes, value, value.to_vec();
    Sha256Hash => Bytes, value, value.as_bytes().to_vec();
}

macro_rules! ids {
    ($($id:ident),*) => {
        arg! { $(thuchu_model::$id => Bytes, value, value.as_bytes().to_vec();)* }
        $(impl super::row::FromColumn for thuchu_model::$id {
            fn from_column(row: &super::Row, index: usize) -> Result<Self, $crate::StoreError> {
                Ok(Self::from_bytes(row.get::<[u8; 16]>(index)?))
            }
        })*
    };
}

ids!(
    CheckId,
    WebhookId,
    ImportSourceId,
    PublisherId,
    ClaimId,
    ReviewId,
    EvidenceId,
    CaptureId,
    CopyRequestId,
    EditorId,
    ProposalId,
    JobId,
    OutboxId,
    ImportRunId,
    WithdrawalId,
    ReviewNoteId,
    MessageId,
    ClusterId,
    MediaId,
    AnswerOwedId,
    AppealId,
    ActId,
    ViewId
);

fn plain(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The placeholders of a statement with many rows: `($1,$2),($3,$4)` for 2 columns and 2 rows.
pub(crate) fn rows_of(columns: usize, rows: usize) -> String {
    let mut text = String::with_capacity(columns * rows * 5);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        list_into(&mut text, row * columns, columns);
        text.push(')');
    }
    text
}

/// The placeholders of a list: `$3,$4,$5` for 3 values after the first 2.
pub(crate) fn list_of(after: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    list_into(&mut text, after, count);
    text
}

fn list_into(text: &mut String, after: usize, count: usize) {
    for place in 1..=count {
        if place > 1 {
            text.push(',');
        }
        text.push('$');
        text.push_str(&(after + place).to_string());
    }
}

/// The text with `?` for each `$N`, when these are `$1`, `$2` and so on, each once; otherwise `None`.
pub(super) fn nameless(text: &str) -> Option<String> {
    let mut parts = text.split('$');
    let mut plain = String::with_capacity(text.len());
    plain.push_str(parts.next()?);
    for (before, part) in parts.enumerate() {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        if number.parse() != Ok(before + 1) {
            return None;
        }
        plain.push('?');
        plain.push_str(rest);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_lose_their_numbers_only_where_the_order_says_the_same() {
        assert_eq!(nameless("a IN ($1,$2)").as_deref(), Some("a IN (?,?)"));
        assert_eq!(nameless("SELECT 1").as_deref(), Some("SELECT 1"));
        for other in ["a = $2 AND b = $1", "a = $1 AND b = $1", "a = $1 AND b = '$'", "a = $0"] {
            assert_eq!(nameless(other), None, "{other}");
        }
        assert_eq!(nameless(&format!("VALUES {}", rows_of(2, 2))).as_deref(), Some("VALUES (?,?),(?,?)"));
        assert_eq!(list_of(2, 3), "$3,$4,$5");
    }
}
