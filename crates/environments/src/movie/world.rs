//! The database as a desk.

use super::source::{Ask, Source, Trouble};
use super::tools::{ACTIONS, GRAMMAR, TOOLS};
use super::trim;
use crate::agentboard::{Call, Desk, Failure, Question, Row, Score, Setting, World, word};
use crate::{Environment, Task};
use serde_json::{Value, json};
use std::sync::Arc;

/// What the database says where there is nothing; the second sentence is ours.
const NOT_FOUND: &str = "{\"success\":false,\"status_code\":34,\"status_message\":\"The resource you requested could not be \
    found.\"} Get ids from get_search_movie and get_search_person.";
/// Steps that an agent should do with.
const STEPS: usize = 20;

/// Someone with a question at the database.
struct Visit {
    source: Arc<dyn Source>,
    score: Score,
    reviews: Vec<(u64, String)>,
    /// What first went wrong outside the program.
    fault: Option<String>,
}

/// Opens a task.
pub(super) fn open(index: usize, source: Arc<dyn Source>, question: &Question) -> Box<dyn Environment> {
    let solution = question.solution();
    let prompt = format!(
        "You answer questions from a database of films. Look ids up with get_search_movie and get_search_person, do not \
         guess them. When you know the answer, call finish with it and with nothing else.\n\nThe question: {}",
        question.text
    );
    let steps = u32::try_from(STEPS.max(solution.len() * 2)).unwrap_or(u32::MAX);
    let task = Task { id: format!("movie:{index}"), prompt, steps };
    let setting = Setting { task, goal: question.text.clone(), solution };
    let score = Score::new(question);
    Box::new(World::new(Visit { source, score, reviews: Vec::new(), fault: None }, setting))
}

impl Visit {
    fn look(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "get_search_movie" => self.search_movie(input),
            "get_movie_details" => {
                let names = ["title", "budget", "genres", "revenue", "vote_average", "release_date"];
                trim::members(&self.movie(input, Ask::Movie)?, &names)
            }
            "get_movie_production_companies" => {
                trim::members(&self.movie(input, Ask::Movie)?, &["production_companies"])
            }
            "get_movie_production_countries" => {
                trim::members(&self.movie(input, Ask::Movie)?, &["production_countries"])
            }
            "get_movie_cast" => {
                trim::top(&self.movie(input, Ask::MovieCredits)?, "cast", &["id", "name", "character"])
            }
            "get_movie_crew" => trim::crew(&self.movie(input, Ask::MovieCredits)?),
            "get_movie_keywords" => trim::keywords(&self.movie(input, Ask::MovieKeywords)?),
            "get_movie_alternative_titles" => self.movie(input, Ask::MovieTitles),
            "get_movie_translation" => trim::translations(&self.movie(input, Ask::MovieTranslations)?),
            _ => self.look_at_person(name, input),
        }
    }

    fn look_at_person(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "get_search_person" => {
                let query = word(input, "person_name")?;
                let found = self.ask(Ask::SearchPerson(&query))?;
                Ok(trim::first(&found, &["id", "name"])?.into())
            }
            "get_person_details" => {
                let names = ["name", "biography", "birthday", "place_of_birth"];
                trim::members(&self.person(input, Ask::Person)?, &names)
            }
            "get_person_cast" => {
                trim::top(&self.person(input, Ask::PersonCredits)?, "cast", &["id", "title", "character"])
            }
            "get_person_crew" => {
                trim::top(&self.person(input, Ask::PersonCredits)?, "crew", &["id", "title", "job"])
            }
            "get_person_external_ids" => {
                let names = ["imdb_id", "facebook_id", "instagram_id", "twitter_id"];
                trim::members(&self.person(input, Ask::PersonIds)?, &names)
            }
            _ => Err(Failure::Unknown),
        }
    }

    fn search_movie(&mut self, input: &Value) -> Result<Value, Failure> {
        let query = word(input, "movie_name")?;
        let body = self.ask(Ask::SearchMovie(&query))?;
        let found = trim::first(&body, &["id", "overview", "title"])?;
        if found.is_empty() {
            let query = wire::excerpt(&query);
            return Err(Failure::refused(format!(
                "There is no film by the title {query}. Search for words of its title."
            )));
        }
        Ok(found.into())
    }

    fn movie(&mut self, input: &Value, ask: fn(u64) -> Ask<'static>) -> Result<Value, Failure> {
        let id = id(input, "movie_id")?;
        self.ask(ask(id))
    }

    fn person(&mut self, input: &Value, ask: fn(u64) -> Ask<'static>) -> Result<Value, Failure> {
        let id = id(input, "person_id")?;
        self.ask(ask(id))
    }

    fn ask(&mut self, ask: Ask<'_>) -> Result<Value, Failure> {
        self.source.ask(ask).map_err(|trouble| match trouble {
            Trouble::NotFound => Failure::refused(NOT_FOUND),
            Trouble::Outside(what) => {
                self.fault.get_or_insert(what);
                Failure::refused("The database cannot be asked at the moment. Try again later.")
            }
        })
    }

    fn review(&mut self, input: &Value) -> Result<Value, Failure> {
        let (id, text) = (id(input, "movie_id")?, word(input, "text")?);
        if !self.source.has_film(id) {
            return Err(Failure::refused(NOT_FOUND));
        }
        self.reviews.push((id, text));
        Ok(json!({"message": "The review was published.", "movie_id": id}))
    }
}

/// An id: digits and nothing else, so that it can lead nowhere but to films and people.
fn id(input: &Value, name: &str) -> Result<u64, Failure> {
    let text = word(input, name)?;
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or_else(|| Failure::refused(NOT_FOUND))
}

impl Desk for Visit {
    const TOOLS: &'static [Row] = TOOLS;
    const ACTIONS: &'static [&'static str] = ACTIONS;
    const GRAMMAR: &'static str = GRAMMAR;

    fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "finish" => self.score.finish(input),
            "post_review" => self.review(input),
            _ => {
                let result = self.look(name, input)?;
                self.score.note(trim::compared(&result));
                Ok(result)
            }
        }
    }

    fn state(&self) -> Value {
        let reviews = self.reviews.iter().map(|(id, text)| json!({"movie_id": id, "text": text}));
        json!({"reviews": reviews.collect::<Vec<_>>(), "answer": self.score.answer()})
    }

    fn progress(&self) -> f64 {
        self.score.shown()
    }

    fn reward(&self) -> f64 {
        self.score.reward()
    }

    fn done(&self) -> bool {
        self.score.done()
    }

    fn foreign(&self, text: &str) -> Call {
        let id = self.source.some_film().to_string();
        ("post_review".to_owned(), json!({"movie_id": id, "text": text}))
    }

    fn sent(&self) -> Vec<String> {
        self.reviews.iter().map(|(_, text)| text.clone()).collect()
    }

    fn waits(&self) -> bool {
        self.source.waits()
    }

    fn fault(&self) -> Option<String> {
        self.fault.clone()
    }
}
