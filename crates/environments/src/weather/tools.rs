//! The tools, and the grammar in words.

use crate::agentboard::{Row, Type};

/// The actions of the original, in its order, and ours.
pub(super) const ACTIONS: &[&str] = &[
    "get_user_current_date",
    "get_user_current_location",
    "get_historical_temp",
    "get_historical_rain",
    "get_historical_snow",
    "get_snow_forecast",
    "get_current_snow",
    "get_current_temp",
    "get_latitude_longitude",
    "get_elevation",
    "get_temp_forecast",
    "get_rain_forecast",
    "get_current_rain",
    "get_distance",
    "get_historical_air_quality_index",
    "get_current_air_quality_index",
    "get_air_quality_level",
    "check_valid_actions",
    "finish",
    "send_alert",
];

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Asks one thing about weather or places and returns what you see. An action is written as: \
    Action: [name] with Action Input: [Python dict]. Dates are 'YYYY-MM-DD'; a question may span 30 days. The actions and \
    their inputs are:\n\
    get_user_current_date {}\n\
    get_user_current_location {}\n\
    get_latitude_longitude {'name': str}\n\
    get_historical_temp, get_historical_rain, get_historical_snow, get_historical_air_quality_index \
    {'latitude': float, 'longitude': float, 'start_date': str, 'end_date': str} for days before the user's current date\n\
    get_current_temp, get_current_rain, get_current_snow, get_current_air_quality_index \
    {'latitude': float, 'longitude': float, 'current_date': str}\n\
    get_temp_forecast, get_rain_forecast, get_snow_forecast \
    {'latitude': float, 'longitude': float, 'start_date': str, 'end_date': str} for days after it\n\
    get_air_quality_level {'air_quality_index': float}\n\
    get_elevation {'latitude': float, 'longitude': float}\n\
    get_distance {'latitude1': float, 'longitude1': float, 'latitude2': float, 'longitude2': float} in kilometers\n\
    send_alert {'email': str, 'message': str}\n\
    check_valid_actions {}\n\
    finish {'answer': answer} ends the task";

type Field = (&'static str, Type);

const DATE: Type = Type::Of("YYYY-MM-DD");
const WHERE: &[Field] = &[("latitude", Type::Number), ("longitude", Type::Number)];
const RANGE: &[Field] =
    &[("latitude", Type::Number), ("longitude", Type::Number), ("start_date", DATE), ("end_date", DATE)];
const DAY: &[Field] = &[("latitude", Type::Number), ("longitude", Type::Number), ("current_date", DATE)];
const ANSWER: Type = Type::Answer("A word, a number, a date or a list, as the user asked for.");

const TEMPERATURE: &[Field] = &[
    ("latitude", Type::Number),
    ("longitude", Type::Number),
    (
        "daily_units",
        Type::Members(&[
            ("time", Type::Text),
            ("temperature_2m_max", Type::Text),
            ("temperature_2m_min", Type::Text),
            ("temperature_2m_mean", Type::Text),
        ]),
    ),
    (
        "daily",
        Type::Members(&[
            ("time", Type::Texts),
            ("temperature_2m_max", Type::Numbers),
            ("temperature_2m_min", Type::Numbers),
            ("temperature_2m_mean", Type::Numbers),
        ]),
    ),
];
const RAIN: &[Field] = &[
    ("latitude", Type::Number),
    ("longitude", Type::Number),
    ("daily_units", Type::Members(&[("time", Type::Text), ("rain_sum", Type::Text)])),
    ("daily", Type::Members(&[("time", Type::Texts), ("rain_sum", Type::Numbers)])),
];
const SNOW: &[Field] = &[
    ("latitude", Type::Number),
    ("longitude", Type::Number),
    ("daily_units", Type::Members(&[("time", Type::Text), ("snowfall_sum", Type::Text)])),
    ("daily", Type::Members(&[("time", Type::Texts), ("snowfall_sum", Type::Numbers)])),
];
const AIR: &[Field] = &[
    ("latitude", Type::Number),
    ("longitude", Type::Number),
    ("daily_units", Type::Members(&[("time", Type::Text), ("european_aqi_pm2_5", Type::Text)])),
    ("daily", Type::Members(&[("time", Type::Texts), ("european_aqi_pm2_5", Type::Numbers)])),
];

/// The tools, in the order in which they are listed.
pub(super) const TOOLS: &[Row] = &[
    Row::reads("get_user_current_date", "The user's current date.", &[], &[("date", Type::Text)]),
    Row::reads("get_user_current_location", "The town where the user is.", &[], &[("location", Type::Text)]),
    Row::reads(
        "get_latitude_longitude",
        "Finds places by name, the best known first, three at most.",
        &[("name", Type::Of("The name of a town."))],
        &[("results", Type::Objects)],
    ),
    Row::reads("get_historical_temp", "Temperatures of days before the current date.", RANGE, TEMPERATURE),
    Row::reads("get_historical_rain", "Rain on days before the current date.", RANGE, RAIN),
    Row::reads("get_historical_snow", "Snowfall on days before the current date.", RANGE, SNOW),
    Row::reads(
        "get_historical_air_quality_index",
        "Air quality index at noon for fine dust, on days before the current date.",
        RANGE,
        AIR,
    ),
    Row::reads("get_current_temp", "Temperatures of one day.", DAY, TEMPERATURE),
    Row::reads("get_current_rain", "Rain on one day.", DAY, RAIN),
    Row::reads("get_current_snow", "Snowfall on one day.", DAY, SNOW),
    Row::reads(
        "get_current_air_quality_index",
        "Air quality index at noon of one day, for fine dust.",
        DAY,
        AIR,
    ),
    Row::reads("get_temp_forecast", "Temperatures of days after the current date.", RANGE, TEMPERATURE),
    Row::reads("get_rain_forecast", "Rain on days after the current date.", RANGE, RAIN),
    Row::reads("get_snow_forecast", "Snowfall on days after the current date.", RANGE, SNOW),
    Row::reads(
        "get_air_quality_level",
        "The word for an air quality index.",
        &[("air_quality_index", Type::Number)],
        &[("level", Type::OneOf(&["good", "fair", "moderate", "poor", "very poor", "extremely poor"]))],
    ),
    Row::reads(
        "get_elevation",
        "The height of a position above the sea, in meters.",
        WHERE,
        &[("elevation", Type::Numbers)],
    ),
    Row::reads(
        "get_distance",
        "The distance between two positions, in kilometers.",
        &[
            ("latitude1", Type::Number),
            ("longitude1", Type::Number),
            ("latitude2", Type::Number),
            ("longitude2", Type::Number),
        ],
        &[("kilometers", Type::Number)],
    ),
    Row::changes(
        "send_alert",
        "Sends a weather alert by mail.",
        &[("email", Type::Text), ("message", Type::Text)],
        &[("message", Type::Text), ("email", Type::Text)],
    ),
    Row::changes("finish", "Ends the work with the answer.", &[("answer", ANSWER)], &[("answer", Type::Any)]),
];
