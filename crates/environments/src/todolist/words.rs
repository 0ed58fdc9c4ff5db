//! The words of generated to-do lists.

/// A project by name, with the things that may have to be done in it and where.
pub(super) type Theme = (&'static str, [&'static str; 7]);

/// The projects. No two tasks have the same words.
pub(super) const THEMES: [Theme; 8] = [
    (
        "Allotment",
        [
            "Turn the compost",
            "Sow the broad beans",
            "Mend the cold frame",
            "Prune the currants",
            "Water the seedlings",
            "Label the apple rows",
            "Order bark mulch",
        ],
    ),
    (
        "Choir",
        [
            "Copy the alto parts",
            "Book the rehearsal room",
            "Rehearse the second motet",
            "Collect the member dues",
            "Print the concert posters",
            "Tune the old harmonium",
            "Thank the page turner",
        ],
    ),
    (
        "Flat move",
        [
            "Measure the stairwell",
            "Pack the glassware",
            "Cancel the gas contract",
            "Return the cellar key",
            "Paint over the nail holes",
            "Borrow a hand truck",
            "Forward the mail",
        ],
    ),
    (
        "Evening class",
        [
            "Read the chapter on tides",
            "Draft the essay on canals",
            "Hand in the lab sheet",
            "Return the atlas",
            "Practice the slide talk",
            "Register for the exam",
            "Sketch the harbor map",
        ],
    ),
    (
        "Bicycle",
        [
            "Replace the chain",
            "True the rear wheel",
            "Patch the spare tube",
            "Grease the bottom bracket",
            "Adjust the front brake",
            "Register the frame number",
            "Mount the mudguards",
        ],
    ),
    (
        "Bakery job",
        [
            "Feed the rye starter",
            "Scale the weekend doughs",
            "Clean the deck oven",
            "Count the flour sacks",
            "Write the allergen cards",
            "Swap the Tuesday shift",
            "Sharpen the scoring blades",
        ],
    ),
    (
        "Family",
        [
            "Call aunt Odile",
            "Wrap the birthday kite",
            "Renew the library cards",
            "Plan the lake weekend",
            "Sort the photo boxes",
            "Fix the dollhouse door",
            "Buy new rain boots",
        ],
    ),
    (
        "Health",
        [
            "Book the dentist",
            "Refill the hay fever drops",
            "Swim twenty lanes",
            "Stretch the shoulder",
            "Compare walking shoes",
            "Cook the lentil plan",
            "Log the sleep hours",
        ],
    ),
];

/// Places that descriptions name and where the user may be.
pub(super) const PLACES: [&str; 6] = ["Aarhus", "Ghent", "Porto", "Trieste", "Uppsala", "Windermere"];

/// What descriptions add.
pub(super) const NOTES: [&str; 8] = [
    "Bring the blue folder.",
    "Ask Mirela first.",
    "It can wait if it rains.",
    "The receipt is in the drawer.",
    "Do it before noon.",
    "Two people are better than one.",
    "Take a photo when it is done.",
    "Check the list on the fridge.",
];

/// Durations in minutes.
pub(super) const MINUTES: [u64; 6] = [15, 30, 45, 60, 90, 120];
