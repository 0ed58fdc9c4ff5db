//! The words of an invented region.

pub(super) const TOWN_STARTS: [&str; 15] = [
    "Arn", "Bel", "Cor", "Dres", "Elm", "Fenn", "Gild", "Hask", "Ister", "Jor", "Kelm", "Lund", "Mor", "Nev",
    "Oss",
];
pub(super) const TOWN_ENDS: [&str; 4] = ["ava", "holt", "mere", "wick"];
pub(super) const RIVERS: [&str; 7] = ["Tarn", "Ouvelle", "Brisk", "Silverlode", "Merrow", "Yarl", "Quill"];
pub(super) const DISTRICTS: [&str; 4] = ["Lowmarch", "Saltcoast", "Highfold", "Reedland"];
pub(super) const FIRST: [&str; 12] = [
    "Adela", "Boris", "Clemence", "Dario", "Elspeth", "Fabian", "Greta", "Hugo", "Ines", "Jasper", "Katrin",
    "Lorenz",
];
pub(super) const LAST: [&str; 10] = [
    "Achterberg",
    "Belloc",
    "Crane",
    "Dovrin",
    "Estrel",
    "Fairweather",
    "Gruber",
    "Halloran",
    "Ibsley",
    "Juncker",
];
pub(super) const PROFESSIONS: [&str; 9] = [
    "clockmaker",
    "botanist",
    "architect",
    "composer",
    "baker",
    "cartographer",
    "engineer",
    "glassblower",
    "surgeon",
];
pub(super) const HOBBIES: [&str; 6] = [
    "collects old maps",
    "keeps bees",
    "plays the viola",
    "rows every morning",
    "carves chess pieces",
    "paints tides",
];
pub(super) const TRADES: [&str; 6] = ["Foundry", "Weavers", "Brewery", "Instruments", "Pottery", "Boatyard"];
pub(super) const PRODUCT_STARTS: [&str; 9] =
    ["Amber", "Brindle", "Comet", "Dawn", "Ember", "Falcon", "Granite", "Heather", "Indigo"];
pub(super) const PRODUCT_ENDS: [&str; 5] = ["kettle", "lantern", "loom", "compass", "skiff"];
pub(super) const MATERIALS: [&str; 5] = ["copper", "birch", "stoneware", "linen", "brass"];
pub(super) const FAIRS: [&str; 5] =
    ["Lantern Fair", "Herring Week", "Kite Days", "Barrel Race", "Night of Bells"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const LANDMARKS: [&str; 5] = ["Tower", "Lighthouse", "Windmill", "Observatory", "Belfry"];
pub(super) const FILLERS: [&str; 8] = [
    "Visitors praise the quiet of the place.",
    "A small museum keeps the papers.",
    "The records before that year were lost in a flood.",
    "Several songs mention it.",
    "A plaque was put up by the historical society.",
    "Opinions about it differ to this day.",
    "It was drawn many times by local artists.",
    "School classes come here every spring.",
];
