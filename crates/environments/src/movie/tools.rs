//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The actions of the original, in its order, and ours.
pub(super) const ACTIONS: &[&str] = &[
    "get_search_movie",
    "get_movie_details",
    "get_movie_production_companies",
    "get_movie_production_countries",
    "get_movie_cast",
    "get_movie_crew",
    "get_movie_keywords",
    "get_search_person",
    "get_person_details",
    "get_person_cast",
    "get_person_crew",
    "get_person_external_ids",
    "get_movie_alternative_titles",
    "get_movie_translation",
    "check_valid_actions",
    "finish",
    "post_review",
];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Looks things up in a database of films and returns what you see. An action is written as: \
    Action: [name] with Action Input: [Python dict]. The actions and their inputs are:\n\
    get_search_movie {'movie_name': title} gives the id of a film\n\
    get_movie_details, get_movie_production_companies, get_movie_production_countries, get_movie_cast, get_movie_crew, \
    get_movie_keywords, get_movie_alternative_titles, get_movie_translation {'movie_id': id}\n\
    get_search_person {'person_name': name} gives the id of a person\n\
    get_person_details, get_person_cast, get_person_crew, get_person_external_ids {'person_id': id}\n\
    post_review {'movie_id': id, 'text': str}\n\
    check_valid_actions {}\n\
    finish {'answer': answer} ends the task";

const MOVIE: &[(&str, Type)] = &[("movie_id", Type::Id("The film's id, as get_search_movie gives it."))];
const PERSON: &[(&str, Type)] = &[("person_id", Type::Id("The person's id, as get_search_person gives it."))];
const FOUND: &[(&str, Type)] = &[("results", Type::Objects)];
const ANSWER: Type =
    Type::Answer("A word, a name, a title, a number or a list of these, as the question asks for.");

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::reads(
        "get_search_movie",
        "Finds a film by its title: id, title and overview.",
        &[("movie_name", Type::Of("The film's title."))],
        FOUND,
    ),
    Row::reads(
        "get_movie_details",
        "What is known of a film: budget and revenue in dollars, genres, average vote, day of release.",
        MOVIE,
        &[
            ("title", Type::Text),
            ("budget", Type::Integer),
            ("genres", Type::Objects),
            ("revenue", Type::Integer),
            ("vote_average", Type::Number),
            ("release_date", Type::MaybeText),
        ],
    ),
    Row::reads(
        "get_movie_production_companies",
        "The companies that produced a film.",
        MOVIE,
        &[("production_companies", Type::Objects)],
    ),
    Row::reads(
        "get_movie_production_countries",
        "The countries in which a film was produced.",
        MOVIE,
        &[("production_countries", Type::Objects)],
    ),
    Row::reads(
        "get_movie_cast",
        "The first ten of a film's cast, with their characters.",
        MOVIE,
        &[("cast", Type::Objects)],
    ),
    Row::reads(
        "get_movie_crew",
        "A film's directors, producers and writers, and others of its crew up to ten.",
        MOVIE,
        &[("crew", Type::Objects)],
    ),
    Row::reads("get_movie_keywords", "A film's keywords.", MOVIE, &[("keywords", Type::Texts)]),
    Row::reads(
        "get_search_person",
        "Finds a person by name: id and name; nothing where nobody has it.",
        &[("person_name", Type::Of("The person's name."))],
        FOUND,
    ),
    Row::reads(
        "get_person_details",
        "What is known of a person: name, biography, day and place of birth.",
        PERSON,
        &[
            ("name", Type::Text),
            ("biography", Type::MaybeText),
            ("birthday", Type::MaybeText),
            ("place_of_birth", Type::MaybeText),
        ],
    ),
    Row::reads(
        "get_person_cast",
        "The first ten films in which a person acted, with the characters.",
        PERSON,
        &[("cast", Type::Objects)],
    ),
    Row::reads(
        "get_person_crew",
        "The first ten films on which a person worked otherwise, with the jobs.",
        PERSON,
        &[("crew", Type::Objects)],
    ),
    Row::reads(
        "get_person_external_ids",
        "A person's ids at IMDb, Facebook, Instagram and Twitter, where there are any.",
        PERSON,
        &[
            ("imdb_id", Type::MaybeText),
            ("facebook_id", Type::MaybeText),
            ("instagram_id", Type::MaybeText),
            ("twitter_id", Type::MaybeText),
        ],
    ),
    Row::reads(
        "get_movie_alternative_titles",
        "The other titles of a film.",
        MOVIE,
        &[("id", Type::Integer), ("titles", Type::Objects)],
    ),
    Row::reads(
        "get_movie_translation",
        "A film's overview in Dutch, Chinese, English, German, Russian and Japanese, where there is one.",
        MOVIE,
        &[("id", Type::Integer), ("translations", Type::Objects)],
    ),
    Row::changes(
        "post_review",
        "Publishes a review of a film.",
        &[("movie_id", Type::Id("The film's id.")), ("text", Type::Text)],
        &[("message", Type::Text), ("movie_id", Type::Integer)],
    ),
    Row::changes("finish", "Ends the work with the answer.", &[("answer", ANSWER)], &[("answer", Type::Any)]),
];
