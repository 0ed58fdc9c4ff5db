//! What the tables are about.

use crate::sheet::format::Format;

/// A column of numbers: name, format, smallest, largest, and how many steps make one.
pub(super) struct Numbers {
    pub(super) name: &'static str,
    pub(super) format: Format,
    pub(super) least: i32,
    pub(super) most: i32,
    pub(super) steps: i32,
}

/// A kind of table: a column of names, one of groups, three of numbers.
pub(super) struct Topic {
    pub(super) sheet: &'static str,
    pub(super) name: &'static str,
    names: &'static str,
    pub(super) group: &'static str,
    groups: &'static str,
    pub(super) numbers: [Numbers; 3],
}

impl Topic {
    /// What can stand in the column of names, fourteen of them.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.names.split(", ")
    }

    /// What can stand in the column of groups, four of them.
    pub(super) fn groups(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.groups.split(", ")
    }
}

const fn numbers(name: &'static str, format: Format, least: i32, most: i32, steps: i32) -> Numbers {
    Numbers { name, format, least, most, steps }
}

/// A column of names and one of groups are each a heading with what can stand below it.
const fn topic(
    sheet: &'static str,
    (name, names): (&'static str, &'static str),
    (group, groups): (&'static str, &'static str),
    numbers: [Numbers; 3],
) -> Topic {
    Topic { sheet, name, names, group, groups, numbers }
}

/// Every kind of table.
pub(super) const TOPICS: [Topic; 7] = [
    topic(
        "Stock",
        (
            "Item",
            "rye flour, sea salt, pear jam, oat bran, lentils, plum wine, buckwheat, walnut oil, dried figs, \
         mustard, honey, barley, cider, capers",
        ),
        ("Shelf", "Aisle A, Aisle B, Cellar, Window"),
        [
            numbers("Price", Format::fixed(2), 60, 950, 100),
            numbers("Quantity", Format::fixed(0), 20, 400, 1),
            numbers("Rating", Format::fixed(1), 21, 50, 10),
        ],
    ),
    topic(
        "Grades",
        (
            "Student",
            "Ilva, Bastian, Corentin, Dorrit, Emeka, Femke, Goran, Hiroko, Jorun, Katell, Lazar, Mirela, \
         Noam, Oriane",
        ),
        ("Class", "North room, South room, Attic, Annex"),
        [
            numbers("Algebra", Format::General, 41, 99, 1),
            numbers("History", Format::General, 41, 99, 1),
            numbers("Drawing", Format::General, 41, 99, 1),
        ],
    ),
    topic(
        "Expenses",
        (
            "Entry",
            "paper, lamp oil, train passes, window glass, stamps, coffee, desk chairs, signage, cloud \
         storage, plants, wall paint, cables, first aid, posters",
        ),
        ("Department", "Archive, Front desk, Kitchen, Workshop"),
        [
            numbers("Cost", Format::grouped(2), 4_000, 420_000, 100),
            numbers("Pieces", Format::fixed(0), 1, 90, 1),
            numbers("Shipping", Format::fixed(2), 100, 6_000, 100),
        ],
    ),
    topic(
        "Journeys",
        (
            "Journey",
            "Aarhus, Ghent, Porto, Trieste, Uppsala, Windermere, Bergen, Coimbra, Delft, Evora, Fano, \
         Gmunden, Hoorn, Ieper",
        ),
        ("Carrier", "Ferry, Night train, Coach, Tram"),
        [
            numbers("Distance", Format::grouped(0), 120, 3_400, 1),
            numbers("Fare", Format::fixed(2), 900, 24_000, 100),
            numbers("Hours", Format::fixed(1), 10, 260, 10),
        ],
    ),
    topic(
        "Jobs",
        (
            "Job",
            "Repaint the hull, Index the letters, Mend the gate, Survey the roof, Translate the guide, Tune \
         the organ, Map the paths, Bind the ledgers, Rewire the hall, Plant the hedge, Film the parade, \
         Test the pumps, Sort the seeds, Clean the clock",
        ),
        ("Team", "Harbor, Library, Garden, Tower"),
        [
            numbers("Effort", Format::fixed(1), 15, 480, 10),
            numbers("Priority", Format::General, 1, 60, 1),
            numbers("Budget", Format::grouped(0), 300, 9_800, 1),
        ],
    ),
    topic(
        "Harvest",
        (
            "Field",
            "Long Acre, Mill Lot, Crow Hill, Stony Piece, Low Meadow, Fox Corner, Chapel Strip, Brook End, \
         High Furlong, Marl Pit, Gorse Bank, Old Orchard, Sand Field, Ash Row",
        ),
        ("Crop", "Spelt, Beets, Hemp, Clover"),
        [
            numbers("Acres", Format::fixed(2), 150, 4_800, 100),
            numbers("Bushels", Format::grouped(0), 90, 5_200, 1),
            numbers("Workers", Format::General, 2, 60, 1),
        ],
    ),
    topic(
        "Loans",
        (
            "Book",
            "Tides and Tables, The Copper Clock, A Field of Bells, Winter Rails, Salt Roads, Night Ferry, The \
         Ninth Bridge, Paper Kites, Lantern Street, Quiet Engines, The Owl Ledger, Rain Maps, Glass \
         Harbor, Stone Soup Songs",
        ),
        ("Branch", "Canal, Market, Hillside, Station"),
        [
            numbers("Loans", Format::fixed(0), 3, 240, 1),
            numbers("Pages", Format::General, 80, 780, 1),
            numbers("Worth", Format::fixed(2), 300, 5_900, 100),
        ],
    ),
];
