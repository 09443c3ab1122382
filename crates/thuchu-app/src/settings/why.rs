//! Why a value of a form is refused; its words are the pages' own.

use thuchu_model::TooFaint;

/// Why a field cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// More letters than this.
    Long(u64),
    /// Not a colour.
    NoColour,
    /// A colour that cannot be read well.
    Faint(TooFaint),
    /// Not a number.
    NoNumber,
    /// A number outside these.
    Bounds(u64, u64),
    /// The threshold of an answer is below that of a suggestion.
    Order,
    /// None of the choices.
    NoChoice,
    /// A scale that cannot be used.
    Scale(String),
    /// A scale of this id and version is there already, with other ratings.
    ScaleTaken,
    /// A licence is the address of a page.
    NoAddress,
    /// Not sites as they are named for frames.
    NoSites,
    /// Neither an address of mail nor one of a page.
    NoContact,
    /// Not a picture that can be used.
    NoPicture,
    /// A word that cannot stand in the address of a page.
    NoName,
    /// A page of this name is there already.
    NameTaken,
    /// Nothing in either language.
    Missing,
    /// As many pages as there may be.
    Full(u64),
    /// Boxes that cannot be used.
    Boxes(String),
}
