//! Sentences and synonyms that wordings are bred from.

/// What may be said before a demand.
pub(super) const BEFORE: [&str; 14] = [
    "Some background on how this page is used in practice.",
    "The steps below are listed in the order in which they are usually taken.",
    "Records are kept in the archive of the office and are open to all members.",
    "A typical session looks as follows.",
    "The morning round starts at the desk by the window and ends in the library.",
    "For readers who are new here, a short example.",
    "This entry was revised in spring and covers all versions.",
    "Most of the time is spent on preparation, and a little on the work itself.",
    "The guide has three chapters, of which this is the first.",
    "Whoever looks after the archive also looks after the keys.",
    "The list was put together by several members over many years.",
    "Opening hours and prices are on the last page.",
    "Here is what the checklist of the house says.",
    "The example is taken from an ordinary day.",
];

/// What may be said after it.
pub(super) const AFTER: [&str; 10] = [
    "The rest of the page lists opening hours and prices.",
    "After that the session goes on as usual.",
    "The remaining entries are in the order of their dates.",
    "Further examples are in the second chapter.",
    "The archive is closed on holidays.",
    "Members will find more on this in the guide.",
    "This concludes the example.",
    "Everything else stays as it was.",
    "The list goes on with the entries of last year.",
    "Questions are best asked at the desk.",
];

/// Words that can stand for each other.
pub(super) const SYNONYMS: [&[&str]; 16] = [
    &["page", "sheet", "entry", "chapter"],
    &["steps", "stages", "parts"],
    &["usually", "commonly", "often", "mostly"],
    &["listed", "given", "set out", "named"],
    &["office", "house", "library", "workshop"],
    &["members", "readers", "visitors", "guests"],
    &["short", "brief", "small", "simple"],
    &["example", "sample", "case", "sketch"],
    &["guide", "handbook", "booklet", "manual"],
    &["archive", "collection", "register", "catalog"],
    &["session", "visit", "round", "day"],
    &["many", "several", "some", "a few"],
    &["ordinary", "usual", "normal", "typical"],
    &["rest", "remainder", "end"],
    &["goes on", "continues", "proceeds"],
    &["spring", "summer", "autumn", "winter"],
];
