//! Movie: questions about films and those who make them, answered from a film database.
//!
//! After the movie environment of AgentBoard (Ma et al., 2024), as AgentGym serves it. The actions, what they show of the
//! database's answers, and the running reward are the original's; it asks The Movie Database over the network, we ask a
//! database of our own: twenty-four hundred films by four thousand people, none of whom exist. Other settings:
//!
//! - `{"tasks": "FILE.jsonl"}` asks other questions of our database.
//! - `{"tasks": "FILE.jsonl", "records": "FILE.json"}` answers them from a file of what the interface answered, by path:
//!   `{"movie/550": {...}, "movie/550/credits": {...}, "search/movie?query=Fight Club": {...}}`.
//! - `{"tasks": "FILE.jsonl", "live": {"key_env": "TMDB_API_KEY", "url": "https://api.themoviedb.org/3", "timeout": 20}}`
//!   asks The Movie Database itself, version 3 of its interface, with the key that this environment variable holds. All
//!   three members may be left out. Nothing else makes this environment use the network.
//!
//! Where we differ on purpose: a search without a result is refused in plain words, where the original shows a Python
//! error; ids are digits and nothing else, so that an agent cannot lead the user's key to other places of the interface;
//! reviews can be posted, which stay here even where the database is a live one.
//!
//! | file | what it holds |
//! |---|---|
//! | `source` | whom films and people are asked of |
//! | `film` | our films and people as data |
//! | `overview` | what films are about, in seven languages |
//! | `words` | the words of our films |
//! | `people` | how people are drawn |
//! | `generate` | how films are drawn |
//! | `database` | our database, and its search |
//! | `shapes` | films and people as the interface shows them |
//! | `records` | answers in a file |
//! | `live` | answers over the network |
//! | `trim` | what an agent sees of an answer |
//! | `draw` | subjects of questions, and how they are looked up |
//! | `facts` | questions about films |
//! | `careers` | questions about people |
//! | `questions` | all kinds of questions |
//! | `tools` | the tools and the grammar |
//! | `world` | the desk |
//! | `family` | the catalogue entry |

mod careers;
mod database;
mod draw;
mod facts;
mod family;
mod film;
mod generate;
mod live;
mod overview;
mod people;
mod questions;
mod records;
mod shapes;
mod source;
mod tools;
mod trim;
mod words;
mod world;

pub use family::Movie;
