//! Our rooms: furniture and things.

use super::action::Treatment::{self, Clean, Cool, Heat};

/// A room from which households are drawn.
pub(super) struct Room {
    /// The lamp that stands in it.
    pub(super) lamp: &'static str,
    /// Its furniture and appliances.
    pub(super) furniture: &'static [Furniture],
    /// What is found there.
    pub(super) goods: &'static [Good],
}

/// A kind of furniture: word, how many at most, whether it opens, the largest size it takes, what it does.
pub(super) type Furniture = (&'static str, usize, bool, u8, Option<Treatment>);

/// A kind of thing: word, size from 1 to 3, and traits: `h`eatable, c`o`olable, `c`leanable, `s`liceable, `k`nife,
/// `v`essel.
pub(super) type Good = (&'static str, u8, &'static str);

/// Every room.
pub(super) const ROOMS: [Room; 8] = [
    // A galley.
    Room {
        lamp: "lantern",
        furniture: &[
            ("bench", 2, false, 3, None),
            ("locker", 3, true, 2, None),
            ("spicerack", 1, false, 1, None),
            ("crate", 1, false, 3, None),
            ("cooker", 1, true, 2, Some(Heat)),
            ("icebox", 1, true, 3, Some(Cool)),
            ("basin", 1, false, 3, Some(Clean)),
        ],
        goods: &[
            ("ladle", 2, "c"),
            ("cleaver", 2, "kc"),
            ("turnip", 1, "hocs"),
            ("flatbread", 1, "hos"),
            ("kettle", 2, "hocv"),
            ("tincup", 1, "hocv"),
            ("matchbox", 1, ""),
            ("stockpot", 3, "cov"),
        ],
    },
    // A tearoom.
    Room {
        lamp: "paperlamp",
        furniture: &[
            ("lowtable", 2, false, 3, None),
            ("sideboard", 2, true, 3, None),
            ("basket", 1, false, 2, None),
            ("alcove", 1, false, 2, None),
            ("brazier", 1, false, 2, Some(Heat)),
            ("coldchest", 1, true, 2, Some(Cool)),
            ("washbowl", 1, false, 2, Some(Clean)),
        ],
        goods: &[
            ("teabowl", 1, "hocv"),
            ("teapot", 2, "hocv"),
            ("whisk", 1, "c"),
            ("ricecake", 1, "hos"),
            ("pear", 1, "ocs"),
            ("fruitknife", 1, "kc"),
            ("fan", 1, ""),
            ("scroll", 2, ""),
        ],
    },
    // A workshop.
    Room {
        lamp: "worklamp",
        furniture: &[
            ("workbench", 2, false, 3, None),
            ("toolchest", 2, true, 2, None),
            ("pegboard", 1, false, 2, None),
            ("scrapbin", 1, false, 3, None),
            ("forge", 1, false, 3, Some(Heat)),
            ("quenchtank", 1, false, 3, Some(Cool)),
            ("rinsetub", 1, false, 2, Some(Clean)),
        ],
        goods: &[
            ("horseshoe", 1, "hoc"),
            ("hinge", 1, "hoc"),
            ("tongs", 2, "hoc"),
            ("ingot", 1, "ho"),
            ("mallet", 2, "c"),
            ("dowel", 1, "s"),
            ("drawknife", 2, "kc"),
            ("crucible", 2, "hocv"),
        ],
    },
    // A laboratory.
    Room {
        lamp: "benchlamp",
        furniture: &[
            ("labbench", 2, false, 3, None),
            ("drawerunit", 3, true, 1, None),
            ("samplerack", 1, false, 1, None),
            ("wastebin", 1, false, 2, None),
            ("incubator", 1, true, 2, Some(Heat)),
            ("deepfreezer", 1, true, 2, Some(Cool)),
            ("rinser", 1, false, 2, Some(Clean)),
        ],
        goods: &[
            ("beaker", 1, "hocv"),
            ("flask", 1, "hocv"),
            ("vial", 1, "hoc"),
            ("petridish", 1, "hocv"),
            ("scalpel", 1, "kc"),
            ("agarblock", 1, "hos"),
            ("logbook", 2, ""),
            ("goggles", 1, "c"),
        ],
    },
    // A greenhouse.
    Room {
        lamp: "growlamp",
        furniture: &[
            ("pottingbench", 2, false, 3, None),
            ("seedchest", 2, true, 1, None),
            ("ledge", 2, false, 2, None),
            ("compostbox", 1, true, 3, None),
            ("propagator", 1, true, 2, Some(Heat)),
            ("coldframe", 1, true, 3, Some(Cool)),
            ("trough", 1, false, 3, Some(Clean)),
        ],
        goods: &[
            ("flowerpot", 2, "hocv"),
            ("trowel", 1, "c"),
            ("seedtray", 2, "hocv"),
            ("bulb", 1, "ho"),
            ("gourd", 2, "hocs"),
            ("graftknife", 1, "kc"),
            ("twine", 1, ""),
            ("label", 1, ""),
        ],
    },
    // A laundry.
    Room {
        lamp: "walllamp",
        furniture: &[
            ("foldingtable", 1, false, 3, None),
            ("hamper", 2, true, 3, None),
            ("plank", 3, false, 2, None),
            ("lintbin", 1, false, 1, None),
            ("dryer", 1, true, 3, Some(Heat)),
            ("coolcloset", 1, true, 3, Some(Cool)),
            ("washer", 1, true, 3, Some(Clean)),
        ],
        goods: &[
            ("blanket", 3, "hoc"),
            ("scarf", 1, "hoc"),
            ("mitten", 1, "hoc"),
            ("apron", 2, "hoc"),
            ("soapblock", 1, "s"),
            ("shears", 1, "kc"),
            ("clothespin", 1, "c"),
            ("thimble", 1, ""),
        ],
    },
    // A cabin.
    Room {
        lamp: "oillamp",
        furniture: &[
            ("bunk", 2, false, 3, None),
            ("trunk", 2, true, 3, None),
            ("windowsill", 1, false, 1, None),
            ("charttable", 1, false, 2, None),
            ("woodstove", 1, true, 2, Some(Heat)),
            ("snowbox", 1, true, 2, Some(Cool)),
            ("washstand", 1, false, 2, Some(Clean)),
        ],
        goods: &[
            ("mug", 1, "hocv"),
            ("stone", 1, "hoc"),
            ("smokedfish", 1, "hos"),
            ("canteen", 1, "hocv"),
            ("huntingknife", 1, "kc"),
            ("compass", 1, ""),
            ("map", 1, ""),
            ("boot", 2, "hc"),
        ],
    },
    // A studio.
    Room {
        lamp: "spotlight",
        furniture: &[
            ("worktable", 2, false, 3, None),
            ("flatfile", 3, true, 1, None),
            ("plinth", 2, false, 3, None),
            ("supplycart", 1, false, 2, None),
            ("kiln", 1, true, 3, Some(Heat)),
            ("chiller", 1, true, 2, Some(Cool)),
            ("slopsink", 1, false, 3, Some(Clean)),
        ],
        goods: &[
            ("tile", 1, "hoc"),
            ("vase", 2, "hocv"),
            ("claybrick", 1, "hos"),
            ("figurine", 1, "hoc"),
            ("paintbrush", 1, "c"),
            ("palette", 2, "c"),
            ("wireknife", 1, "kc"),
            ("sketch", 1, ""),
        ],
    },
];
