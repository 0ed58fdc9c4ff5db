//! Whom films and people are asked of, in the form of The Movie Database's interface, version 3.

use serde_json::Value;

/// A question to the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask<'q> {
    /// Films by title.
    SearchMovie(&'q str),
    /// A film.
    Movie(u64),
    /// Its cast and crew.
    MovieCredits(u64),
    /// Its keywords.
    MovieKeywords(u64),
    /// Its other titles.
    MovieTitles(u64),
    /// Its overview in other languages.
    MovieTranslations(u64),
    /// People by name.
    SearchPerson(&'q str),
    /// A person.
    Person(u64),
    /// The films in which a person acted or worked.
    PersonCredits(u64),
    /// A person's names elsewhere.
    PersonIds(u64),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is no such film or person.
    NotFound,
    /// The database cannot be asked; why.
    Outside(String),
}

/// Whoever answers.
pub(super) trait Source: Send + Sync {
    /// The answer, whole, as The Movie Database would give it.
    ///
    /// # Errors
    /// [`Trouble`].
    fn ask(&self, ask: Ask<'_>) -> Result<Value, Trouble>;
    /// Whether asking may wait for something outside the program.
    fn waits(&self) -> bool {
        false
    }
    /// Whether a film may be reviewed: all may, where nobody knows which there are.
    fn has_film(&self, _id: u64) -> bool {
        true
    }
    /// The id of a film that may be reviewed.
    fn some_film(&self) -> u64 {
        1
    }
}

impl Ask<'_> {
    /// The path below the interface's address: `movie/550/credits`.
    pub(super) fn path(self) -> String {
        match self {
            Self::SearchMovie(_) => "search/movie".to_owned(),
            Self::SearchPerson(_) => "search/person".to_owned(),
            Self::Movie(id) => format!("movie/{id}"),
            Self::MovieCredits(id) => format!("movie/{id}/credits"),
            Self::MovieKeywords(id) => format!("movie/{id}/keywords"),
            Self::MovieTitles(id) => format!("movie/{id}/alternative_titles"),
            Self::MovieTranslations(id) => format!("movie/{id}/translations"),
            Self::Person(id) => format!("person/{id}"),
            Self::PersonCredits(id) => format!("person/{id}/movie_credits"),
            Self::PersonIds(id) => format!("person/{id}/external_ids"),
        }
    }

    /// What is searched for.
    pub(super) fn query(self) -> Option<String> {
        match self {
            Self::SearchMovie(words) | Self::SearchPerson(words) => Some(words.to_owned()),
            _ => None,
        }
    }
}
